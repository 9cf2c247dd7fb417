"""The list of what is open, at the left of the picture."""
