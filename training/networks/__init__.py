"""The networks that can be trained, one file each; their building, conversion and optimisers. Needs TensorFlow."""
