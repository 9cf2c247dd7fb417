"""Scores of images that networks had not seen, and what is fitted to them."""
