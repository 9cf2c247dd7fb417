"""Reports as DICOM objects: a secondary capture and a structured report, and what of the patient they keep."""
