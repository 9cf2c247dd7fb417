"""The networks, and where their feature cells look."""

import dataclasses
import importlib
import math

import cv2
import keras
import numpy as np
import pytest
import tensorflow as tf
from ai_edge_litert.interpreter import Interpreter
from sklearn.datasets import load_sample_images

from core.errors import InvalidConfigError
from core.model.dense_head import DenseHead
from core.model.heat_maps.grad_cam import grad_cam
from training.networks import architectures
from training.networks.conversion import FrozenStem, convert
from training.settings import known_networks
from training.settings.config import TrainingConfig
from training.settings.known_networks import NETWORKS, network_named

# Networks are built and run.
pytestmark = pytest.mark.slow

NAMES = [network.name for network in NETWORKS]
EVERY = [(architecture, stride) for architecture in NAMES for stride in (32, 16, 8)]


def plain(size, classes=4, **changes):
    return architectures.build(TrainingConfig(size=size, dropout=0.0, **changes), classes)


# Measured on the published layers: the centre of cell i is at 32 i + 21 for 150 pixels and at 32 i + 31 for 224; with
# a last stage that does not step, at 16 i + 5 for 150.
@pytest.mark.parametrize(
    ("size", "stride", "offset", "cells"),
    [(150, 32, 21, 5), (224, 32, 31, 7), (150, 16, 5, 10), (160, 16, 15, 10), (160, 8, 7, 20), (192, 8, 7, 24)],
)
def test_geometry(size, stride, offset, cells):
    geometry = architectures.feature_geometry(plain(size, stride=stride))
    assert (geometry.stride, geometry.offset, geometry.cells) == (stride, offset, cells)


# A plain network pools twice two cells in the middle, EfficientNet's "same" padding puts the odd pixel behind.
@pytest.mark.parametrize(
    ("architecture", "size", "stride", "offset", "cells"),
    [
        ("baseline-cnn", 160, 16, 7.5, 10),
        ("baseline-cnn", 150, 32, 15.5, 4),
        ("baseline-cnn", 96, 8, 3.5, 12),
        ("efficientnet-lite0", 160, 32, 31, 5),
        ("efficientnet-lite0", 160, 16, 15, 10),
        ("efficientnet-lite0", 160, 8, 7, 20),
        ("efficientnetv2-b0", 160, 32, 31, 5),
        ("efficientnetv2-b0", 160, 16, 15, 10),
        ("efficientnetv2-b0", 160, 8, 7, 20),
        # Of an odd side both ends are padded alike: 150, 75, 38, 19, 10, 5.
        ("efficientnet-lite0", 150, 32, 21, 5),
        ("efficientnetv2-b0", 150, 32, 21, 5),
    ],
)
def test_geometry_of_the_others(architecture, size, stride, offset, cells):
    geometry = architectures.feature_geometry(plain(size, architecture=architecture, stride=stride))
    assert (geometry.stride, geometry.offset, geometry.cells) == (stride, offset, cells)


def level(network):
    """Let each layer average, each batch normalisation do nothing, and each squeeze-and-excitation pass the same."""
    for layer in network.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            count = layer.gamma.shape[0]
            layer.set_weights([np.ones(count), np.zeros(count), np.zeros(count), np.ones(count)])
        elif isinstance(layer, keras.layers.Conv2D | keras.layers.DepthwiseConv2D):
            kernel, *bias = layer.get_weights()
            fan_in = kernel.shape[0] * kernel.shape[1]
            fan_in *= 1 if isinstance(layer, keras.layers.DepthwiseConv2D) else kernel.shape[2]
            share = 0.0 if layer.name.endswith(("se_reduce", "se_expand")) else 1 / fan_in
            layer.set_weights([np.full(kernel.shape, share), *map(np.zeros_like, bias)])


# The black around the picture dims outer cells, the more the smaller they are against what they see.
@pytest.mark.parametrize(
    ("architecture", "size", "stride", "tolerance"),
    [
        ("mobilenet-v2", 150, 32, 5e-3),
        ("mobilenet-v2", 224, 32, 5e-3),
        ("mobilenet-v2", 160, 16, 0.1),
        ("baseline-cnn", 160, 16, 5e-3),
        ("baseline-cnn", 200, 16, 5e-3),
        ("baseline-cnn", 160, 8, 5e-3),
        ("efficientnet-lite0", 224, 32, 0.1),
        ("efficientnet-lite0", 200, 32, 0.1),
        ("efficientnet-lite0", 224, 16, 0.02),
        ("efficientnetv2-b0", 224, 32, 0.02),
        ("efficientnetv2-b0", 200, 32, 0.1),
        ("efficientnetv2-b0", 224, 16, 0.1),
    ],
)
def test_impulse_lights_the_cell_that_the_geometry_names(architecture, size, stride, tolerance):
    """With equal weights the response falls off evenly around the cell whose centre was lit."""
    network = plain(size, 2, architecture=architecture, stride=stride)
    level(network)
    geometry = architectures.feature_geometry(network)
    # Near the middle: what sees nearly all of the picture is brightest there, wherever it is lit.
    row = max(2, geometry.cells // 2 - 1)
    column = geometry.cells - 1 - row
    dark = np.full((1, size, size, 1), 127.5, np.float32)
    image = dark.copy()
    # A centre between pixels lights those around it.
    y, x = (
        slice(math.floor(centre), math.ceil(centre) + 1)
        for centre in (stride * row + geometry.offset, stride * column + geometry.offset)
    )
    image[0, y, x, 0] = 255
    answers = network(np.concatenate([image, dark]), training=False)["features"].numpy()[..., 0]
    lit = answers[0] - answers[1]
    assert np.unravel_index(lit.argmax(), lit.shape) == (row, column)
    np.testing.assert_allclose(lit[row - 1, column], lit[row + 1, column], rtol=tolerance)
    np.testing.assert_allclose(lit[row, column - 1], lit[row, column + 1], rtol=tolerance)


@pytest.mark.parametrize("architecture", NAMES)
def test_closed_form_equals_gradient_tape(architecture):
    network = plain(96, architecture=architecture)
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


@pytest.mark.parametrize("architecture", ["mobilenet-v2", "efficientnet-lite0", "efficientnetv2-b0"])
def test_weights_of_another_network_are_refused(tmp_path, architecture):
    path = tmp_path / "other.weights.h5"
    keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)]).save_weights(path)
    with pytest.raises(InvalidConfigError, match=r"other\.weights\.h5: expected ImageNet weights"):
        architectures.load_imagenet(plain(96, architecture=architecture), path)


@pytest.fixture(scope="module")
def donors(tmp_path_factory):
    """Networks of Keras, by name, each with the file of its weights."""
    folder, networks = tmp_path_factory.mktemp("donors"), keras.applications
    found = {}
    for make in (networks.MobileNetV2, networks.EfficientNetV2B0):
        network = make(input_shape=(96, 96, 3), include_top=False, weights=None)
        path = folder / f"{make.__name__}.weights.h5"
        network.save_weights(path)
        found[make.__name__] = network, path
    return found


@pytest.mark.parametrize("stride", [32, 16, 8])
def test_imagenet_weights_reach_the_backbone(donors, stride):
    donor, path = donors["MobileNetV2"]
    network = plain(64, stride=stride)
    architectures.load_imagenet(network, path)
    np.testing.assert_array_equal(
        network.get_layer("block_7_expand").get_weights()[0], donor.get_layer("block_7_expand").get_weights()[0]
    )


@pytest.mark.parametrize("stride", [32, 16, 8])
def test_imagenet_weights_reach_efficientnet_v2(donors, stride):
    donor, path = donors["EfficientNetV2B0"]
    network = plain(64, architecture="efficientnetv2-b0", stride=stride)
    architectures.load_imagenet(network, path)
    mine = {layer.name: layer.get_weights() for layer in network.layers}
    for name in ("stem_conv", "block4a_se_reduce", "block6h_project_bn"):
        for found, expected in zip(mine[name], donor.get_layer(name).get_weights(), strict=True):
            np.testing.assert_array_equal(found, expected)
    assert ("top_conv" in mine) == (stride != 8)


def test_efficientnet_v2_sees_what_keras_would_show_it():
    """Its colours are scaled by mean and deviation of ImageNet, as Keras' own preprocessing does."""
    keras_model = keras.applications.EfficientNetV2B0(input_shape=(64, 64, 3), include_top=False, weights=None)
    network = plain(64, architecture="efficientnetv2-b0")
    for layer in keras_model.layers:
        if layer.weights:
            network.get_layer(layer.name).set_weights(layer.get_weights())
    image = np.random.default_rng(0).uniform(0, 255, (1, 64, 64, 1)).astype(np.float32)
    expected = keras_model(np.repeat(image, 3, axis=-1), training=False).numpy()
    np.testing.assert_allclose(network(image, training=False)["features"], expected, rtol=1e-3, atol=1e-5)


def state_dict(network):
    """Draw a PyTorch state dict of EfficientNet-Lite0 with the shapes of a network, and a classifier with it."""
    rng = np.random.default_rng(0)
    arrays = {"_fc.weight": np.zeros((3, 1280), np.float32)}
    for layer in network.layers:
        if not layer.weights or not layer.name.startswith(("conv_", "bn", "blocks")):
            continue
        module = "_" + layer.name
        if layer.name.startswith("blocks"):
            number, _, rest = layer.name.removeprefix("blocks").partition("_")
            module = f"_blocks.{number}._{rest}"
        if isinstance(layer, keras.layers.BatchNormalization):
            for suffix in ("weight", "bias", "running_mean", "running_var"):
                arrays[f"{module}.{suffix}"] = rng.uniform(0.5, 1.5, layer.gamma.shape[0]).astype(np.float32)
        else:
            height, width, *channels = layer.get_weights()[0].shape
            is_depthwise = isinstance(layer, keras.layers.DepthwiseConv2D)
            shape = channels if is_depthwise else channels[::-1]
            arrays[f"{module}.weight"] = rng.normal(0, 0.1, (*shape, height, width)).astype(np.float32)
    return arrays


@pytest.mark.parametrize("stride", [32, 16, 8])
def test_a_state_dict_reaches_efficientnet_lite(tmp_path, stride):
    arrays = state_dict(plain(64, architecture="efficientnet-lite0"))
    np.savez(tmp_path / "lite.npz", **arrays)
    network = plain(64, architecture="efficientnet-lite0", stride=stride)
    architectures.load_imagenet(network, tmp_path / "lite.npz")
    [stem] = network.get_layer("conv_stem").get_weights()
    np.testing.assert_array_equal(stem[1, 2, 0, 5], arrays["_conv_stem.weight"][5, 0, 1, 2])
    [depthwise] = network.get_layer("blocks3_depthwise_conv").get_weights()
    np.testing.assert_array_equal(depthwise[4, 2, 7, 0], arrays["_blocks.3._depthwise_conv.weight"][7, 0, 4, 2])
    norm = network.get_layer("blocks15_bn2")
    np.testing.assert_array_equal(norm.moving_variance, arrays["_blocks.15._bn2.running_var"])
    np.testing.assert_array_equal(norm.beta, arrays["_blocks.15._bn2.bias"])
    assert norm.epsilon == 1e-3


@pytest.mark.parametrize("damage", ["missing", "shape", "array", "text", "pickle"])
def test_a_state_dict_that_does_not_fit_is_refused(tmp_path, damage):
    network = plain(64, architecture="efficientnet-lite0")
    arrays = state_dict(network)
    path = tmp_path / "bad.npz"
    if damage == "missing":
        del arrays["_blocks.15._bn2.running_var"]
    elif damage == "shape":
        arrays["_blocks.7._project_conv.weight"] = np.zeros((4, 4, 1, 1), np.float32)
    elif damage == "pickle":
        arrays["_conv_stem.weight"] = np.array([{}], dtype=object)
    np.savez(path, **arrays)
    if damage == "text":
        path.write_text("no weights", "utf-8")
    elif damage == "array":
        with path.open("wb") as file:
            np.save(file, np.zeros(3))
    before = network.get_weights()
    with pytest.raises(InvalidConfigError, match=r"bad\.npz: expected ImageNet weights of EfficientNet-Lite0"):
        architectures.load_imagenet(network, path)
    for mine, expected in zip(network.get_weights(), before, strict=True):
        np.testing.assert_array_equal(mine, expected)


@pytest.mark.data
def test_the_published_weights_of_efficientnet_lite_load(data_folder):
    path = data_folder.parent / "weights" / "efficientnet_lite0_imagenet.npz"
    if not path.is_file():
        pytest.skip(f"needs {path.name}")
    network = plain(224, architecture="efficientnet-lite0")
    architectures.load_imagenet(network, path)
    photograph = cv2.cvtColor(load_sample_images().images[1], cv2.COLOR_RGB2GRAY)[:, 106:533]
    image = cv2.resize(photograph, (224, 224), interpolation=cv2.INTER_AREA)[None, ..., None].astype(np.float32)
    pooled = network(image, training=False)["pooled"].numpy()[0]
    with np.load(path) as stored:
        scores = stored["_fc.weight"] @ pooled + stored["_fc.bias"]
    # A dahlia, to ImageNet a daisy.
    assert 985 in scores.argsort()[-5:]


def test_a_plain_network_takes_no_imagenet_weights(tmp_path):
    with pytest.raises(InvalidConfigError, match=r"some\.h5: .* --weights none"):
        architectures.load_imagenet(plain(64, architecture="baseline-cnn"), tmp_path / "some.h5")


@pytest.mark.parametrize(("architecture", "stride"), EVERY)
def test_outputs(architecture, stride):
    network = plain(64, architecture=architecture, stride=stride, has_evidence=True)
    cells = 64 // stride
    shapes = {name: output.shape[1:] for name, output in network.output.items()}
    channels = shapes["features"][-1]
    assert shapes["features"] == (cells, cells, channels)
    assert shapes["evidence"] == (cells, cells, 1)
    assert shapes["pooled"] == (channels,)
    assert shapes["logits"] == (4,)
    # A package's outputs are distinguished by their shapes.
    assert len(set(shapes.values())) == len(shapes)


@pytest.mark.parametrize("architecture", NAMES)
def test_litert_answers_as_keras_does(architecture):
    network = plain(64, architecture=architecture, has_evidence=True)
    interpreter = Interpreter(model_content=convert(network))
    interpreter.allocate_tensors()
    image = np.random.default_rng(0).uniform(0, 255, (1, 64, 64, 1)).astype(np.float32)
    interpreter.set_tensor(interpreter.get_input_details()[0]["index"], image)
    interpreter.invoke()
    found = {
        tuple(detail["shape"]): interpreter.get_tensor(detail["index"]) for detail in interpreter.get_output_details()
    }
    for output in network(image, training=False).values():
        np.testing.assert_allclose(found[tuple(output.shape)], output, atol=1e-2)


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
    expected = everywhere["maps"].numpy().mean(axis=(1, 2)) * count / (count + architectures.SOME_EVIDENCE)
    np.testing.assert_allclose(everywhere["pooled"], expected, rtol=1e-4, atol=1e-6)
    evidence.set_weights([np.zeros_like(evidence.get_weights()[0]), np.full(1, -20.0)])
    assert np.abs(weighed(image, training=False)["pooled"]).max() < 1e-5


@pytest.mark.parametrize(
    ("architecture", "frozen", "trained"),
    [
        ("mobilenet-v2", ("Conv1", "bn_Conv1", "block_1_", "block_2_", "block_3_"), "block_4_expand"),
        ("efficientnet-lite0", ("conv_stem", "bn0", "blocks0_", "blocks1_", "blocks2_"), "blocks3_expand_conv"),
        ("efficientnetv2-b0", ("stem_", "block1a_", "block2a_", "block2b_"), "block3a_expand_conv"),
    ],
)
def test_frozen_blocks_are_not_trained(architecture, frozen, trained):
    network = plain(64, architecture=architecture, frozen_blocks=3)
    names = {layer.name for layer in network.layers if layer.trainable_variables}
    assert not any(name.startswith(frozen) for name in names)
    assert {trained, "hidden", "logits"} <= names


def test_every_block_can_be_frozen():
    network = plain(64, architecture="efficientnetv2-b0", frozen_blocks=21)
    names = {layer.name for layer in network.layers if layer.trainable_variables}
    assert names == {"top_conv", "top_bn", "hidden", "logits"}


@pytest.mark.parametrize(
    ("architecture", "blocks", "most"),
    [("baseline-cnn", 1, 0), ("mobilenet-v2", 17, 16), ("efficientnet-lite0", 17, 16)],
)
def test_more_blocks_than_there_are_cannot_be_frozen(architecture, blocks, most):
    with pytest.raises(InvalidConfigError, match=f"frozen_blocks: expected 0 to {most} for {architecture}"):
        TrainingConfig(architecture=architecture, frozen_blocks=blocks)


@pytest.mark.parametrize("architecture", ["mobilenet-v2", "efficientnet-lite0", "efficientnetv2-b0"])
def test_what_a_pyramid_learns_from_is_behind_the_frozen_layers(architecture):
    for blocks in (6, 8, network_named(architecture).blocks):
        network = plain(64, architecture=architecture, frozen_blocks=blocks, stride=8)
        outputs = {name: network.output[name] for name in ("logits", "features")}
        behind = keras.Model(FrozenStem.end_of(network), outputs)
        learning = {variable.path for variable in behind.trainable_variables}
        assert learning == {variable.path for variable in network.trainable_variables}, blocks


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


def test_a_network_is_added_by_a_file_and_a_line(tmp_path, monkeypatch):
    (tmp_path / "own_net.py").write_text(
        "import keras\n"
        "from training.networks.backbone import Backbone, scaled\n"
        "def build(image, config):\n"
        "    maps = keras.layers.Conv2D(4, 3, config.stride, padding='same', name='plain_1')(scaled(image))\n"
        "    return Backbone(keras.Model(image, maps), (), ('plain_1',))\n",
        "utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    added = dataclasses.replace(network_named("baseline-cnn"), name="own-net", module="own_net")
    monkeypatch.setattr(known_networks, "NETWORKS", (*NETWORKS, added))
    network = architectures.build(TrainingConfig(architecture="own-net", size=64), 3, seed=1)
    assert network.name == "own-net"
    assert network.output["features"].shape[1:] == (2, 2, 4)
    assert network.output["logits"].shape[1:] == (3,)


@pytest.mark.parametrize("network", NETWORKS, ids=NAMES)
def test_each_module_of_the_table_builds_and_loads(network):
    module = importlib.import_module(network.module)
    assert callable(module.build)
    assert callable(module.load_imagenet)
