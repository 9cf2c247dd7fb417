"""Classify folders of any size: inputs, session, heat-map files, cluster, and the saved batches of the window."""
