"""What is said of a whole study, a series or a volume, from its slices."""
