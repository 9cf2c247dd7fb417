"""Images of a dataset in memory, as the network sees them."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.batch.inputs import FoldersRead
from core.image.slice import Slice
from core.jobs.events import Report
from core.model.preprocessing import Framing, preprocess
from core.program.cores import available_cores
from training.dataset.outlines import input_mask
from training.dataset.reading import Unreadable, read_each
from training.dataset.rows import Row
from training.duplicates.fingerprints import Fingerprint, FingerprintList, Fingerprints, fingerprint_of

Images = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """Images (N, S, S) uint8 and their classes (N,) as indices."""

    images: Images
    labels: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Pictures:
    """The N images that could be read.

    Attributes:
        rows: what they are.
        images: (N, S, S) uint8.
        masks: (N, S, S) uint8, 1 inside the outline of a tumour; 0 all over where none is known.
        unreadable: a line for each image that could not be read.
    """

    rows: list[Row]
    images: Images
    masks: Images
    unreadable: list[str]


@dataclass(frozen=True, slots=True, eq=False)
class TrainingImages:
    """The N images of a training that could be read, each read once.

    Attributes:
        images: (N, S, S) uint8, as the network sees them.
        larger: the same in the size that is augmented, with the outlines of the tumours.
        fingerprints: show which of them are the same.
        unreadable: those that could not be read.
        contrasts: how each of the N is weighted, as its row or else its file states it; "" where neither does.
    """

    images: Images
    larger: Pictures
    fingerprints: Fingerprints
    unreadable: list[Unreadable]
    contrasts: list[str]


def read_training_images(
    rows: Sequence[Row], size: int, larger: int, framing: Framing, report: Report, folders: FoldersRead | None = None
) -> TrainingImages:
    """Read the first slice of each row for all that a training needs of it.

    Args:
        rows: what to read.
        size: side of the network's input.
        larger: side of the images to augment.
        framing: which part of a picture the network sees.
        report: is called with the progress.
        folders: that images were read from before; by default none.

    Raises:
        LostFolderError: if the folder of images disappears meanwhile.
    """
    seen, varied = _Canvas(len(rows), size, has_masks=False), _Canvas(len(rows), larger, has_masks=True)
    prints, unreadable, contrasts = FingerprintList(len(rows)), list[Unreadable](), list[str]()

    def work(row: Row, slices: list[Slice]) -> tuple[_Painted, _Painted, Fingerprint, str]:
        first = slices[0]
        return (
            _paint(row, first, size, framing, False),
            _paint(row, first, larger, framing, True),
            fingerprint_of(slices),
            row.contrast or first.contrast or "",
        )

    outcomes = read_each(rows, work, available_cores(), report, folders)
    with closing(outcomes):
        for row, outcome in outcomes:
            if isinstance(outcome, Unreadable):
                unreadable.append(outcome)
                continue
            seen.add(outcome[0])
            varied.add(outcome[1])
            prints.add(row, outcome[2])
            contrasts.append(outcome[3])
    found = prints.fingerprints()
    pictures = Pictures(found.rows, varied.images, varied.masks, [])
    return TrainingImages(seen.images, pictures, found, unreadable, contrasts)


def load_pictures(
    rows: Sequence[Row],
    size: int,
    report: Report,
    framing: Framing = Framing.WHOLE,
    with_masks: bool = True,
    folders: FoldersRead | None = None,
) -> Pictures:
    """Read and preprocess the first slice of each row, with the outlines of its tumour.

    Args:
        rows: what to read.
        size: side of the network's input.
        report: is called with the progress.
        framing: which part of a picture the network sees.
        with_masks: whether outlines are read; without, the masks are 0.
        folders: that images were read from before; by default none.

    Raises:
        LostFolderError: if the folder of images disappears meanwhile.
    """
    canvas, readable, unreadable = _Canvas(len(rows), size, with_masks), list[Row](), list[str]()
    outcomes = read_each(
        rows, lambda row, slices: _paint(row, slices[0], size, framing, with_masks), available_cores(), report, folders
    )
    with closing(outcomes):
        for row, outcome in outcomes:
            if isinstance(outcome, Unreadable):
                unreadable.append(outcome.line)
            else:
                canvas.add(outcome)
                readable.append(row)
    return Pictures(readable, canvas.images, canvas.masks, unreadable)


def load_images(
    rows: Sequence[Row], size: int, report: Report, folders: FoldersRead | None = None
) -> tuple[list[Row], Images, list[str]]:
    """Read and preprocess the first slice of each row, whole.

    Args:
        rows: what to read.
        size: side of the network's input.
        report: is called with the progress.
        folders: that images were read from before; by default none.

    Returns:
        The rows that could be read, their images as (N, size, size) uint8, and a line for each that could not.
    """
    found = load_pictures(rows, size, report, with_masks=False, folders=folders)
    return found.rows, found.images, found.unreadable


_Painted = tuple[Images, Images | None]


def _paint(row: Row, first: Slice, size: int, framing: Framing, with_mask: bool) -> _Painted:
    pixels, placement = preprocess(first, size, framing=framing)
    mask = input_mask(row.outline, placement, size) if with_mask and row.outline else None
    return np.rint(pixels).astype(np.uint8), mask


class _Canvas:
    """Takes images and masks one by one, in memory once."""

    def __init__(self, most: int, size: int, has_masks: bool) -> None:
        self._count, self._has_masks = 0, has_masks
        self._images = np.zeros((most, size, size), np.uint8)
        self._masks = np.zeros((most if has_masks else 0, size, size), np.uint8)

    def add(self, painted: _Painted) -> None:
        image, mask = painted
        self._images[self._count] = image
        if mask is not None:
            self._masks[self._count] = mask
        self._count += 1

    @property
    def images(self) -> Images:
        return self._images[: self._count]

    @property
    def masks(self) -> Images:
        return self._masks[: self._count]
