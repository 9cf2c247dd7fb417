"""The networks, and where their feature cells look."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from core.errors import InvalidConfigError
from core.heatmap import DenseHead, grad_cam
from training import networks


def test_unknown_architecture_is_named():
    with pytest.raises(InvalidConfigError, match="mobilenet-v2"):
        networks.build("resnet", 96, 4)


# Measured on the published layers: the centre of cell i lies at 32 i + 21 for 150 pixels and at 32 i + 31 for 224.
@pytest.mark.parametrize(("size", "offset", "cells"), [(150, 21, 5), (224, 31, 7)])
def test_geometry(size, offset, cells):
    geometry = networks.feature_geometry(networks.build("mobilenet-v2", size, 4))
    assert (geometry.stride, geometry.offset, geometry.cells) == (32, offset, cells)


@pytest.mark.parametrize("size", [150, 224])
def test_impulse_lights_the_cell_that_the_geometry_names(size):
    """With equal weights the response falls off evenly around the cell whose centre was lit."""
    network = networks.build("mobilenet-v2", size, 2)
    for layer in network.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            count = layer.gamma.shape[0]
            layer.set_weights([np.ones(count), np.zeros(count), np.zeros(count), np.ones(count)])
        elif isinstance(layer, keras.layers.Conv2D | keras.layers.DepthwiseConv2D):
            kernel = layer.get_weights()[0]
            fan_in = kernel.shape[0] * kernel.shape[1] * (kernel.shape[2] if "depthwise" not in layer.name else 1)
            layer.set_weights([np.full(kernel.shape, 1 / fan_in)])
    geometry = networks.feature_geometry(network)
    row, column = 2, geometry.cells - 3
    image = np.full((1, size, size, 1), 127.5, np.float32)
    image[0, int(32 * row + geometry.offset), int(32 * column + geometry.offset), 0] = 255
    lit = network(image, training=False)["features"].numpy()[0, :, :, 0]
    assert np.unravel_index(lit.argmax(), lit.shape) == (row, column)
    np.testing.assert_allclose(lit[row - 1, column], lit[row + 1, column], rtol=5e-3)
    np.testing.assert_allclose(lit[row, column - 1], lit[row, column + 1], rtol=5e-3)


def test_closed_form_equals_gradient_tape():
    network = networks.build("mobilenet-v2", 96, 4)
    hidden, logits = network.get_layer("hidden"), network.get_layer("logits")
    hidden.bias.assign(np.random.default_rng(0).normal(0, 0.3, hidden.bias.shape))
    image = np.random.default_rng(1).uniform(0, 255, (1, 96, 96, 1)).astype(np.float32)
    features = network(image, training=False)["features"]
    head = DenseHead(*(weights for layer in (hidden, logits) for weights in layer.get_weights()))
    for index in range(4):
        with tf.GradientTape() as tape:
            tape.watch(features)
            score = logits(hidden(tf.reduce_mean(features, axis=(1, 2))))[0, index]
        weights = tf.reduce_mean(tape.gradient(score, features), axis=(1, 2))
        expected = tf.nn.relu(tf.reduce_sum(features * weights[:, None, None], axis=-1))[0].numpy()
        np.testing.assert_allclose(grad_cam(features.numpy()[0], head, index), expected, atol=1e-5)


def test_weights_of_another_network_are_refused(tmp_path):
    path = tmp_path / "other.weights.h5"
    keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)]).save_weights(path)
    with pytest.raises(InvalidConfigError, match=r"other\.weights\.h5"):
        networks.load_imagenet(networks.build("mobilenet-v2", 96, 4), path)


def test_imagenet_weights_reach_the_backbone(tmp_path):
    donor = keras.applications.MobileNetV2(input_shape=(96, 96, 3), include_top=False, weights=None)
    donor.save_weights(tmp_path / "donor.weights.h5")
    network = networks.build("mobilenet-v2", 64, 4)
    networks.load_imagenet(network, tmp_path / "donor.weights.h5")
    np.testing.assert_array_equal(
        network.get_layer("block_7_expand").get_weights()[0], donor.get_layer("block_7_expand").get_weights()[0]
    )
