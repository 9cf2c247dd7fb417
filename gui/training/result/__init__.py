"""The last step of training: how good the model is, and what becomes of it."""
