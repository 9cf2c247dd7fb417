"""Reports on one case: what PDF, HTML and DICOM state of it, in the same words from the window and the command line."""
