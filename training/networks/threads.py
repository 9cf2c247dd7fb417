"""How many of the computer's cores TensorFlow takes."""

import tensorflow as tf


def limit_threads(count: int) -> None:
    """Let TensorFlow use so many threads at most. Only before it has computed anything."""
    tf.config.threading.set_intra_op_parallelism_threads(count)
    tf.config.threading.set_inter_op_parallelism_threads(count)
