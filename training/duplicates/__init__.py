"""Which images are the same or of one patient: fingerprints, look-alikes, turned copies, clusters."""
