"""The verdict on a whole study, a DICOM series or a volume, from its slices."""
