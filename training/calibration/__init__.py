"""Calibration: fit biases, temperature and thresholds to scores of images that the networks had not seen."""
