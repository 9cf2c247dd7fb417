"""Phantoms to train on, and label maps of phantoms to draw heads from."""

import csv
from pathlib import Path

import cv2
import numpy as np
import pytest

from core.phantom import head_phantom

CLASSES = {"glioma": "glioma", "meningioma": "meningioma", "notumor": None, "pituitary": "pituitary"}

# Numbers in the maps, with FreeSurfer's numbers that they stand for.
LABELS = (0, 2, 3, 4, 24, 41, 42, 43, 85, 502, 507, 511, 515, 516)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("phantoms")
    for number, (name, lesion) in enumerate(CLASSES.items()):
        (folder / name).mkdir()
        for index in range(8):
            cv2.imwrite(str(folder / name / f"{index}.png"), head_phantom(100 * number + index, lesion, size=96))
    return folder


@pytest.fixture(scope="session")
def head_labels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two heads of ellipsoids, one within the other, with ventricles and a chiasm."""
    folder = tmp_path_factory.mktemp("labels") / "ellipsoids"
    folder.mkdir()
    with (folder / "labels.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["index", "label", "structure"])
        writer.writerows((index, label, "") for index, label in enumerate(LABELS))
    for number, width in enumerate((128, 136)):
        np.savez_compressed(folder / f"head_{number}.npz", labels=head_map(width))
    return folder


def head_map(width: int) -> np.ndarray:
    """Draw a label map of (width, 160, 150) voxels of 1 mm."""
    numbers = {label: index for index, label in enumerate(LABELS)}
    x, y, z = np.ogrid[:width, :160, :150]
    away = [(x - width / 2 + 0.5), (y - 80.0), (z - 80.0)]
    radii = np.array([width / 2, 78, 68])
    labels = np.zeros((width, 160, 150), np.uint8)
    right = np.broadcast_to(x >= width / 2, labels.shape)

    def fill(margin: float, left_label: int, right_label: int, scale: float = 1.0) -> None:
        inside = sum((axis / (scale * (radius - margin))) ** 2 for axis, radius in zip(away, radii, strict=True)) < 1
        labels[inside & ~right] = numbers[left_label]
        labels[inside & right] = numbers[right_label]

    for margin, left, other in ((0, 511, 511), (3, 507, 507), (8, 515, 515), (12, 24, 24), (15, 3, 42), (20, 2, 41)):
        fill(margin, left, other)
    fill(20, 4, 43, 0.25)
    middle = width // 2
    labels[middle - 8 : middle + 8, 100:104, 38:40] = numbers[85]
    labels[middle - 9 : middle + 9, 92:112, 18:38] = numbers[24]
    labels[middle - 12 : middle + 12, 95:109, 14:20] = numbers[516]
    labels[middle - 14 : middle - 10, 98:108, 22:36] = numbers[502]
    return labels
