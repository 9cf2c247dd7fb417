"""What it costs to read files in a separate process, beside reading the same ones in this process."""

import tempfile
from pathlib import Path

import cv2

from bench.comparison import Bar, Comparison, alternate, seconds_each
from bench.series import FILES, SIDE, write_series
from core.image.phantom import head_phantom
from core.reader_process.file_reader import FileReader
from core.readers import read_slices

# For each file of 512 x 512 pixels.
MOST_MS = 5.0
_ROUNDS = 9
_SERIES_BAR = Bar(1.3, is_least=False)


def measure() -> list[Comparison]:
    """Read a PNG file, a DICOM file and a DICOM series both ways."""
    reader = FileReader()
    try:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "series"
            folder.mkdir()
            write_series(folder)
            picture = Path(place) / "head.png"
            cv2.imwrite(str(picture), head_phantom(0, size=SIDE))
            return [
                _one_file(reader, picture, "PNG"),
                _one_file(reader, next(folder.iterdir()), "DICOM"),
                _series(reader, folder),
            ]
    finally:
        reader.close()


def _one_file(reader: FileReader, path: Path, kind: str) -> Comparison:
    separate, here = _seconds(reader, path, 20)
    cost = 1000 * (separate - here)
    what = f"what a separate process costs a {kind} file of {SIDE} x {SIDE}, against its bound"
    note = f"{1000 * separate:.1f} ms, in the same process {1000 * here:.1f} ms"
    return Comparison(what, cost, MOST_MS, "ms", cost / MOST_MS, Bar(1, is_least=False), note)


def _series(reader: FileReader, folder: Path) -> Comparison:
    separate, here = _seconds(reader, folder, 1)
    what = f"read a series of {FILES} DICOM files in a separate process, against the same process"
    return Comparison(what, 1000 * separate, 1000 * here, "ms", separate / here, _SERIES_BAR)


def _seconds(reader: FileReader, path: Path, times: int) -> tuple[float, float]:
    ways = [seconds_each(lambda: reader.read_slices(path), times), seconds_each(lambda: read_slices(path), times)]
    separate, here = alternate(ways, _ROUNDS)
    return separate, here
