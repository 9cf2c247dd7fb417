"""The loss that asks for the same answer to a picture and to its mirror image.

Whoever has learnt that needs no second pass over the mirror image to be asked for it.
"""

import tensorflow as tf


def agreement_loss(logits: tf.Tensor, turned: tf.Tensor) -> tf.Tensor:
    """Measure how far the answers to pictures and to their mirror images are apart, by Jeffreys' divergence.

    Args:
        logits: (N, C) of a batch whose last samples are the mirror images of its first.
        turned: how many those are.

    Returns:
        The mean over the pairs, in nats; 0 where all agree, or there is none.
    """
    count = tf.shape(logits)[0]
    own, other = (tf.nn.log_softmax(part) for part in (logits[:turned], logits[count - turned :]))
    apart = 0.5 * tf.reduce_sum((tf.exp(own) - tf.exp(other)) * (own - other), axis=1)
    return tf.math.divide_no_nan(tf.reduce_sum(apart), tf.cast(turned, tf.float32))
