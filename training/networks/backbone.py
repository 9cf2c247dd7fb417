"""Backbone of every architecture: maps of several strides, and how its weights are loaded."""

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras

from core.errors import InvalidConfigError


@dataclass(frozen=True, slots=True, eq=False)
class Backbone:
    """The part of a network that makes maps of a picture; layers are named.

    Attributes:
        model: from `(N, S, S, 1)` in [0, 255] to the coarsest maps.
        levels: layers with the maps that a pyramid merges, of stride 32, 16 and 8; none without a pyramid.
        context: layers with maps of several depths.
        blocks: the names of each block's layers start so, the picture's side first.
    """

    model: keras.Model
    levels: tuple[str, ...]
    context: tuple[str, ...]
    blocks: tuple[str, ...] = ()


def scaled(image: Any) -> Any:
    """Scale grey levels of [0, 255] to [-1, 1]."""
    return keras.layers.Rescaling(1 / 127.5, offset=-1.0, name="scaling")(image)


def in_colour(image: Any) -> Any:
    """Scale grey levels of [0, 255] to [-1, 1], three times over for a network that was trained on colours."""
    grey = scaled(image)
    return keras.layers.Concatenate(name="grey_to_rgb")([grey, grey, grey])


def without_step(model: keras.Model, image: Any, changes: dict[str, dict[str, Any]]) -> keras.Model:
    """Copy a model with other settings in the layers named by `changes`."""

    def copy(layer: Any) -> Any:
        return type(layer).from_config({**layer.get_config(), **changes.get(layer.name, {})})

    return keras.models.clone_model(model, input_tensors=[image], clone_function=copy)


def load_from_donor(network: keras.Model, donor: keras.Model, weights: Path, title: str) -> None:
    """Load a file made for a donor, and copy the weights of the layers that both have to the network.

    Raises:
        InvalidConfigError: if the file does not fit the donor, which `title` names.
    """
    try:
        # Keras warns of layers that the file lacks and leaves them random; that is an error here.
        with warnings.catch_warnings():
            warnings.simplefilter("error", UserWarning)
            donor.load_weights(weights)
    except (ValueError, OSError, KeyError, UserWarning) as error:
        raise unfit(weights, title, type(error).__name__) from error
    names = {layer.name for layer in network.layers}
    for layer in donor.layers:
        # A pyramid does not use the last convolution.
        if layer.weights and layer.name in names:
            network.get_layer(layer.name).set_weights(layer.get_weights())


def unfit(weights: Path, title: str, reason: str) -> InvalidConfigError:
    """Return the error for a file that does not fit."""
    return InvalidConfigError(
        subject=weights.name,
        expected=f"ImageNet weights of {title}",
        got=f"a file that does not fit ({reason})",
        advice="choose another file",
    )
