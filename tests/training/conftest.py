"""Phantoms to train on, and label maps of phantoms to draw heads from."""

import csv
import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from core.image.phantom import head_phantom
from core.model.package import PACKAGE_FILE, write_about

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


@pytest.fixture
def two_questions(package_copy: Path) -> Path:
    """Make a package that answers two questions, at three levels."""
    about = with_two_questions(json.loads((package_copy / PACKAGE_FILE).read_text("utf-8")))
    write_about(package_copy, about)
    return package_copy


def with_two_questions(about: dict[str, Any]) -> dict[str, Any]:
    """Give the description of a package of format 1 the form of format 2."""
    rest = {key: value for key, value in about.items() if key != "conformal"}
    thresholds = {"tumour": [0.5, 0.2, 0.1], "tumour_free": [0.5, 0.3, 0.2], "kind": [0.4, 0.2, 0.1]}
    return {
        **rest,
        "format": 2,
        "biases": [0.0] * len(about["classes"]),
        "calibration": {"coverages": [0.9, 0.95, 0.98], **thresholds},
        "novelty": {**about["novelty"], "foreign_limit": 1.5},
    }


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
