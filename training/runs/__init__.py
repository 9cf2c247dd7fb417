"""Training runs from order to end: run, cross-validation, locks, measurement, and the jobs of the window."""
