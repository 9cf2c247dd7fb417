"""The network in Keras, for comparison: the same weights, used as Keras' guides show."""

import os
from pathlib import Path

import cv2
import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

from core.model.package import ModelPackage
from training.networks import architectures
from training.networks.mirroring import with_mirror
from training.settings.config_file import config_of

FloatArray = npt.NDArray[np.float32]


class KerasNetwork:
    """A package's network in Keras."""

    def __init__(self, package: ModelPackage) -> None:
        """Build the network and load the package's weights."""
        self._size = package.input_size
        config = config_of(package.training["config"])
        network = architectures.build(config, len(package.classes))
        architectures.load_package_weights(network, package)
        self._network = with_mirror(network, architectures.feature_geometry(network)) if config.mirrored else network
        self._to_logits = keras.Model(self._network.input, self._network.output["logits"])

    def read(self, path: Path) -> tuple[FloatArray, tuple[int, int]]:
        """Decode and resize a picture: (size, size, 1) float32 in [0, 255], and its own (width, height)."""
        image = cv2.imread(os.fspath(path), cv2.IMREAD_GRAYSCALE)
        height, width = image.shape
        small = cv2.resize(image, (self._size, self._size), interpolation=cv2.INTER_AREA)
        return small.astype(np.float32)[..., None], (width, height)

    def logits(self, batch: FloatArray) -> FloatArray:
        """Classify (N, size, size, 1), 32 at a time: (N, C) logits."""
        return self._to_logits.predict(batch, batch_size=32, verbose=0)

    def grad_cam(self, image: FloatArray, size: tuple[int, int]) -> FloatArray:
        """Explain the top class of (1, size, size, 1) by a second pass under a tape, resized to (width, height)."""
        with tf.GradientTape() as tape:
            outputs = self._network(image, training=False)
            logit = tf.reduce_max(outputs["logits"], axis=1)
        gradient = tape.gradient(logit, outputs["features"])
        weights = tf.reduce_mean(gradient, axis=(0, 1, 2))
        heat = tf.nn.relu(tf.reduce_sum(outputs["features"][0] * weights, axis=-1))
        heat = heat / (tf.reduce_max(heat) + 1e-8)
        return cv2.resize(heat.numpy(), size, interpolation=cv2.INTER_LINEAR)
