"""Drawn pictures that are not brain MRI, which novelty is fitted to and measured on."""
