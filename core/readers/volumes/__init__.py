"""Volumes: NIfTI, Analyze, NRRD, MetaImage and MGH."""
