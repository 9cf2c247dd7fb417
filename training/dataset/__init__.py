"""Read a dataset: which image is of which class, source and group; manifests, folders, class names, outlines."""
