"""Random changes of the training images, in the graph of the training step."""

import math

import tensorflow as tf

from training.config import AugmentationConfig


def augment(images: tf.Tensor, seed: tf.Tensor, config: AugmentationConfig) -> tf.Tensor:
    """Flip, turn, shift, zoom and re-expose each image by chance of its own.

    Args:
        images: (N, S, S, 1) float32 in [0, 255].
        seed: (2,) int32; the same seed gives the same changes.
        config: how much of each.

    Returns:
        The same shape and range; what comes in from outside is black.
    """
    count, side = tf.shape(images)[0], tf.cast(tf.shape(images)[1], tf.float32)
    draw = tf.random.stateless_uniform((6, count), seed, -1.0, 1.0)
    flip = tf.where(draw[0] < 0, -1.0, 1.0) if config.flip else tf.ones(count)
    angle = draw[1] * (config.rotation_deg * math.pi / 180)
    zoom = 1.0 + draw[2] * config.zoom
    shift = draw[3:5] * config.shift * side
    cosine, sine = tf.cos(angle) / zoom, tf.sin(angle) / zoom
    # A point of the output at p (from the centre) shows the input at M p + shift.
    m00, m01, m10, m11 = cosine * flip, -sine, sine * flip, cosine
    centre = (side - 1) / 2
    zeros = tf.zeros(count)
    transforms = tf.stack(
        [
            m00,
            m01,
            centre + shift[0] - (m00 + m01) * centre,
            m10,
            m11,
            centre + shift[1] - (m10 + m11) * centre,
            zeros,
            zeros,
        ],
        axis=1,
    )
    moved = tf.raw_ops.ImageProjectiveTransformV3(
        images=images,
        transforms=transforms,
        output_shape=tf.shape(images)[1:3],
        fill_value=0.0,
        interpolation="BILINEAR",
        fill_mode="CONSTANT",
    )
    exposure = tf.random.stateless_uniform((2, count, 1, 1, 1), seed + 1, -1.0, 1.0)
    gamma = tf.exp(exposure[0] * config.gamma)
    gain = 1.0 + exposure[1] * config.brightness
    exposed = 255.0 * tf.pow(tf.clip_by_value(moved / 255.0, 0.0, 1.0), gamma) * gain
    return tf.clip_by_value(exposed, 0.0, 255.0)
