"""Settings of a training: limits, recipes, starting points, ImageNet weights, expected time."""
