"""Classify folders of any size: inputs, the run, heat maps as files, a Dask cluster, saved batches of the window."""
