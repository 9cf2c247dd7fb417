"""The networks that can be trained, each ending global average pooling -> Dense(ReLU) -> Dense."""

import warnings
from pathlib import Path

import keras

from core.errors import InvalidConfigError
from core.geometry import FeatureGeometry
from core.model_package import WEIGHTS_FILE, ModelPackage
from training.config import ARCHITECTURES

HIDDEN_UNITS = 128

# Keras sets 0.999, at which the moving averages still lag after a few hundred steps of fine-tuning.
_BATCH_NORM_MOMENTUM = 0.98


def build(architecture: str, size: int, class_count: int, dropout: float = 0.0, seed: int | None = None) -> keras.Model:
    """Build a network with random weights.

    Args:
        architecture: one of `ARCHITECTURES`.
        size: side of the square input in pixels, 64 at least.
        class_count: number of classes.
        dropout: share of the pooled features and of the hidden units dropped in training.
        seed: of the random weights; another each time by default.

    Returns:
        A model from `(N, size, size, 1)` float32 in [0, 255] to `features` (N, h, w, K), `pooled` (N, K) and
        `logits` (N, class_count). The layers `hidden` and `logits` are its head.

    Raises:
        InvalidConfigError: for an unknown architecture or too small a size.
    """
    if architecture not in ARCHITECTURES:
        raise InvalidConfigError(f"architecture: expected one of {', '.join(ARCHITECTURES)}, got {architecture!r}")
    if size < 64:
        raise InvalidConfigError(f"size: expected 64 pixels or more, got {size}")
    if seed is not None:
        keras.utils.set_random_seed(seed)
    image = keras.Input((size, size, 1), name="image")
    scaled = keras.layers.Rescaling(1 / 127.5, offset=-1.0, name="scaling")(image)
    colour = keras.layers.Concatenate(name="grey_to_rgb")([scaled, scaled, scaled])
    backbone = keras.applications.MobileNetV2(input_tensor=colour, include_top=False, weights=None)
    for layer in backbone.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.momentum = _BATCH_NORM_MOMENTUM
    features = backbone.output
    pooled = keras.layers.GlobalAveragePooling2D(name="pooled")(features)
    hidden = keras.layers.Dropout(dropout)(pooled) if dropout else pooled
    hidden = keras.layers.Dense(HIDDEN_UNITS, activation="relu", name="hidden")(hidden)
    hidden = keras.layers.Dropout(dropout)(hidden) if dropout else hidden
    logits = keras.layers.Dense(class_count, name="logits")(hidden)
    return keras.Model(image, {"features": features, "pooled": pooled, "logits": logits}, name=architecture)


def load_imagenet(network: keras.Model, weights: Path) -> None:
    """Load ImageNet weights into the backbone of a network; the head stays as it is.

    Args:
        network: made by `build("mobilenet-v2", ...)`.
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
    for layer in donor.layers:
        if layer.weights:
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

    The residual branches of the networks here keep the grid, so that their layers may be walked in one line.
    """
    stride, offset = 1.0, 0.0
    for layer in network.layers:
        if layer.name == "pooled":
            break
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
    return FeatureGeometry(stride=stride, offset=offset, cells=int(network.get_layer("pooled").input.shape[1]))
