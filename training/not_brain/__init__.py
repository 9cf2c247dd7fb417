"""Drawn pictures that are no brain MRI, which novelty is fitted to and measured on."""
