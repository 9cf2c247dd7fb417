"""The images of a dataset as the network sees them, in memory."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.errors import FalxError
from core.jobs import Pace, Report
from core.preprocessing import Framing, preprocess
from core.readers import read_slices
from training.manifest import Row
from training.outlines import input_mask

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


def load_pictures(
    rows: Sequence[Row], size: int, report: Report, framing: Framing = Framing.WHOLE, with_masks: bool = True
) -> Pictures:
    """Read and preprocess the first slice of each row, with the outlines of its tumour.

    Args:
        rows: what to read.
        size: side of the network's input.
        report: is told of the progress.
        framing: what of a picture the network sees.
        with_masks: whether outlines are read; without, the masks are 0.
    """

    def load(row: Row) -> tuple[Images, Images | None] | str:
        try:
            pixels, placement = preprocess(read_slices(row.path)[0], size, framing=framing)
            is_outlined = with_masks and bool(row.outline)
            mask = input_mask(row.outline, placement, size) if is_outlined else None
            return np.rint(pixels).astype(np.uint8), mask
        except FalxError as error:
            return str(error)

    readable: list[Row] = []
    unreadable: list[str] = []
    images = np.zeros((len(rows), size, size), np.uint8)
    masks = np.zeros((len(rows), size, size) if with_masks else (0, size, size), np.uint8)
    pace = Pace("Reading images", len(rows), report)
    with ThreadPoolExecutor(4) as pool:
        for index, (row, outcome) in enumerate(zip(rows, pool.map(load, rows), strict=True), start=1):
            if isinstance(outcome, str):
                unreadable.append(outcome)
            else:
                images[len(readable)] = outcome[0]
                if outcome[1] is not None:
                    masks[len(readable)] = outcome[1]
                readable.append(row)
            if index % 100 == 0 or index == len(rows):
                pace.tell(index)
    return Pictures(readable, images[: len(readable)], masks[: len(readable)], unreadable)


def load_images(rows: Sequence[Row], size: int, report: Report) -> tuple[list[Row], Images, list[str]]:
    """Read and preprocess the first slice of each row, whole.

    Args:
        rows: what to read.
        size: side of the network's input.
        report: is told of the progress.

    Returns:
        The rows that could be read, their images as (N, size, size) uint8, and a line for each that could not.
    """
    found = load_pictures(rows, size, report, with_masks=False)
    return found.rows, found.images, found.unreadable
