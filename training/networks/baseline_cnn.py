"""Baseline CNN: a plain convolutional network, which the others are compared with."""

from pathlib import Path
from typing import Any

import keras

from core.errors import InvalidConfigError
from training.networks.backbone import Backbone, scaled
from training.settings.config import TrainingConfig

# Stages by stride; each halves the side.
_STAGES = {8: 3, 16: 4, 32: 5}
_CHANNELS = (32, 64, 128, 128, 128)


def build(image: Any, config: TrainingConfig) -> Backbone:
    """Build three to five stages, as the stride requires, each convolution, ReLU and max pooling."""
    maps = scaled(image)
    context = []
    for number, channels in enumerate(_CHANNELS[: _STAGES[config.stride]], start=1):
        maps = keras.layers.Conv2D(
            channels, 3, padding="same", activation="relu", kernel_initializer="he_normal", name=f"plain_{number}_conv"
        )(maps)
        context.append(f"plain_{number}_conv")
        maps = keras.layers.MaxPooling2D(2, name=f"plain_{number}_pool")(maps)
    return Backbone(keras.Model(image, maps), (), tuple(context))


def load_imagenet(network: keras.Model, weights: Path) -> None:
    """Refuse: there are no ImageNet weights of such a network.

    Raises:
        InvalidConfigError: always.
    """
    raise InvalidConfigError(
        f"{network.name} starts from random weights or from a model package of the same network",
        subject=weights.name,
        advice="give --weights none",
    )
