"""Guidance losses: teach a network where the tumour is, from its outline."""

from typing import Any

import tensorflow as tf

# Few cells show a tumour; those weigh more.
_TUMOUR_WEIGHT = 3.0
_LEAST_ENERGY, _LEAST_SHARE = 1e-6, 1e-3


def evidence_loss(evidence: tf.Tensor, cover: tf.Tensor, is_known: tf.Tensor) -> tf.Tensor:
    """Compare the evidence of each cell with the outline: cross-entropy and overlap.

    The overlap is that of Milletari et al. (2016), which weighs small tumours as much as large ones.

    Args:
        evidence: (N, h, w, 1) logits.
        cover: (N, h, w) in [0, 1], the share of each cell inside an outline.
        is_known: (N,) 1 where the outline is known, or there is no tumour; else 0.

    Returns:
        The mean over the images that are known, in nats.
    """
    logits = evidence[..., 0]
    cells = tf.nn.weighted_cross_entropy_with_logits(cover, logits, _TUMOUR_WEIGHT)
    entropy = tf.reduce_mean(cells, axis=(1, 2))
    found = tf.sigmoid(logits)
    covered = tf.reduce_sum(cover, axis=(1, 2))
    shared = tf.reduce_sum(found * cover, axis=(1, 2))
    overlap = 2 * shared / (tf.reduce_sum(found, axis=(1, 2)) + covered + 1e-3)
    has_tumour = tf.cast(covered > 0, tf.float32)
    losses = entropy + 0.5 * has_tumour * (1 - overlap)
    return tf.math.divide_no_nan(tf.reduce_sum(losses * is_known), tf.reduce_sum(is_known))


def guidance_loss(features: tf.Tensor, head: tuple[Any, Any, Any], labels: tf.Tensor, cover: tf.Tensor) -> tf.Tensor:
    """Ask for the Grad-CAM of the true class to be inside the outline: minus the logarithm of the share that does.

    Logits count by their difference from their mean, as in the network that is published (`fit.center_logits`).

    Args:
        features: (N, h, w, K) the maps behind which global average pooling and the head follow.
        head: kernel (K, U) and bias (U,) of the hidden layer, kernel (U, C) of the last.
        labels: (N,) indices of the true classes.
        cover: (N, h, w) in [0, 1], the share of each cell inside an outline; images without are left out.

    Returns:
        The mean over the images with an outline, in nats.
    """
    w1, b1, w2 = head
    w2 = w2 - tf.reduce_mean(w2, axis=1, keepdims=True)
    active = tf.cast(tf.reduce_mean(features, axis=(1, 2)) @ w1 + b1 > 0, tf.float32)
    # The gradient of a logit by the pooled features, in closed form.
    weights = (active * tf.gather(tf.transpose(w2), labels)) @ tf.transpose(w1)
    heat = tf.nn.relu(tf.einsum("nhwk,nk->nhw", features, weights))
    total = tf.reduce_sum(heat, axis=(1, 2))
    # Without any energy, none is inside.
    share = tf.reduce_sum(heat * cover, axis=(1, 2)) / (total + _LEAST_ENERGY)
    has_outline = tf.cast(tf.reduce_sum(cover, axis=(1, 2)) > 0, tf.float32)
    return tf.math.divide_no_nan(
        tf.reduce_sum(-tf.math.log(tf.maximum(share, _LEAST_SHARE)) * has_outline), tf.reduce_sum(has_outline)
    )
