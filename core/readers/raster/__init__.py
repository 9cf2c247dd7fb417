"""Pictures of everyday formats: PNG, JPEG, TIFF and their like."""
