"""Batch normalisation (Ioffe and Szegedy, 2015) that trains in one fused operation."""

from collections.abc import Iterable
from typing import Any

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf


class FusedBatchNormalization(keras.layers.BatchNormalization):
    """Keras' layer, whose training TensorFlow computes by its fused kernel instead of a dozen passes over the maps.

    The moving variance is that of the population, not of the sample: n / (n - 1) times what Keras would keep.
    """

    def call(self, inputs: Any, training: bool | None = None, mask: Any = None) -> Any:
        """Normalise maps (N, h, w, K) float32; in training by the batch's own mean and variance."""
        if not (training and self.trainable):
            return super().call(inputs, training=training, mask=mask)
        nothing = tf.zeros((0,))
        normalised, mean, variance, *_ = tf.raw_ops.FusedBatchNormV3(
            x=inputs,
            scale=self.gamma,
            offset=self.beta,
            mean=nothing,
            variance=nothing,
            epsilon=self.epsilon,
            is_training=True,
        )
        for average, now in ((self.moving_mean, mean), (self.moving_variance, variance)):
            average.assign(average * self.momentum + now * (1 - self.momentum))
        return normalised


def estimate_statistics(network: keras.Model, batches: Iterable[npt.NDArray[np.float32]]) -> None:
    """Set the statistics of layers that are not frozen to the means over the batches (Izmailov et al., 2018).

    Args:
        network: whose weights do not change.
        batches: the network's input.
    """
    layers = [layer for layer in network.layers if isinstance(layer, keras.layers.BatchNormalization)]
    trained = [layer for layer in layers if layer.trainable]
    if not trained:
        return
    momenta = [layer.momentum for layer in trained]
    averages = [average for layer in trained for average in (layer.moving_mean, layer.moving_variance)]
    # Without momentum a layer keeps only the batch's own.
    for layer in trained:
        layer.momentum = 0.0
    try:
        watch = tf.function(lambda inputs: network(inputs, training=True), autograph=False, reduce_retracing=True)
        sums, count = [np.zeros(average.shape) for average in averages], 0
        for inputs in batches:
            watch(inputs)
            sums, count = [total + average.numpy() for total, average in zip(sums, averages, strict=True)], count + 1
    finally:
        for layer, momentum in zip(trained, momenta, strict=True):
            layer.momentum = momentum
    for average, total in zip(averages, sums, strict=True):
        average.assign((total / count).astype(np.float32))
