"""Build the networks that can be trained, each ending global average pooling -> Dense(ReLU) -> Dense."""

import importlib
from pathlib import Path
from typing import Any

import keras

from core.errors import InvalidConfigError
from core.model.geometry import FeatureGeometry
from core.model.package import WEIGHTS_FILE, ModelPackage
from training.networks.backbone import Backbone
from training.networks.batch_norm import FusedBatchNormalization
from training.settings.config import TrainingConfig
from training.settings.known_networks import network_named

HIDDEN_UNITS = 128
PYRAMID_CHANNELS = 128
# This many cells of evidence weigh as much as none at all.
SOME_EVIDENCE = 2.0
# Layers without ImageNet weights: all of a plain network, and those after the other backbones.
_LATERAL = "lateral_"
NEW_LAYERS = ("plain_", _LATERAL, "smoothing", "mixing", "evidence", "hidden", "logits")

# Keras sets 0.999, at which the moving averages still lag after a few hundred steps of fine-tuning.
_BATCH_NORM_MOMENTUM = 0.98

_POOLINGS = (keras.layers.MaxPooling2D, keras.layers.AveragePooling2D)
_WINDOWED = (keras.layers.Conv2D, keras.layers.DepthwiseConv2D, *_POOLINGS)


def build(config: TrainingConfig, class_count: int, seed: int | None = None) -> keras.Model:
    """Build a network with random weights.

    Args:
        config: its settings `architecture`, `size`, `stride`, `has_evidence`, `frozen_blocks` and `dropout` count.
        class_count: number of classes.
        seed: of the random weights; another each time by default.

    Returns:
        A model from `(N, size, size, 1)` float32 in [0, 255] to `features` (N, h, w, K), `pooled` (N, K), `logits`
        (N, class_count), `context` (N, D), averages of intermediate maps, and, with evidence, `evidence` (N, h, w, 1),
        logits of a tumour in each cell. The layers `hidden` and `logits` are its head.
    """
    if seed is not None:
        keras.utils.set_random_seed(seed)
    image = keras.Input((config.size, config.size, 1), name="image")
    backbone = _module_of(config.architecture).build(image, config)
    for layer in backbone.model.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.momentum = _BATCH_NORM_MOMENTUM
            # The caller could not choose the layer's class; the two differ only in how they are called.
            layer.__class__ = FusedBatchNormalization
    _freeze(backbone, config.frozen_blocks)
    features = _pyramid(backbone) if config.stride == 8 and backbone.levels else backbone.model.output
    outputs = {}
    if config.has_evidence:
        evidence = keras.layers.Conv2D(1, 1, bias_initializer=keras.initializers.Constant(-3.0), name="evidence")(
            features
        )
        features = _weighed(features, evidence)
        outputs["evidence"] = evidence
    pooled = keras.layers.GlobalAveragePooling2D(name="pooled")(features)
    hidden = keras.layers.Dropout(config.dropout)(pooled) if config.dropout else pooled
    hidden = keras.layers.Dense(HIDDEN_UNITS, activation="relu", name="hidden")(hidden)
    hidden = keras.layers.Dropout(config.dropout)(hidden) if config.dropout else hidden
    logits = keras.layers.Dense(class_count, name="logits")(hidden)
    outputs |= {"features": features, "pooled": pooled, "logits": logits, "context": _context(backbone)}
    return keras.Model(image, outputs, name=config.architecture)


def _freeze(backbone: Backbone, blocks: int) -> None:
    """Freeze the first blocks: their weights and statistics stay as they are."""
    if not blocks:
        return
    layers = backbone.model.layers
    last = max(i for i, layer in enumerate(layers) if layer.name.startswith(backbone.blocks[blocks - 1]))
    for layer in layers[: last + 1]:
        layer.trainable = False


def _pyramid(backbone: Backbone) -> Any:
    """Bring coarse maps down to stride 8 and add finer ones to them (feature pyramid, Lin et al., 2017)."""

    def lateral(name: str) -> Any:
        return keras.layers.Conv2D(PYRAMID_CHANNELS, 1, use_bias=False, name=f"{_LATERAL}{name}")(
            backbone.model.get_layer(name).output
        )

    merged = lateral(backbone.levels[0])
    for step, name in enumerate(backbone.levels[1:]):
        finer = keras.layers.UpSampling2D(2, interpolation="bilinear", name=f"finer_{step}")(merged)
        merged = keras.layers.Add(name=f"merged_{step}")([finer, lateral(name)])
    smoothed = keras.layers.DepthwiseConv2D(3, padding="same", use_bias=False, name="smoothing")(merged)
    smoothed = keras.layers.ReLU(name="smoothing_relu")(_normalised(smoothed, "smoothing_bn"))
    mixed = keras.layers.Conv2D(PYRAMID_CHANNELS, 1, use_bias=False, name="mixing")(smoothed)
    return keras.layers.ReLU(name="mixing_relu")(_normalised(mixed, "mixing_bn"))


def _normalised(maps: Any, name: str) -> Any:
    return FusedBatchNormalization(momentum=_BATCH_NORM_MOMENTUM, name=name)(maps)


def _weighed(features: Any, evidence: Any) -> Any:
    """Weigh each cell by its evidence: the result averages to that of the cells with evidence, to 0 without any.

    This is attention pooling (Ilse et al., 2018) with a supervised weight; global average pooling and a dense head
    still follow, so that Grad-CAM keeps its closed form.
    """
    count = evidence.shape[1] * evidence.shape[2]
    gate = keras.ops.sigmoid(evidence)
    total = keras.ops.sum(gate, axis=(1, 2), keepdims=True)
    return keras.layers.Multiply(name="weighed")([features, gate * (count / (total + SOME_EVIDENCE))])


def _context(backbone: Backbone) -> Any:
    """Average maps of several depths: they describe a picture whatever its class; novelty is measured on them."""
    averages = [
        keras.layers.GlobalAveragePooling2D(name=f"context_{name}")(backbone.model.get_layer(name).output)
        for name in backbone.context
    ]
    return keras.layers.Concatenate(name="context")(averages)


def load_imagenet(network: keras.Model, weights: Path) -> None:
    """Load ImageNet weights into the backbone of a network; the head stays as it is.

    Args:
        network: made by `build`.
        weights: file with the weights of its architecture, as the module of the network asks for.

    Raises:
        InvalidConfigError: if the file does not fit that network.
    """
    _module_of(network.name).load_imagenet(network, weights)


def _module_of(architecture: str) -> Any:
    return importlib.import_module(network_named(architecture).module)


def build_from(
    config: TrainingConfig, class_count: int, weights: Path | None, donor: ModelPackage | None
) -> keras.Model:
    """Build a network and load the weights that it starts from.

    Args:
        config: the settings.
        class_count: number of classes.
        weights: file with ImageNet weights, or None; ignored if there is a donor.
        donor: the package to start from, or None.

    Raises:
        InvalidConfigError: if file or package does not fit the network.
    """
    network = build(config, class_count, config.seed)
    if donor:
        load_package_weights(network, donor)
    elif weights:
        load_imagenet(network, weights)
    return network


def load_package_weights(network: keras.Model, package: ModelPackage) -> None:
    """Start from a package's weights; the head is kept if it has as many classes.

    Raises:
        InvalidConfigError: if the package has another architecture, stride or evidence map.
    """
    stored = list(package.read_arrays(WEIGHTS_FILE).values())
    own = network.get_weights()
    if package.architecture != network.name:
        raise InvalidConfigError(
            subject=package.title, expected=f"a model of architecture {network.name}", got=package.architecture
        )
    fits = [mine.shape == theirs.shape for mine, theirs in zip(own, stored, strict=False)]
    # Only the last layer depends on the classes.
    if len(stored) != len(own) or not all(fits[:-2]):
        raise InvalidConfigError(
            subject=package.title,
            expected=(
                f"settings with its stride of {package.geometry.stride:g} and "
                f"{'with' if package.has_evidence else 'without'} an evidence map"
            ),
            got="others",
        )
    network.set_weights(
        [theirs if fit else mine for mine, theirs, fit in zip(own, stored, fits, strict=True)],
    )


def tapped_layers(network: keras.Model) -> list[str]:
    """Name the layers of the backbone whose maps a pyramid merges; none if there is no pyramid."""
    names = [layer.name for layer in network.layers]
    return [name.removeprefix(_LATERAL) for name in names if name.startswith(_LATERAL)]


def feature_geometry(network: keras.Model) -> FeatureGeometry:
    """Derive the grid of the feature maps from kernel, stride and padding of each layer on the way.

    Residual branches and squeeze-and-excitation keep the grid, so that the layers may be walked in one line; a pyramid
    has the grid of its finest level.
    """
    cells = int(network.get_layer("pooled").input.shape[1])
    last = max(tapped_layers(network), key=lambda name: network.get_layer(name).output.shape[1], default="pooled")
    stride, offset = 1.0, 0.0
    for layer in network.layers:
        if isinstance(layer, keras.layers.ZeroPadding2D):
            offset -= stride * layer.padding[0][0]
        elif isinstance(layer, _WINDOWED):
            offset += stride * ((_window(layer) - 1) / 2 - _padding_before(layer))
            stride *= layer.strides[0]
        if layer.name == last:
            break
    return FeatureGeometry(stride=stride, offset=offset, cells=cells)


def _window(layer: Any) -> int:
    size: int = (layer.pool_size if isinstance(layer, _POOLINGS) else layer.kernel_size)[0]
    return size


def _padding_before(layer: Any) -> int:
    """Return how many pixels "same" padding adds before the first; it adds the odd one after the last."""
    if layer.padding != "same":
        return 0
    length, step = layer.input.shape[1], layer.strides[0]
    return max((-(-length // step) - 1) * step + _window(layer) - length, 0) // 2
