"""The model: package, store, preprocessing, classifier, verdicts, calibration, novelty and heat maps."""
