"""Audit of a dataset before training: copies across splits, shortcuts, uneven classes; and what to do about them."""
