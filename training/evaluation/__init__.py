"""Measure how good a model is on a dataset: figures, heat-map scores, worst mistakes, plots, report."""
