"""ImageNet weights of MobileNetV2, fetched only when the user agreed."""

import urllib.request
from http.client import HTTPException
from pathlib import Path

from core.errors import InvalidConfigError
from core.files import replacing
from core.locations import data_folder

# The address that keras.applications itself loads from.
_URL = (
    "https://storage.googleapis.com/tensorflow/keras-applications/mobilenet_v2/"
    "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224_no_top.h5"
)
_TIMEOUT_S = 30
_ARCHITECTURE = "mobilenet-v2"


def require_downloadable(architecture: str) -> None:
    """Refuse an architecture whose ImageNet weights Falx does not download.

    Raises:
        InvalidConfigError: saying what to give instead.
    """
    if architecture == "baseline-cnn":
        raise InvalidConfigError(f"{architecture}: there are no ImageNet weights of it; give --weights none")
    if architecture != _ARCHITECTURE:
        raise InvalidConfigError(
            f"{architecture}: Falx downloads ImageNet weights of {_ARCHITECTURE} alone; "
            "give --weights FILE with those of this architecture, or --weights none"
        )


def weights_file() -> Path:
    """Give the place where downloaded weights are kept."""
    return data_folder() / "weights" / "mobilenet_v2_imagenet_notop.h5"


def cached_weights() -> Path | None:
    """Find weights downloaded before."""
    return weights_file() if weights_file().is_file() else None


def download_weights() -> Path:
    """Download the weights, 9 MB, whole or not at all. Call it only when the user agreed.

    Raises:
        InvalidConfigError: if the network or the server does not answer.
    """
    try:
        with urllib.request.urlopen(_URL, timeout=_TIMEOUT_S) as answer:
            content = answer.read()
    except (OSError, HTTPException) as error:
        raise InvalidConfigError(
            f"ImageNet weights could not be downloaded ({error}); check the connection, or give --weights FILE"
        ) from error
    with replacing(weights_file()) as temporary:
        temporary.write_bytes(content)
    return weights_file()
