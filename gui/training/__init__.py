"""The window that trains a model on images of one's own. It is imported when it is asked for, so it may import more."""
