"""The networks, and where their feature cells look."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from core.errors import InvalidConfigError
from core.heatmap import DenseHead, grad_cam
from training import networks
from training.config import TrainingConfig
from training.conversion import FrozenStem


def plain(size, classes=4, **changes):
    return networks.build(TrainingConfig(size=size, dropout=0.0, **changes), classes)


# Measured on the published layers: the centre of cell i lies at 32 i + 21 for 150 pixels and at 32 i + 31 for 224; with
# a last stage that does not step, at 16 i + 5 for 150.
@pytest.mark.parametrize(
    ("size", "stride", "offset", "cells"),
    [(150, 32, 21, 5), (224, 32, 31, 7), (150, 16, 5, 10), (160, 16, 15, 10), (160, 8, 7, 20), (192, 8, 7, 24)],
)
def test_geometry(size, stride, offset, cells):
    geometry = networks.feature_geometry(plain(size, stride=stride))
    assert (geometry.stride, geometry.offset, geometry.cells) == (stride, offset, cells)


# The black around the picture dims outer cells, the more the smaller they are against what they see.
@pytest.mark.parametrize(("size", "stride", "tolerance"), [(150, 32, 5e-3), (224, 32, 5e-3), (160, 16, 0.1)])
def test_impulse_lights_the_cell_that_the_geometry_names(size, stride, tolerance):
    """With equal weights the response falls off evenly around the cell whose centre was lit."""
    network = plain(size, 2, stride=stride)
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
    image[0, int(stride * row + geometry.offset), int(stride * column + geometry.offset), 0] = 255
    lit = network(image, training=False)["features"].numpy()[0, :, :, 0]
    assert np.unravel_index(lit.argmax(), lit.shape) == (row, column)
    np.testing.assert_allclose(lit[row - 1, column], lit[row + 1, column], rtol=tolerance)
    np.testing.assert_allclose(lit[row, column - 1], lit[row, column + 1], rtol=tolerance)


def test_closed_form_equals_gradient_tape():
    network = plain(96)
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
        networks.load_imagenet(plain(96), path)


@pytest.mark.parametrize("stride", [32, 16, 8])
def test_imagenet_weights_reach_the_backbone(tmp_path, stride):
    donor = keras.applications.MobileNetV2(input_shape=(96, 96, 3), include_top=False, weights=None)
    donor.save_weights(tmp_path / "donor.weights.h5")
    network = plain(64, stride=stride)
    networks.load_imagenet(network, tmp_path / "donor.weights.h5")
    np.testing.assert_array_equal(
        network.get_layer("block_7_expand").get_weights()[0], donor.get_layer("block_7_expand").get_weights()[0]
    )


@pytest.mark.parametrize("stride", [32, 16, 8])
def test_outputs(stride):
    network = plain(64, stride=stride, has_evidence=True)
    cells = 64 // stride
    shapes = {name: output.shape[1:] for name, output in network.output.items()}
    channels = shapes["features"][-1]
    assert shapes["features"] == (cells, cells, channels)
    assert shapes["evidence"] == (cells, cells, 1)
    assert shapes["pooled"] == (channels,)
    assert shapes["logits"] == (4,)
    # A package's outputs are told apart by their shapes.
    assert len(set(shapes.values())) == len(shapes)


def test_cells_without_evidence_do_not_count():
    """The pooled features are those of the cells with evidence, and none at all where there is none."""
    network = plain(64, stride=8, has_evidence=True)
    maps = network.get_layer("mixing_relu").output
    weighed = keras.Model(network.input, {"maps": maps, **network.output})
    evidence = network.get_layer("evidence")
    image = np.random.default_rng(0).uniform(0, 255, (1, 64, 64, 1)).astype(np.float32)
    evidence.set_weights([np.zeros_like(evidence.get_weights()[0]), np.full(1, 20.0)])
    everywhere = weighed(image, training=False)
    count = 64
    expected = everywhere["maps"].numpy().mean(axis=(1, 2)) * count / (count + networks.SOME_EVIDENCE)
    np.testing.assert_allclose(everywhere["pooled"], expected, rtol=1e-4, atol=1e-6)
    evidence.set_weights([np.zeros_like(evidence.get_weights()[0]), np.full(1, -20.0)])
    assert np.abs(weighed(image, training=False)["pooled"]).max() < 1e-5


def test_frozen_blocks_are_not_trained():
    network = plain(64, frozen_blocks=3)
    trained = {layer.name for layer in network.layers if layer.trainable_variables}
    assert not any(name.startswith(("Conv1", "block_1_", "block_2_", "block_3_")) for name in trained)
    assert {"block_4_expand", "hidden", "logits"} <= trained


def test_frozen_layers_give_the_same_by_litert():
    network = plain(64, frozen_blocks=3, stride=8)
    stem = FrozenStem(network)
    images = np.random.default_rng(0).integers(0, 256, (3, 64, 64)).astype(np.uint8)
    expected = keras.Model(network.input, network.get_layer("block_3_project_BN").output)(
        images[..., None].astype(np.float32), training=False
    )
    np.testing.assert_allclose(stem(images), expected, atol=1e-3 * float(np.abs(expected).max()))
    with pytest.raises(ValueError, match="frozen"):
        FrozenStem(plain(64))
