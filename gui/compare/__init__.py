"""Comparing: two or four panes beside each other, linked in zoom, position, slice and window."""
