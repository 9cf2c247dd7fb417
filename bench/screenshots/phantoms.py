"""Phantoms to read and train on for the screenshots, chosen by what the shipped model predicts for them."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from core.image.phantom import LESIONS, draw_head, stamp
from core.model.classifier import Classifier
from core.model.prediction import Prediction, Trust
from core.model.store import shipped_package
from core.readers import read_slices

Pixels = npt.NDArray[np.uint8]

_CANDIDATES, _CLEAR, _OTHER = 10, 4, 3
# Drawing takes time, which grows with the area.
_READ_SIZE, _TRAINED_SIZE, _SHEET_SIZE = 192, 128, 96
_TRAINING, _TESTING = 14, 6
_CLASSES = (*LESIONS, "notumor")

# Of the study: a head that the model knows to be tumour-free, how many slices, and those with a tumour.
_STUDY_SEED, _SLICES, _SICK = 5, 24, range(6, 12)


@dataclass(frozen=True, slots=True)
class Scans:
    """Files to be read.

    Attributes:
        folder: of all, with a folder for each class.
        clear: the picture that the model is surest of.
        uncertain: the one that it is least sure of.
        outside: a picture of more than one head.
    """

    folder: Path
    clear: Path
    uncertain: Path
    outside: Path


def write_volume(path: Path) -> Path:
    """Write a head with a tumour as a volume of a few slices, which states the distance of its pixels."""
    import nibabel

    pixels = draw_head(1, LESIONS[0], _READ_SIZE).pixels
    # As an axial slice is stored: from the right, and from the front.
    volume = np.repeat(np.flip(pixels.T, (0, 1))[..., None], 3, axis=2)
    nibabel.save(nibabel.Nifti1Image(volume, np.diag([1.1, 1.1, 5.0, 1.0])), path)
    return path


def write_study(path: Path) -> Path:
    """Write a head as a volume, from the ventricles up to the vertex, with a tumour in some of its slices."""
    import nibabel

    heads = [
        draw_head(_STUDY_SEED, LESIONS[0] if place in _SICK else None, _READ_SIZE, 0.6 * place / _SLICES).pixels
        for place in range(_SLICES)
    ]
    volume = np.stack([np.flip(pixels.T, (0, 1)) for pixels in heads], axis=2)
    nibabel.save(nibabel.Nifti1Image(volume, np.diag([1.1, 1.1, 5.0, 1.0])), path)
    return path


def write_scans(folder: Path) -> Scans:
    """Write a folder in which each verdict occurs, as far as the model gives it to a phantom at all."""
    classifier = Classifier.open(shipped_package())
    ranked: list[tuple[Prediction, Path]] = []
    for name in _CLASSES:
        drawn = [folder / name / f"{name}-{seed:02}.png" for seed in range(_CANDIDATES)]
        for seed, path in enumerate(drawn):
            _write(path, draw_head(seed, None if name == "notumor" else name, _READ_SIZE).pixels)
        answers = sorted(((classifier.predict(read_slices(path)[0]), path) for path in drawn), key=_doubt)
        ranked += answers[:_CLEAR] + answers[-_OTHER:]
        for _, path in answers[_CLEAR:-_OTHER]:
            path.unlink()
    sheet = folder / "other" / "contact-sheet.png"
    heads = [draw_head(seed, size=_SHEET_SIZE).pixels for seed in range(9)]
    _write(sheet, np.vstack([np.hstack(heads[row : row + 3]) for row in (0, 3, 6)]))
    (folder / "other" / "damaged.dcm").write_bytes(bytes(128) + b"DICM")
    inside = sorted((pair for pair in ranked if pair[0].is_in_distribution), key=_doubt)
    # Not one that the model takes for another class, which the window would report too.
    right = [path for answer, path in inside if answer.label == path.parent.name] or [path for _, path in inside]
    return Scans(folder, right[0], inside[-1][1], sheet)


def write_dataset(folder: Path) -> None:
    """Write a small dataset to train on, with its own test images; one of them is a copy for the check to find."""
    for place, name in enumerate(_CLASSES):
        for number in range(_TRAINING + _TESTING):
            split = "Training" if number < _TRAINING else "Testing"
            head = draw_head(100 * (place + 1) + number, None if name == "notumor" else name, _TRAINED_SIZE)
            _write(folder / split / name / f"{name}-{number:02}.png", head.pixels)
    first = _CLASSES[0]
    shutil.copy(folder / "Training" / first / f"{first}-00.png", folder / "Testing" / first / f"{first}-copy.png")


def _doubt(pair: tuple[Prediction, Path]) -> tuple[bool, int, float]:
    prediction, _ = pair
    # Whether there is a tumour is a more serious doubt than its kind.
    is_uncertain = prediction.trust is Trust.UNCERTAIN
    return is_uncertain, len(prediction.prediction_set), -float(prediction.probabilities.max())


def _write(path: Path, pixels: Pixels) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(cv2.imencode(".png", stamp(pixels))[1].tobytes())
