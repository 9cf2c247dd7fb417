"""The networks that can be trained, each ending global average pooling -> Dense(ReLU) -> Dense."""

import warnings
from pathlib import Path
from typing import Any

import keras

from core.errors import InvalidConfigError
from core.geometry import FeatureGeometry
from core.model_package import WEIGHTS_FILE, ModelPackage
from training.config import TrainingConfig

HIDDEN_UNITS = 128
PYRAMID_CHANNELS = 128
# So many cells of evidence weigh as much as none at all.
SOME_EVIDENCE = 2.0
FINEST = "block_6_expand_relu"
# What no ImageNet weights exist for.
NEW_LAYERS = ("lateral_", "smoothing", "mixing", "evidence", "hidden", "logits")
CONTEXT_LAYERS = ("block_3_expand_relu", "block_6_expand_relu", "block_13_expand_relu", "block_16_expand_relu")

# Keras sets 0.999, at which the moving averages still lag after a few hundred steps of fine-tuning.
_BATCH_NORM_MOMENTUM = 0.98


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
    scaled = keras.layers.Rescaling(1 / 127.5, offset=-1.0, name="scaling")(image)
    colour = keras.layers.Concatenate(name="grey_to_rgb")([scaled, scaled, scaled])
    backbone = _backbone(image, colour, config.stride)
    for layer in backbone.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.momentum = _BATCH_NORM_MOMENTUM
    _freeze(backbone, config.frozen_blocks)
    features = _pyramid(backbone) if config.stride == 8 else backbone.output
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


def _backbone(image: Any, colour: Any, stride: int) -> keras.Model:
    """Build MobileNetV2 (Sandler et al., 2018), for stride 16 with a last stage that does not step."""
    backbone = keras.applications.MobileNetV2(input_tensor=colour, include_top=False, weights=None)
    if stride != 16:
        return backbone
    changes = {"block_13_pad": {"padding": 1}, "block_13_depthwise": {"strides": 1}}

    def copy(layer: Any) -> Any:
        return type(layer).from_config({**layer.get_config(), **changes.get(layer.name, {})})

    return keras.models.clone_model(backbone, input_tensors=[image], clone_function=copy)


def _freeze(backbone: keras.Model, blocks: int) -> None:
    """Keep weights and statistics of the first blocks as they are."""
    if not blocks:
        return
    names = {layer.name for layer in backbone.layers}
    last = next(name for name in (f"block_{blocks}_add", f"block_{blocks}_project_BN") if name in names)
    for layer in backbone.layers:
        layer.trainable = False
        if layer.name == last:
            break


def _pyramid(backbone: keras.Model) -> Any:
    """Bring coarse maps down to stride 8 and add finer ones to them (feature pyramid, Lin et al., 2017)."""

    def lateral(name: str) -> Any:
        return keras.layers.Conv2D(PYRAMID_CHANNELS, 1, use_bias=False, name=f"lateral_{name}")(
            backbone.get_layer(name).output
        )

    merged = lateral("block_16_project_BN")
    for step, name in enumerate(("block_13_expand_relu", FINEST)):
        finer = keras.layers.UpSampling2D(2, interpolation="bilinear", name=f"finer_{step}")(merged)
        merged = keras.layers.Add(name=f"merged_{step}")([finer, lateral(name)])
    smoothed = keras.layers.DepthwiseConv2D(3, padding="same", use_bias=False, name="smoothing")(merged)
    smoothed = keras.layers.ReLU(name="smoothing_relu")(_normalised(smoothed, "smoothing_bn"))
    mixed = keras.layers.Conv2D(PYRAMID_CHANNELS, 1, use_bias=False, name="mixing")(smoothed)
    return keras.layers.ReLU(name="mixing_relu")(_normalised(mixed, "mixing_bn"))


def _normalised(maps: Any, name: str) -> Any:
    return keras.layers.BatchNormalization(momentum=_BATCH_NORM_MOMENTUM, name=name)(maps)


def _weighed(features: Any, evidence: Any) -> Any:
    """Let a cell count by its evidence: the average of the result is that of the cells with evidence, 0 without any.

    This is attention pooling (Ilse et al., 2018) with a weight that is supervised; what follows stays global average
    pooling and a dense head, so that Grad-CAM keeps its closed form.
    """
    count = evidence.shape[1] * evidence.shape[2]
    gate = keras.ops.sigmoid(evidence)
    total = keras.ops.sum(gate, axis=(1, 2), keepdims=True)
    return keras.layers.Multiply(name="weighed")([features, gate * (count / (total + SOME_EVIDENCE))])


def _context(backbone: keras.Model) -> Any:
    """Average maps of several depths: what a picture is made of, whatever the class; novelty goes by it."""
    averages = [
        keras.layers.GlobalAveragePooling2D(name=f"context_{name}")(backbone.get_layer(name).output)
        for name in CONTEXT_LAYERS
    ]
    return keras.layers.Concatenate(name="context")(averages)


def load_imagenet(network: keras.Model, weights: Path) -> None:
    """Load ImageNet weights into the backbone of a network; the head stays as it is.

    Args:
        network: made by `build` for `mobilenet-v2`.
        weights: file for `keras.applications.MobileNetV2(include_top=False)`.

    Raises:
        InvalidConfigError: if the file does not fit that network.
    """
    donor = keras.applications.MobileNetV2(input_shape=(96, 96, 3), include_top=False, weights=None)
    try:
        # Keras warns of layers that the file lacks and leaves them to chance; that is an error here.
        with warnings.catch_warnings():
            warnings.simplefilter("error", UserWarning)
            donor.load_weights(weights)
    except (ValueError, OSError, KeyError, UserWarning) as error:
        raise InvalidConfigError(
            f"{weights.name}: expected ImageNet weights of MobileNetV2 without its top, "
            f"got a file that does not fit ({type(error).__name__}); choose another file"
        ) from error
    names = {layer.name for layer in network.layers}
    for layer in donor.layers:
        # A pyramid does without the last convolution.
        if layer.weights and layer.name in names:
            network.get_layer(layer.name).set_weights(layer.get_weights())


def load_package_weights(network: keras.Model, package: ModelPackage) -> None:
    """Start from a package's weights; the head is kept where the classes are as many.

    Raises:
        InvalidConfigError: if the package is of another architecture.
    """
    stored = list(package.read_arrays(WEIGHTS_FILE).values())
    own = network.get_weights()
    if package.architecture != network.name or len(stored) != len(own):
        raise InvalidConfigError(
            f"{package.title}: expected a model of architecture {network.name}, got {package.architecture}"
        )
    fits = [mine.shape == theirs.shape for mine, theirs in zip(own, stored, strict=True)]
    # Only the last layer depends on the classes.
    if not all(fits[:-2]):
        raise InvalidConfigError(f"{package.title}: its weights do not fit architecture {network.name}")
    network.set_weights(
        [theirs if fit else mine for mine, theirs, fit in zip(own, stored, fits, strict=True)],
    )


def feature_geometry(network: keras.Model) -> FeatureGeometry:
    """Derive the grid of the feature maps from kernel, stride and padding of each layer on the way.

    The residual branches of the networks here keep the grid, so that their layers may be walked in one line; a pyramid
    has that of its finest level.
    """
    cells = int(network.get_layer("pooled").input.shape[1])
    is_pyramid = any(layer.name == "mixing" for layer in network.layers)
    stride, offset = 1.0, 0.0
    for layer in network.layers:
        if isinstance(layer, keras.layers.ZeroPadding2D):
            offset -= stride * layer.padding[0][0]
        elif isinstance(layer, keras.layers.Conv2D | keras.layers.DepthwiseConv2D):
            kernel, step = layer.kernel_size[0], layer.strides[0]
            before = 0
            if layer.padding == "same":
                length = layer.input.shape[1]
                before = max((-(-length // step) - 1) * step + kernel - length, 0) // 2
            offset += stride * ((kernel - 1) / 2 - before)
            stride *= step
        if layer.name == "pooled" or (is_pyramid and layer.name == FINEST):
            break
    return FeatureGeometry(stride=stride, offset=offset, cells=cells)
