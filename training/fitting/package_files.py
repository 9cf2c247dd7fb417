"""Write the files of a model package, in a folder that replaces the previous one at the end."""

import platform
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import keras
import numpy as np
import numpy.typing as npt

from core import __version__
from core.files import make_folder, unwritable
from core.image.phantom import head_phantom
from core.image.slice import Slice
from core.image.windowing import EIGHT_BIT
from core.model import package as model_package
from core.model.dense_head import DenseHead
from core.model.novelty import NoveltyModel
from training.run_files import STAGING_PREFIX

FloatArray = npt.NDArray[np.float32]


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """Yield a folder that replaces another at the end, unless an error occurred."""
    make_folder(folder.parent)
    try:
        with tempfile.TemporaryDirectory(
            dir=folder.parent, prefix=STAGING_PREFIX, ignore_cleanup_errors=True
        ) as temporary:
            staged = Path(temporary) / folder.name
            staged.mkdir()
            yield staged
            if folder.exists():
                folder.replace(Path(temporary) / "replaced")
            staged.replace(folder)
    except OSError as error:
        raise unwritable(folder, error) from error


def half_weights(network: keras.Model) -> dict[str, Any]:
    """Return a network's weights by number, as float16."""
    # Beyond float16's range a variance would become infinite.
    limit = float(np.finfo(np.float16).max)
    return {
        f"{index:03d}": np.clip(array, -limit, limit).astype(np.float16)
        for index, array in enumerate(network.get_weights())
    }


def head_of(network: keras.Model) -> DenseHead:
    """Return the dense layers behind a network's feature maps."""
    w1, b1 = network.get_layer("hidden").get_weights()
    w2, b2 = network.get_layer("logits").get_weights()
    return DenseHead(w1, b1, w2, b2)


def neutral_novelty(network: keras.Model, classes: int) -> NoveltyModel:
    """Return a placeholder novelty model, used until one is fitted."""
    channels = network.output["context"].shape[-1]
    return NoveltyModel(
        means=np.zeros((classes, channels), np.float32),
        directions=np.eye(1, channels, dtype=np.float32),
        variances=np.ones(1, np.float32),
        rest_variance=1.0,
    )


def write_head(folder: Path, head: DenseHead, novelty: NoveltyModel) -> None:
    """Write `head.npz`: the head, and the parameters of the novelty."""
    arrays: dict[str, Any] = {name: getattr(head, name) for name in ("w1", "b1", "w2", "b2")}
    arrays |= {name: getattr(novelty, name) for name in ("means", "directions", "variances")}
    if novelty.weights is not None:
        arrays |= {name: getattr(novelty, name) for name in model_package.NOVELTY_EXTRAS}
    np.savez_compressed(folder / model_package.HEAD_FILE, **arrays)


def write_self_check(folder: Path, logits: FloatArray) -> None:
    """Write `self_check.npz`: a drawn head and the logits (C,) for it."""
    np.savez_compressed(folder / model_package.SELF_CHECK_FILE, pixels=head_phantom(), logits=logits)


def self_check_slice() -> Slice:
    """Return the drawn head as a slice."""
    return Slice(head_phantom(), EIGHT_BIT, Path("phantom"), 0, 1, "")


def libraries() -> dict[str, str]:
    """Return the versions of Falx, Python and the libraries that affect the weights."""
    names = ("tensorflow", "keras", "numpy", "ai-edge-litert", "opencv-python-headless")
    return {"falx": __version__, "python": platform.python_version(), **{name: _version(name) for name in names}}


def _version(name: str) -> str:
    for candidate in (name, f"{name}-cpu"):
        with suppress(PackageNotFoundError):
            return version(candidate)
    return "unknown"
