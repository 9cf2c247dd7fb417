"""Mirror agreement: a loss that asks for the same prediction for a picture and for its mirror image.

A network that has learnt this needs no second pass over the mirror image.
"""

import tensorflow as tf


def agreement_loss(logits: tf.Tensor, turned: tf.Tensor) -> tf.Tensor:
    """Measure how far the predictions for pictures and for their mirror images are apart, by Jeffreys' divergence.

    Args:
        logits: (N, C) of a batch whose last samples are the mirror images of its first.
        turned: how many those are.

    The mean over the pairs, in nats; 0 if all agree, or there is none.
        The mean over the pairs, in nats; 0 where all agree, or there is none.
    """
    count = tf.shape(logits)[0]
    own, other = (tf.nn.log_softmax(part) for part in (logits[:turned], logits[count - turned :]))
    divergence = 0.5 * tf.reduce_sum((tf.exp(own) - tf.exp(other)) * (own - other), axis=1)
    return tf.math.divide_no_nan(tf.reduce_sum(divergence), tf.cast(turned, tf.float32))
