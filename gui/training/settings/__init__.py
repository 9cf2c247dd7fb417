"""The second step of training: settings, presets, starting point, estimate."""
