"""What a network is shown: augmentation, counterfactual slices, drawn heads, the sampler and its preview."""
