"""The networks that can be trained, one file each; building, conversion to LiteRT, optimisers. Needs TensorFlow."""
