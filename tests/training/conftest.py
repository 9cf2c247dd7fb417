"""Phantoms to train on."""

import json
from pathlib import Path
from typing import Any

import cv2
import pytest

from core.model_package import PACKAGE_FILE, write_about
from core.phantom import head_phantom

CLASSES = {"glioma": "glioma", "meningioma": "meningioma", "notumor": None, "pituitary": "pituitary"}


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
