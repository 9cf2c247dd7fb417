"""The windows that train and evaluate a model. Imported when opened, so they may import heavy modules."""
