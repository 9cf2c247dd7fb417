"""EfficientNetV2-B0 (Tan and Le, 2021)."""

from pathlib import Path
from typing import Any

import keras

from training.networks.backbone import Backbone, in_colour, load_from_donor, without_step
from training.settings.config import TrainingConfig

# Mean and standard deviation of ImageNet's colours in [0, 1], which Keras scales the input of the B variants by.
_MEAN, _DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
_LEVELS = ("block6h_add", "block6a_expand_activation", "block4a_expand_activation")
_CONTEXT = ("block2b_add", "block4a_expand_activation", "block6a_expand_activation", "block6h_expand_activation")
# Blocks of each stage.
_REPEATS = (1, 2, 2, 3, 5, 8)


def build(image: Any, config: TrainingConfig) -> Backbone:
    """Build it with random weights, for stride 16 with a last stage that does not step."""
    colour = keras.layers.Rescaling(
        [0.5 / deviation for deviation in _DEVIATION],
        [(0.5 - mean) / deviation for mean, deviation in zip(_MEAN, _DEVIATION, strict=True)],
        name="imagenet_scaling",
    )(in_colour(image))
    model = keras.applications.EfficientNetV2B0(
        input_tensor=colour, include_top=False, weights=None, include_preprocessing=False
    )
    if config.stride == 16:
        model = without_step(model, image, {"block6a_dwconv2": {"strides": 1}})
    blocks = [f"block{stage}{'abcdefgh'[i]}_" for stage, count in enumerate(_REPEATS, start=1) for i in range(count)]
    return Backbone(model, _LEVELS, _CONTEXT, tuple(blocks))


def load_imagenet(network: keras.Model, weights: Path) -> None:
    """Load a file for `keras.applications.EfficientNetV2B0(include_top=False)`.

    Raises:
        InvalidConfigError: if the file does not fit.
    """
    donor = keras.applications.EfficientNetV2B0(
        input_shape=(96, 96, 3), include_top=False, weights=None, include_preprocessing=False
    )
    load_from_donor(network, donor, weights, "EfficientNetV2-B0 without its top")
