"""Mirrored network: it sees each picture and its mirror image, and averages the maps of both."""

from typing import Any

import keras
import tensorflow as tf

from core.model.geometry import FeatureGeometry


def with_mirror(network: keras.Model, geometry: FeatureGeometry) -> keras.Model:
    """Return a network that predicts like another, from the average of its maps of both views.

    They are averaged before the pooling, so that Grad-CAM keeps its closed form and shows what both views contributed
    (test-time augmentation; Simonyan and Zisserman, 2015).

    Args:
        network: from `networks.build`; the weights stay its own.
        geometry: of its feature cells.
    """
    image = keras.Input(network.input.shape[1:], name="image")
    return keras.Model(image, _BothViews(network, geometry)(image), name=network.name)


class _BothViews(keras.layers.Layer):
    def __init__(self, network: keras.Model, geometry: FeatureGeometry) -> None:
        super().__init__()
        names = [name for name in ("features", "evidence", "context") if name in network.output]
        self._trunk = keras.Model(network.input, {name: network.output[name] for name in names})
        self._hidden, self._logits = network.get_layer("hidden"), network.get_layer("logits")
        # The grid is not symmetric: a cell of the mirrored grid is this many cells further right.
        last = geometry.stride * (geometry.cells - 1)
        self._step = round((last + 2 * geometry.offset - (network.input.shape[2] - 1)) / geometry.stride)

    def call(self, image: tf.Tensor, training: bool = False) -> dict[str, tf.Tensor]:
        found = self._trunk(tf.concat([image, tf.reverse(image, [2])], axis=0), training=training)
        answers: dict[str, Any] = {}
        for name, both in found.items():
            own, other = tf.split(both, 2, axis=0)
            # The mirror image adds nothing to what describes a picture whatever its class.
            answers[name] = own if name == "context" else 0.5 * (own + self._turned_back(own, other))
        answers["pooled"] = tf.reduce_mean(answers["features"], axis=(1, 2))
        answers["logits"] = self._logits(self._hidden(answers["pooled"]))
        return answers

    def _turned_back(self, own: tf.Tensor, other: tf.Tensor) -> tf.Tensor:
        """Mirror the maps of the mirror image, cell on cell; a cell that it lacks is the picture's own."""
        turned, step = tf.reverse(other, [2]), self._step
        if step > 0:
            return tf.concat([turned[:, :, step:], own[:, :, own.shape[2] - step :]], axis=2)
        if step < 0:
            return tf.concat([own[:, :, :-step], turned[:, :, : own.shape[2] + step]], axis=2)
        return turned
