"""The engine: read, classify, explain. Knows neither Qt nor TensorFlow."""

__version__ = "0.1.0"
