"""Rows of a dataset: its images, and which of them are for training, validation and test."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from core.errors import InvalidDatasetError
from training.dataset.detected_layout import DetectedLayout
from training.dataset.split_names import TESTING, TRAINING, VALIDATION, split_of


@dataclass(frozen=True, slots=True)
class Row:
    """One image of a dataset.

    Attributes:
        path: of the file.
        label: its class.
        source: where it comes from, "" where unknown.
        group: images of one group (one patient), whatever their source, are never on both sides of a split; "" where
            unknown.
        split: `Training`, `Validation`, `Testing`, another word that the dataset names, or "".
        fold: of a cross-validation, or None.
        is_test_only: whether it must never be trained on.
        outline: of the tumour, as `x,y` pixel pairs; several outlines are separated by `;`; "" where unknown.
        contrast: how the image is weighted, of `core.image.mr_contrast.CONTRASTS`; "" where unknown.
    """

    path: Path
    label: str
    source: str = ""
    group: str = ""
    split: str = ""
    fold: int | None = None
    is_test_only: bool = False
    outline: str = ""
    contrast: str = ""


@dataclass(frozen=True, slots=True)
class Dataset:
    """The rows of a dataset and the names of its classes in alphabetical order.

    Attributes:
        name: of the dataset.
        rows: of it.
        classes: their names.
        understood: which of its names were mapped to others.
    """

    name: str
    rows: tuple[Row, ...]
    classes: tuple[str, ...]
    understood: DetectedLayout = field(default_factory=DetectedLayout)

    def splits(self) -> Counter[str]:
        """Count the images of each split, "" for those of none."""
        return Counter(row.split for row in self.rows)


def digest_of(rows: Iterable[Row], sha256: Iterable[str]) -> str:
    """Fingerprint the classes and bytes of images, as SHA-256; independent of where they are.

    Args:
        rows: of the images.
        sha256: of the bytes of each, in hexadecimal digits.
    """
    total = hashlib.sha256()
    for row, one in zip(rows, sha256, strict=True):
        total.update(row.label.encode() + b"\0" + bytes.fromhex(one))
    return total.hexdigest()


def training_rows(dataset: Dataset, fold: int | None = None) -> list[Row]:
    """Choose the rows to train on: all folds but one, those of split Training, or all; never test-only ones.

    Raises:
        InvalidDatasetError: if none is left, or the fold does not exist.
    """
    if fold is not None:
        _require_fold(dataset, fold)
        rows = [row for row in dataset.rows if row.fold is not None and row.fold != fold]
    elif any(row.split for row in dataset.rows):
        rows = [row for row in dataset.rows if row.split == TRAINING]
    else:
        rows = list(dataset.rows)
    rows = [row for row in rows if not row.is_test_only]
    if not rows:
        raise InvalidDatasetError(
            "no images to train on", subject=dataset.name, advice=f"mark some with split {TRAINING}"
        )
    return rows


def validation_rows(dataset: Dataset, fold: int | None = None) -> list[Row]:
    """Choose the rows that the dataset itself names as validation data; none where folds are asked for."""
    return [row for row in dataset.rows if fold is None and row.split == VALIDATION and not row.is_test_only]


def evaluation_rows(dataset: Dataset, split: str | None = None, fold: int | None = None) -> list[Row]:
    """Choose the rows to measure on: a fold, a split, by default split Testing, or all where no split is named.

    Raises:
        InvalidDatasetError: if there are none.
    """
    if fold is not None:
        _require_fold(dataset, fold)
        return [row for row in dataset.rows if row.fold == fold]
    splits = dataset.splits()
    wanted = split or (TESTING if any(splits) else "")
    wanted = split_of(wanted) or wanted
    rows = [row for row in dataset.rows if not wanted or row.split.casefold() == wanted.casefold()]
    if not rows:
        known = ", ".join(f"{name} ({count:,})" for name, count in sorted(splits.items()) if name) or "none"
        raise InvalidDatasetError(
            f"no images in split {wanted!r}",
            subject=dataset.name,
            advice=f"its splits are: {known}; name one with --split",
        )
    return rows


def _require_fold(dataset: Dataset, fold: int) -> None:
    folds = sorted({row.fold for row in dataset.rows if row.fold is not None})
    if fold not in folds:
        known = ", ".join(map(str, folds)) or "none"
        raise InvalidDatasetError(f"no fold {fold}", subject=dataset.name, advice=f"its folds are: {known}")
