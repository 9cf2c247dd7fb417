"""The windows that train and evaluate a model. They are imported when they are opened, so they may import more."""
