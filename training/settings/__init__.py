"""What a training is asked for: settings, their limits, what it starts from, how long it may take."""
