"""Training, evaluation and audit of models; TensorFlow lives here alone."""

import os

# Intel's kernels take a fifth of the time off a training step; left to itself, TensorFlow has them on new Intel
# processors only. It reads this once, when it is imported.
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")
