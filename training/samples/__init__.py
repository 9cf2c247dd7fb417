"""Training samples: augmentation, counterfactual slices, drawn heads, the sampler and its preview."""
