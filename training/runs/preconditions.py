"""Preconditions of a training: a free folder, and images of each class to train on."""

import logging
from collections.abc import Collection, Sequence
from pathlib import Path

from core.errors import InvalidDatasetError, OccupiedFolderError
from core.program.wording import one_line
from training.dataset.choice import empty_folders
from training.dataset.manifest import Dataset, Row, relative_path
from training.run_files import CHECKPOINTS, LAST, PACKAGE
from training.runs.request import TrainingRequest
from training.samples.images import TrainingImages

_log = logging.getLogger(__name__)


def require_free(request: TrainingRequest) -> None:
    """Refuse a folder with another run's checkpoint, or with a package that no run there can have made."""
    has_checkpoint = (request.out / CHECKPOINTS / LAST).exists()
    if has_checkpoint and not request.resume:
        raise OccupiedFolderError("holds a run already", subject=request.out, advice="give --resume or another folder")
    if (request.out / PACKAGE).exists() and not has_checkpoint:
        raise OccupiedFolderError(
            "holds a model package that does not belong to this run", subject=request.out, advice="give another folder"
        )


def require_training_images(dataset: Dataset, chosen: Sequence[Row]) -> None:
    """Refuse a class whose images are all in other splits."""
    if missing := sorted(set(dataset.classes) - {row.label for row in chosen}):
        raise InvalidDatasetError(
            f"no images to train on in: {', '.join(missing)}, only some that are held out",
            subject=dataset.name,
            advice="add images to train on, or remove that class",
        )


def require_classes(dataset: Dataset, read: TrainingImages, to_train_on: Collection[Row], place: Path) -> None:
    """Refuse a class of which no image to train on could be read."""
    missing = set(dataset.classes) - {row.label for row in read.fingerprints.rows if row in to_train_on}
    if not missing:
        return
    base = place if place.is_dir() else place.parent
    first = next((one for one in read.unreadable if one.row.label in missing and one.row in to_train_on), None)
    why = f"; the first, {relative_path(first.row.path, base)}: {first.reason}" if first else ""
    raise InvalidDatasetError(
        f"no readable images to train on in: {', '.join(sorted(missing))}{why}", subject=dataset.name
    )


def warn_of_empty_folders(place: Path, dataset: Dataset) -> None:
    """Log which class folders hold no image, and are therefore not classes."""
    for name in empty_folders([place], dataset.rows, dataset.understood.classes):
        _log.warning(
            "%s: the folder %s holds no image that can be used; it is not counted as a class",
            dataset.name,
            one_line(name),
        )
