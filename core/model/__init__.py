"""The model: its package, what the network sees, the classifier, verdicts, calibration, novelty and heat maps."""
