"""The networks that can be trained, in one table: a network is added by a file in `training.networks` and a line here.

The dialog, the limits of the settings, the command line and the estimate read it, none of which may import TensorFlow:
so a network's module is named by its dotted path, and loaded where the network is built.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.program.translation import mark

# Pixels between neighbouring feature cells that each network can be built with.
STRIDES = (32, 16, 8)


@dataclass(frozen=True, slots=True)
class Download:
    """A file of ImageNet weights that Falx downloads with the user's consent.

    Attributes:
        url: where it is published.
        size: in bytes.
        name: of the file that is kept.
    """

    url: str
    size: int
    name: str


@dataclass(frozen=True, slots=True)
class Network:
    """All that is known of a network except how it is built.

    Attributes:
        name: in settings and packages.
        words: a description for the dialog.
        module: dotted path; there are `build(image, config) -> Backbone` and `load_imagenet(network, weights)`. The
            names of layers without ImageNet weights begin with `plain_`.
        macs: multiply-accumulates of an image at 224 pixels, in millions, by stride.
        frozen_percent: of those, within the first 0, 1, 2, … blocks of the backbone, which can be frozen.
        weights_suffix: of files with its ImageNet weights; "" if there are none, so that it starts from random weights.
        download: the file of ImageNet weights that Falx downloads.
    """

    name: str
    words: str
    module: str
    macs: Mapping[int, int]
    frozen_percent: tuple[int, ...] = (0,)
    weights_suffix: str = ""
    download: Download | None = None

    @property
    def blocks(self) -> int:
        """How many blocks of the backbone can be frozen."""
        return len(self.frozen_percent) - 1


NETWORKS = (
    Network(
        "mobilenet-v2",
        "MobileNetV2 (Sandler et al., 2018)",
        "training.networks.mobilenet",
        {32: 300, 16: 536, 8: 329},
        (0, 17, 25, 31, 34, 38, 40, 44, 47, 51, 55, 63, 70, 75, 80, 86, 93),
        ".h5",
        # The address that keras.applications itself loads from. Keras states no hash of this file, as it does of
        # others; the server states the MD5 of what was put there with each answer.
        Download(
            "https://storage.googleapis.com/tensorflow/keras-applications/mobilenet_v2/"
            "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224_no_top.h5",
            9_406_464,
            "mobilenet_v2_imagenet_notop.h5",
        ),
    ),
    Network(
        "baseline-cnn",
        mark("A plain convolutional network, which the others are compared with"),
        "training.networks.baseline_cnn",
        {32: 621, 16: 592, 8: 477},
    ),
    Network(
        "efficientnet-lite0",
        "EfficientNet-Lite0 (after Tan and Le, 2019)",
        "training.networks.efficientnet_lite",
        {32: 384, 16: 762, 8: 421},
        (0, 5, 13, 20, 25, 30, 33, 37, 41, 46, 55, 63, 69, 75, 81, 87, 95),
        ".npz",
    ),
    Network(
        "efficientnetv2-b0",
        "EfficientNetV2-B0 (Tan and Le, 2021)",
        "training.networks.efficientnet_v2",
        {32: 717, 16: 1239, 8: 756},
        (*(0, 10, 15, 32, 37, 47, 49, 51, 53, 56, 61, 65, 69, 74, 77, 80, 83, 86, 89, 92, 95, 98),),
        ".h5",
    ),
)
# The fastest one, which Falx ships.
USUAL = NETWORKS[0].name


def network_names() -> tuple[str, ...]:
    """List the names of the networks, the usual one first."""
    return tuple(network.name for network in NETWORKS)


def network_named(name: str) -> Network:
    """Find a network by its name.

    Raises:
        KeyError: if there is none.
    """
    for network in NETWORKS:
        if network.name == name:
            return network
    raise KeyError(name)
