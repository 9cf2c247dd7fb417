"""Phantoms to train on."""

from pathlib import Path

import cv2
import pytest

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
