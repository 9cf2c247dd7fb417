"""Which image is of which class, source and group: manifests, folders, outlines, reading."""
