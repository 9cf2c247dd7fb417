"""Which images are the same or of one patient: fingerprints, look-alikes, clusters, splits and folds."""
