"""Read a dataset: class, source and group of each image; manifests, folders, class names, outlines."""
