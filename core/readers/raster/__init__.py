"""Pictures of everyday formats: PNG, JPEG, TIFF and the like."""
