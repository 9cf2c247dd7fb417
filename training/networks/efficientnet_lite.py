"""EfficientNet-Lite0: EfficientNet (Tan and Le, 2019) without squeeze-and-excitation, with ReLU6.

Its ImageNet weights come as a PyTorch state dict in `.npz`, named as in EfficientNet-PyTorch and its Lite ports from
TensorFlow. Hence the conventions assumed here: input in [-1, 1], and TensorFlow's "same" padding, which puts the odd
pixel after. The names are the reason; two photographs show little: for a flower the classifier of such a file is surer
so than with symmetric padding or ImageNet's mean and deviation, for a building not always.
"""

import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import keras
import numpy as np

from training.networks.backbone import Backbone, in_colour, unfit
from training.settings.config import TrainingConfig

# Of each stage: blocks, kernel, stride, expansion, channels.
_STAGES = (
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
)
_LEVELS = ("blocks15_bn2", "blocks11_expand_relu", "blocks5_expand_relu")
_CONTEXT = ("blocks3_expand_relu", "blocks5_expand_relu", "blocks11_expand_relu", "blocks15_expand_relu")
_TITLE = "EfficientNet-Lite0, a PyTorch state dict as .npz"
# Suffixes of a state dict's arrays of batch normalisation, in the order of Keras.
_BATCH_NORM = ("weight", "bias", "running_mean", "running_var")
_DAMAGE = (ValueError, OSError, KeyError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError)


def build(image: Any, config: TrainingConfig) -> Backbone:
    """Build it with random weights, for stride 16 with a last stage that does not step."""
    maps = _relu(_normalised(_convolved(in_colour(image), 32, 3, 2, "conv_stem"), "bn0"), "stem_relu")
    number, stride = 0, 2
    for blocks, kernel, stage_step, expansion, channels in _STAGES:
        for index in range(blocks):
            step = stage_step if index == 0 and not (config.stride == stride == 16) else 1
            stride *= step
            maps = _block(maps, kernel, step, expansion, channels, f"blocks{number}")
            number += 1
    maps = _relu(_normalised(_convolved(maps, 1280, 1, 1, "conv_head"), "bn1"), "head_relu")
    return Backbone(keras.Model(image, maps), _LEVELS, _CONTEXT, tuple(f"blocks{index}_" for index in range(number)))


def _block(maps: Any, kernel: int, step: int, expansion: int, channels: int, name: str) -> Any:
    """Add an inverted residual block (Sandler et al., 2018)."""
    before = maps
    if expansion != 1:
        maps = _convolved(maps, maps.shape[-1] * expansion, 1, 1, f"{name}_expand_conv")
        maps = _relu(_normalised(maps, f"{name}_bn0"), f"{name}_expand_relu")
    maps = keras.layers.DepthwiseConv2D(
        kernel, step, padding="same", use_bias=False, depthwise_initializer="he_normal", name=f"{name}_depthwise_conv"
    )(maps)
    maps = _relu(_normalised(maps, f"{name}_bn1"), f"{name}_depthwise_relu")
    maps = _normalised(_convolved(maps, channels, 1, 1, f"{name}_project_conv"), f"{name}_bn2")
    is_residual = step == 1 and before.shape[-1] == channels
    return keras.layers.Add(name=f"{name}_add")([before, maps]) if is_residual else maps


def _convolved(maps: Any, channels: int, kernel: int, step: int, name: str) -> Any:
    return keras.layers.Conv2D(
        channels, kernel, step, padding="same", use_bias=False, kernel_initializer="he_normal", name=name
    )(maps)


def _normalised(maps: Any, name: str) -> Any:
    return keras.layers.BatchNormalization(epsilon=1e-3, name=name)(maps)


def _relu(maps: Any, name: str) -> Any:
    return keras.layers.ReLU(6.0, name=name)(maps)


def load_imagenet(network: keras.Model, weights: Path) -> None:
    """Load a state dict: convolutions O x I x H x W, depthwise ones C x 1 x H x W.

    Raises:
        InvalidConfigError: if the file does not fit; the network is left as it was.
    """
    try:
        stored = np.load(weights, allow_pickle=False)
        if not isinstance(stored, np.lib.npyio.NpzFile):
            raise ValueError("a single array")
        with stored:
            modules = {name.rpartition(".")[0].replace(".", "").lstrip("_"): name.rpartition(".")[0] for name in stored}
            found = [
                (layer, _weights_of(layer, stored, modules[layer.name]))
                for layer in network.layers
                if layer.weights and layer.name.startswith(("conv_", "bn", "blocks"))
            ]
    except _DAMAGE as error:
        raise unfit(weights, _TITLE, type(error).__name__) from error
    for layer, arrays in found:
        layer.set_weights(arrays)


def _weights_of(layer: keras.layers.Layer, stored: Mapping[str, Any], module: str) -> list[Any]:
    """Reorder a layer's arrays as Keras has them."""
    if isinstance(layer, keras.layers.BatchNormalization):
        arrays = [stored[f"{module}.{suffix}"] for suffix in _BATCH_NORM]
    elif isinstance(layer, keras.layers.DepthwiseConv2D):
        arrays = [stored[f"{module}.weight"].transpose(2, 3, 0, 1)]
    else:
        arrays = [stored[f"{module}.weight"].transpose(2, 3, 1, 0)]
    for array, own in zip(arrays, layer.weights, strict=True):
        if array.shape != tuple(own.shape):
            raise ValueError(f"{module}: {array.shape}")
    return arrays
