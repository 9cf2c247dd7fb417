"""What an audit keeps of each image: little, so that a hundred thousand fit into memory."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from core.batch import available_cores
from core.errors import FalxError
from core.jobs import Pace, Report
from core.preprocessing import preprocess
from core.readers import read_slices
from core.slice import Pixels
from core.windowing import shown_pixels
from training.manifest import Row

SIDE = 96

_PERCENTILES = (1, 5, 25, 50, 75, 95, 99)
_DEPTHS = {"uint8": "8-bit", "uint16": "16-bit", "int16": "16-bit signed", "int32": "32-bit", "float32": "32-bit float"}


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row that could not be read, and why."""

    row: Row
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class Fingerprints:
    """The N images that could be read.

    Attributes:
        rows: what they are.
        thumbnails: (N, 96, 96) uint8, as the network would see them.
        sha256: of the bytes of their files.
        sizes: (width, height) in pixels.
        modes: such as "grey, 8-bit".
        statistics: (N, S) float32: size, mode, and the mean, spread and percentiles of the grey levels.
        slice_counts: how many slices the files hold; only the first is looked at, as in training.
    """

    rows: list[Row]
    thumbnails: npt.NDArray[np.uint8]
    sha256: list[str]
    sizes: list[tuple[int, int]]
    modes: list[str]
    statistics: npt.NDArray[np.float32]
    slice_counts: list[int]

    def is_blank(self) -> npt.NDArray[np.bool_]:
        """Tell which images are of one grey level, and so have no correlation: (N,) bool."""
        flat = self.thumbnails.reshape(len(self.rows), SIDE * SIDE)
        return flat.min(axis=1) == flat.max(axis=1)


@dataclass(frozen=True, slots=True, eq=False)
class _Fingerprint:
    thumbnail: npt.NDArray[np.uint8]
    sha256: str
    size: tuple[int, int]
    mode: str
    statistics: list[float]
    slice_count: int


def read_fingerprints(rows: Sequence[Row], report: Report) -> tuple[Fingerprints, list[Unreadable]]:
    """Read the first slice of each row once, on as many threads as there are cores.

    Args:
        rows: what to read.
        report: is told of the progress.

    Returns:
        What is kept of those that could be read, and those that could not.
    """
    readable: list[Row] = []
    found: list[_Fingerprint] = []
    unreadable: list[Unreadable] = []
    # Filled in place, so that the thumbnails are never in memory twice.
    thumbnails = np.empty((len(rows), SIDE, SIDE), np.uint8)
    pace = Pace("Reading images", len(rows), report)
    with ThreadPoolExecutor(available_cores()) as pool:
        for index, (row, outcome) in enumerate(zip(rows, pool.map(_read, rows), strict=True), start=1):
            if isinstance(outcome, Unreadable):
                unreadable.append(outcome)
            else:
                thumbnails[len(found)] = outcome.thumbnail
                readable.append(row)
                found.append(outcome)
            if index % 100 == 0 or index == len(rows):
                pace.tell(index)
    return (
        Fingerprints(
            rows=readable,
            thumbnails=thumbnails[: len(found)],
            sha256=[one.sha256 for one in found],
            sizes=[one.size for one in found],
            modes=[one.mode for one in found],
            statistics=np.array([one.statistics for one in found], np.float32),
            slice_counts=[one.slice_count for one in found],
        ),
        unreadable,
    )


def _read(row: Row) -> _Fingerprint | Unreadable:
    try:
        slices = read_slices(row.path)
    except FalxError as error:
        return Unreadable(row, str(error).removeprefix(f"{row.path.name}: "))
    first = slices[0]
    height, width = first.pixels.shape[:2]
    is_colour = first.pixels.ndim == 3
    return _Fingerprint(
        thumbnail=preprocess(first, SIDE)[0].astype(np.uint8),
        sha256=first.input_sha256,
        size=(width, height),
        mode=f"{'colour' if is_colour else 'grey'}, {_DEPTHS.get(first.pixels.dtype.name, first.pixels.dtype.name)}",
        statistics=[width, height, is_colour, first.pixels.dtype.itemsize, *_intensities(shown_pixels(first))],
        slice_count=len(slices),
    )


def _intensities(shown: Pixels) -> list[float]:
    grey = cv2.cvtColor(shown, cv2.COLOR_RGB2GRAY) if shown.ndim == 3 else shown
    shares = np.bincount(grey.reshape(-1), minlength=256) / grey.size
    levels = np.arange(256)
    mean = float(shares @ levels)
    spread = float(np.sqrt(shares @ (levels - mean) ** 2))
    percentiles = np.searchsorted(np.cumsum(shares), np.array(_PERCENTILES) / 100)
    return [mean, spread, float(shares[0]), float(shares[255]), *map(float, percentiles)]
