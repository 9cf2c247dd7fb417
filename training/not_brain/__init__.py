"""Drawn pictures that are no brain MRI."""
