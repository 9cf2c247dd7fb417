"""The third step of training: progress, curves and the end of a run."""
