"""Training, evaluation and audit of models; the only part of the program that imports TensorFlow."""

import os

# Intel's kernels shorten a training step by a fifth; by default, TensorFlow uses them on new Intel
# processors only. It reads this once, when it is imported.
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")
