"""DICOM: single pictures, multi-frame objects and series."""
