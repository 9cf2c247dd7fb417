"""Limit the number of cores that TensorFlow uses."""

import tensorflow as tf


def limit_threads(count: int) -> None:
    """Limit the threads of TensorFlow. Call it before TensorFlow has computed anything."""
    tf.config.threading.set_intra_op_parallelism_threads(count)
    tf.config.threading.set_inter_op_parallelism_threads(count)
