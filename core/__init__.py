"""The engine: read, classify, explain. Knows neither Qt nor TensorFlow."""

import os

# NumPy's linear algebra has little to do here, but its threads wait by spinning and take processor time from the
# network: with them, a picture takes almost twice as long. NumPy reads this once, when it is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
