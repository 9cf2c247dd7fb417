"""Distillation loss (Hinton et al., 2015): learn from the probabilities of teachers."""

import tensorflow as tf


def mixed_loss(losses: tf.Tensor, logits: tf.Tensor, soft: tf.Tensor, weight: float, temperature: float) -> tf.Tensor:
    """Replace a share of the loss by the labels with the loss by the teachers' probabilities.

    Args:
        losses: (N,) by the labels.
        logits: (N, C) of the network.
        soft: (N, C) probabilities by the teachers; all 0 for a sample that they were not asked about.
        weight: the share.
        temperature: by which both are softened; its square keeps the gradient's size.

    Returns:
        (N,) in nats.
    """
    has_soft = tf.cast(tf.reduce_sum(soft, axis=1) > 0, tf.float32)
    powers = tf.pow(tf.maximum(soft, 0.0), 1 / temperature)
    targets = tf.math.divide_no_nan(powers, tf.reduce_sum(powers, axis=1, keepdims=True))
    taught = temperature**2 * tf.nn.softmax_cross_entropy_with_logits(targets, logits / temperature)
    return losses + has_soft * weight * (taught - losses)
