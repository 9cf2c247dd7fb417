"""How good a model is on a dataset: figures, heat-map scores, mistakes, report."""
