"""Fingerprints of images for an audit: small, so that a hundred thousand fit into memory."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from core.image.slice import Pixels, Slice
from core.image.windowing import shown_pixels
from core.jobs.events import Report
from core.model.preprocessing import preprocess
from core.program.cores import available_cores
from training.dataset.reading import Unreadable, read_each
from training.dataset.rows import Row

SIDE = 96

_PERCENTILES = (1, 5, 25, 50, 75, 95, 99)
_DEPTHS = {"uint8": "8-bit", "uint16": "16-bit", "int16": "16-bit signed", "int32": "32-bit", "float32": "32-bit float"}


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
        slice_counts: how many slices the files hold; only the first is used, as in training.
    """

    rows: list[Row]
    thumbnails: npt.NDArray[np.uint8]
    sha256: list[str]
    sizes: list[tuple[int, int]]
    modes: list[str]
    statistics: npt.NDArray[np.float32]
    slice_counts: list[int]

    def is_blank(self) -> npt.NDArray[np.bool_]:
        """Return which images are of one grey level, and so have no correlation: (N,) bool."""
        flat = self.thumbnails.reshape(len(self.rows), SIDE * SIDE)
        return flat.min(axis=1) == flat.max(axis=1)


@dataclass(frozen=True, slots=True, eq=False)
class Fingerprint:
    """What is kept of one image; as in `Fingerprints`."""

    thumbnail: npt.NDArray[np.uint8]
    sha256: str
    size: tuple[int, int]
    mode: str
    statistics: list[float]
    slice_count: int


class FingerprintList:
    """Takes the fingerprints of images one by one."""

    def __init__(self, most: int) -> None:
        """Start with none, and with room for a number of them."""
        # Filled in place, so that the thumbnails are never in memory twice.
        self._thumbnails = np.empty((most, SIDE, SIDE), np.uint8)
        self._rows: list[Row] = []
        self._found: list[Fingerprint] = []

    def add(self, row: Row, one: Fingerprint) -> None:
        """Take the next."""
        self._thumbnails[len(self._rows)] = one.thumbnail
        self._rows.append(row)
        self._found.append(one)

    def fingerprints(self) -> Fingerprints:
        """Return all of them."""
        found = self._found
        return Fingerprints(
            rows=self._rows,
            thumbnails=self._thumbnails[: len(found)],
            sha256=[one.sha256 for one in found],
            sizes=[one.size for one in found],
            modes=[one.mode for one in found],
            statistics=np.array([one.statistics for one in found], np.float32),
            slice_counts=[one.slice_count for one in found],
        )


def read_fingerprints(rows: Sequence[Row], report: Report) -> tuple[Fingerprints, list[Unreadable]]:
    """Read the first slice of each row once, on as many threads as there are cores.

    Args:
        rows: what to read.
        report: is called with the progress.

    Returns:
        The fingerprints of those that could be read, and those that could not.
    """
    found, unreadable = FingerprintList(len(rows)), list[Unreadable]()
    outcomes = read_each(rows, lambda _, slices: fingerprint_of(slices), available_cores(), report)
    with closing(outcomes):
        for row, outcome in outcomes:
            if isinstance(outcome, Unreadable):
                unreadable.append(outcome)
            else:
                found.add(row, outcome)
    return found.fingerprints(), unreadable


def fingerprint_of(slices: Sequence[Slice]) -> Fingerprint:
    """Take the fingerprint of a file's first slice."""
    first = slices[0]
    height, width = first.pixels.shape[:2]
    is_colour = first.pixels.ndim == 3
    return Fingerprint(
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
