"""Statistics: figures with bootstrap intervals, metrics, calibration and ranking."""
