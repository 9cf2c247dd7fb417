"""The images of a dataset as the network sees them, in memory."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from core.errors import FalxError
from core.jobs import Pace, Report
from core.preprocessing import preprocess
from core.readers import read_slices
from training.manifest import Row


def load_images(rows: Sequence[Row], size: int, report: Report) -> tuple[list[Row], npt.NDArray[np.uint8], list[str]]:
    """Read and preprocess the first slice of each row.

    Args:
        rows: what to read.
        size: side of the network's input.
        report: is told of the progress.

    Returns:
        The rows that could be read, their images as (N, size, size) uint8, and a line for each that could not.
    """

    def load(row: Row) -> npt.NDArray[np.uint8] | str:
        try:
            return preprocess(read_slices(row.path)[0], size)[0].astype(np.uint8)
        except FalxError as error:
            return str(error)

    readable: list[Row] = []
    images: list[npt.NDArray[np.uint8]] = []
    failures: list[str] = []
    pace = Pace("Reading images", len(rows), report)
    with ThreadPoolExecutor(4) as pool:
        for index, (row, outcome) in enumerate(zip(rows, pool.map(load, rows), strict=True), start=1):
            if isinstance(outcome, str):
                failures.append(outcome)
            else:
                readable.append(row)
                images.append(outcome)
            if index % 100 == 0 or index == len(rows):
                pace.tell(index)
    return readable, np.stack(images) if images else np.zeros((0, size, size), np.uint8), failures
