"""Network architectures, one file each; building, conversion to LiteRT, optimisers. Needs TensorFlow."""
