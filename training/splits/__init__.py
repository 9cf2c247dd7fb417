"""Splits of a dataset that keep copies and patients together: validation data and folds."""
