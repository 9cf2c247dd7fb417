"""MobileNetV2 (Sandler et al., 2018)."""

from pathlib import Path
from typing import Any

import keras

from training.networks.backbone import Backbone, in_colour, load_from_donor, without_step
from training.settings.config import TrainingConfig

_LEVELS = ("block_16_project_BN", "block_13_expand_relu", "block_6_expand_relu")
_CONTEXT = ("block_3_expand_relu", "block_6_expand_relu", "block_13_expand_relu", "block_16_expand_relu")


def build(image: Any, config: TrainingConfig) -> Backbone:
    """Build it with random weights, for stride 16 with a last stage that does not step."""
    model = keras.applications.MobileNetV2(input_tensor=in_colour(image), include_top=False, weights=None)
    if config.stride == 16:
        model = without_step(model, image, {"block_13_pad": {"padding": 1}, "block_13_depthwise": {"strides": 1}})
    return Backbone(model, _LEVELS, _CONTEXT, tuple(f"block_{number}_" for number in range(1, 17)))


def load_imagenet(network: keras.Model, weights: Path) -> None:
    """Load a file for `keras.applications.MobileNetV2(include_top=False)`.

    Raises:
        InvalidConfigError: if the file does not fit.
    """
    donor = keras.applications.MobileNetV2(input_shape=(96, 96, 3), include_top=False, weights=None)
    load_from_donor(network, donor, weights, "MobileNetV2 without its top")
