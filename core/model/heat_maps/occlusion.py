"""Occlusion sensitivity: how much the network's answer changes when a place is covered (Zeiler and Fergus, 2014).

It needs nothing but the network's answers, so it does not share the assumptions of maps that are made of gradients.
The covered pictures follow each other: eight of them in one run took longer than eight runs.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.model.background import is_lit
from core.model.heat_maps.heat_question import HeatQuestion, OnProgress

FloatArray = npt.NDArray[np.float32]

CELLS = 10
# Side of a cover as a share of the picture's: about as large as a small tumour in a picture of the head.
_COVER = 1 / 6


@dataclass(frozen=True, slots=True)
class Cover:
    """A square of the network's input, cut at its edges.

    Attributes:
        row: of the cell that it stands for.
        column: of that cell.
        rows: that it covers, in pixels.
        columns: that it covers, in pixels.
    """

    row: int
    column: int
    rows: slice
    columns: slice


def cells(question: HeatQuestion) -> FloatArray:
    """Return by how much the probability of the class asked for falls: (CELLS, CELLS) float32 in [0, 1].

    Raises:
        ValueError: if the question does not hold the network's input.
    """
    if question.pixels is None or question.probabilities is None:
        raise ValueError("expected a question with the network's input")
    ask, index = question.probabilities, question.class_index
    return occlusion(question.pixels, lambda pixels: float(ask(pixels)[index]), question.on_progress)


def covers_of(size: int) -> list[Cover]:
    """List the squares that are covered one after the other, row by row; neighbours overlap.

    Args:
        size: side of the network's input, in pixels.
    """
    step, half = size / CELLS, size * _COVER / 2

    def span(cell: int) -> slice:
        first = round(step * (cell + 0.5) - half)
        return slice(max(0, first), min(size, max(first + 1, round(step * (cell + 0.5) + half))))

    return [Cover(row, column, span(row), span(column)) for row in range(CELLS) for column in range(CELLS)]


def occlusion(
    pixels: FloatArray,
    probability: Callable[[FloatArray], float],
    on_progress: OnProgress,
) -> FloatArray:
    """Measure by how much a probability falls when each place is covered in grey.

    The grey is the mean of what is not background, so that a cover is neither a dark hole nor a bright lesion. Squares
    of background are skipped: nothing is hidden there.

    Args:
        pixels: the network's input, (S, S) float32 in [0, 255].
        probability: of the class to explain, in such an input.
        on_progress: called with how many squares are done, and of how many; it may raise to cancel.

    Returns:
        (CELLS, CELLS) float32 in [0, 1]: the fall of the probability; 0 where it does not fall.
    """
    falls, lit = np.zeros((CELLS, CELLS), np.float32), is_lit(pixels)
    covers = [cover for cover in covers_of(pixels.shape[0]) if lit[cover.rows, cover.columns].any()]
    if not covers:
        return falls
    grey = np.float32(pixels[lit].mean())
    whole = probability(pixels)
    for done, cover in enumerate(covers):
        on_progress(done, len(covers))
        covered = pixels.copy()
        covered[cover.rows, cover.columns] = grey
        falls[cover.row, cover.column] = whole - probability(covered)
    on_progress(len(covers), len(covers))
    return np.maximum(falls, 0)
