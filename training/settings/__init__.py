"""What a training is asked for: settings, limits, recipes, starting points, ImageNet weights, expected time."""
