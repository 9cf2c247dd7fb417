"""ImageNet weights of MobileNetV2, fetched only when the user agreed."""

import urllib.request
from http.client import HTTPException
from pathlib import Path

from core.child import Wire
from core.errors import InvalidConfigError
from core.files import replacing
from core.jobs import Progress, Report
from core.locations import data_folder

# The address that keras.applications itself loads from.
_URL = (
    "https://storage.googleapis.com/tensorflow/keras-applications/mobilenet_v2/"
    "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224_no_top.h5"
)
_TIMEOUT_S = 30
# The one architecture whose ImageNet weights Falx downloads.
DOWNLOADED = "mobilenet-v2"
_SOME = 65_536


def require_downloadable(architecture: str) -> None:
    """Refuse an architecture whose ImageNet weights Falx does not download.

    Raises:
        InvalidConfigError: saying what to give instead.
    """
    if architecture == "baseline-cnn":
        raise InvalidConfigError(f"{architecture}: there are no ImageNet weights of it; give --weights none")
    if architecture != DOWNLOADED:
        raise InvalidConfigError(
            f"{architecture}: Falx downloads ImageNet weights of {DOWNLOADED} alone; "
            "give --weights FILE with those of this architecture, or --weights none"
        )


def weights_file() -> Path:
    """Give the place where downloaded weights are kept."""
    return data_folder() / "weights" / "mobilenet_v2_imagenet_notop.h5"


def cached_weights() -> Path | None:
    """Find weights downloaded before."""
    return weights_file() if weights_file().is_file() else None


def download_weights(report: Report | None = None) -> Path:
    """Download the weights, 9 MB, whole or not at all. Call it only when the user agreed.

    Args:
        report: is told of the progress, in bytes.

    Raises:
        InvalidConfigError: if the network or the server does not answer.
    """
    try:
        with urllib.request.urlopen(_URL, timeout=_TIMEOUT_S) as answer:
            total = int(answer.headers.get("Content-Length") or 0)
            content = bytearray()
            while part := answer.read(_SOME):
                content += part
                if report:
                    report(Progress("Downloading ImageNet weights", len(content), total))
    except (OSError, HTTPException) as error:
        raise InvalidConfigError(
            f"ImageNet weights could not be downloaded ({error}); check the connection, or give --weights FILE"
        ) from error
    if len(content) < total:
        raise InvalidConfigError("ImageNet weights: the download ended too early; try again, or give --weights FILE")
    with replacing(weights_file()) as temporary:
        temporary.write_bytes(content)
    return weights_file()


def download(wire: Wire) -> Path:
    """Download the weights as a job; returns their file."""
    return download_weights(wire.report)
