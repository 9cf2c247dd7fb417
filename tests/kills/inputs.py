"""What the commands read: drawn once, and the same for all kills."""

from dataclasses import replace
from pathlib import Path

import cv2
import nibabel
import numpy as np

from core.image.phantom import head_phantom, phantom_volume
from tests.core.phantom_medium import FLAIR, T1, draw_series
from tests.training.conftest import CLASSES

PICTURES = 16
# The least that a training takes.
_CONFIG = """
architecture = "baseline-cnn"
stride = 16
size = 64
head_epochs = 0
epochs = 3
batch_size = 8
validation_share = 0.25
"""


def draw_inputs(folder: Path) -> None:
    """Draw all of them.

    Args:
        folder: an empty one: `pictures` with one that is damaged, `studies` with two series and a volume, `heads` in
            class folders, and `tiny.toml`, the settings of a training.
    """
    _draw_pictures(folder / "pictures")
    _draw_studies(folder / "studies")
    for number, (name, lesion) in enumerate(CLASSES.items()):
        (folder / "heads" / name).mkdir(parents=True)
        for index in range(8):
            _write(folder / "heads" / name / f"{index}.png", 100 * number + index, lesion)
    (folder / "tiny.toml").write_text(_CONFIG, "utf-8")


def _draw_pictures(folder: Path) -> None:
    folder.mkdir(parents=True)
    for index in range(PICTURES):
        _write(folder / f"{index:03}.png", index % 5, "glioma" if index % 2 else None)
    whole = (folder / "000.png").read_bytes()
    (folder / "damaged.png").write_bytes(whole[: len(whole) // 2])


def _draw_studies(folder: Path) -> None:
    folder.mkdir(parents=True)
    for drawn in (replace(T1, count=4), replace(FLAIR, count=3)):
        place = folder / f"series {drawn.number}"
        place.mkdir()
        for index, dataset in enumerate(draw_series(drawn)):
            dataset.save_as(place / f"{index:02}.dcm", enforce_file_format=True)
    volume = phantom_volume(3, slices=5, size=64).T.astype(np.int16)
    nibabel.save(nibabel.Nifti1Image(volume, np.diag([1.0, 1.0, 5.0, 1.0])), folder / "volume.nii.gz")


def _write(path: Path, seed: int, lesion: str | None) -> None:
    path.write_bytes(cv2.imencode(".png", head_phantom(seed, lesion, size=64))[1].tobytes())
