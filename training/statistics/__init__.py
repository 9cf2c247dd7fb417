"""Figures with intervals: bootstrap, metrics, calibration and ranking."""
