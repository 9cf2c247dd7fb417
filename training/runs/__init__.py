"""Runs from order to end: training, cross-validation, locks, measurement, and the jobs of the window."""
