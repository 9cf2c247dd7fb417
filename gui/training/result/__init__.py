"""The last step of training: measure the model, then install or export it."""
