"""The engine: read, classify, explain. Knows neither Qt nor TensorFlow."""

import os

# NumPy's linear algebra is asked for little here, but its threads wait by spinning, and take the processor from the
# network's: with them, a picture takes almost twice the time. Read once, when NumPy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
