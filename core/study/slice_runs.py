"""Runs of neighbouring slices with evidence of a tumour at the same place."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import cv2
import numpy as np
import numpy.typing as npt

from core.model.known_classes import TUMOUR_FREE
from core.study.slice_order import Stack
from core.study.study_slice import BoolArray, Marks, StudySlice

# A tumour is more probable than none.
_SUSPICIOUS = 0.5
# Slices of a millimetre resemble their neighbours whatever they show.
_SHORTEST_SLICES, _SHORTEST_MM = 2, 5.0


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring slices with evidence at the same place.

    Attributes:
        slices: in their order, the most suspicious one of each position.
        length_mm: from the first to the last, the thickness of a slice included; None where unknown.
        is_long: whether it is long enough to be more than chance.
        centre: x and y of the middle of the evidence, in pixels of the picture; None for a model that marks nothing.
    """

    slices: tuple[StudySlice, ...]
    length_mm: float | None
    is_long: bool
    centre: tuple[float, float] | None

    @property
    def peak(self) -> StudySlice:
        """The most suspicious slice; of equals the middle one."""
        middle = (len(self.slices) - 1) / 2
        ranked = enumerate(self.slices)
        return max(ranked, key=lambda pair: (pair[1].suspicion, -abs(pair[0] - middle)))[1]


@dataclass(frozen=True, slots=True, eq=False)
class _Spot:
    """A connected piece of the evidence in a slice; without `cells` where the model marks nothing."""

    position: int
    one: StudySlice
    cells: BoolArray | None


def find_runs(stack: Stack, counting: Sequence[Sequence[StudySlice]], has_tumour_free: bool) -> list[Run]:
    """Find all runs, the longest first.

    Evidence of neighbouring slices is at the same place where it overlaps, or cells touch. Where a model marks no
    evidence, neighbouring suspicious slices are a run, wherever the tumour may be.

    Args:
        stack: the slices.
        counting: those of each position that count.
        has_tumour_free: whether the model has a tumour-free class; else evidence alone counts.
    """
    spots = [
        _Spot(position, one, cells)
        for position, found in enumerate(counting)
        for one in found
        if one.suspicion >= _SUSPICIOUS or not has_tumour_free
        for cells in _pieces(one.marks)
    ]
    group = list(range(len(spots)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    at: dict[int, list[int]] = {}
    for index, spot in enumerate(spots):
        at.setdefault(spot.position, []).append(index)
    for index, spot in enumerate(spots):
        near = [other for other in at[spot.position] if other > index]
        if stack.are_neighbours(spot.position):
            near += at.get(spot.position + 1, [])
        for other in near:
            if _touch(spot.cells, spots[other].cells):
                group[root(other)] = root(index)
    members: dict[int, list[_Spot]] = {}
    for index, spot in enumerate(spots):
        members.setdefault(root(index), []).append(spot)
    runs = [_run(stack, found) for found in members.values()]
    return sorted(runs, key=lambda run: (len(run.slices), run.peak.suspicion), reverse=True)


def is_suspicious(one: StudySlice, has_tumour_free: bool) -> bool:
    """Return whether a slice is one to look at: accepted, and more likely to show a tumour than not.

    Without a tumour-free class, evidence alone counts, where the model marks any.
    """
    if has_tumour_free:
        return one.is_accepted and one.suspicion >= _SUSPICIOUS
    return one.is_accepted and (one.marks is None or bool(one.marks.bits))


def leaves_tumour(stack: Stack, counting: Sequence[Sequence[StudySlice]]) -> bool:
    """Return whether the slices that count leave a tumour plausible, by their own verdicts.

    They do if half of them or more are not tumour-free, or if such neighbours span as many slices and millimetres as
    a run needs; slices between them that do not count do not separate neighbours. Fewer, scattered ones are chance.

    Args:
        stack: the slices.
        counting: those of each position that count.
    """
    positions = [position for position, found in enumerate(counting) if found]
    is_open = [any(one.verdict != TUMOUR_FREE for one in counting[position]) for position in positions]
    if 2 * sum(is_open) >= len(positions):
        return True
    stretches = [
        [position for position, _ in group]
        for key, group in groupby(zip(positions, is_open, strict=True), key=lambda pair: pair[1])
        if key
    ]
    return any(_is_long(stack, stretch) for stretch in stretches)


def _pieces(marks: Marks | None) -> list[BoolArray | None]:
    if marks is None:
        return [None]
    if not marks.bits:
        return []
    count, labels = cv2.connectedComponents(marks.grid.astype(np.uint8), connectivity=8)
    return [labels == label for label in range(1, count)]


def _touch(one: BoolArray | None, other: BoolArray | None) -> bool:
    if one is None or other is None:
        return True
    if one.shape != other.shape:
        return False
    grown = cv2.dilate(one.astype(np.uint8), np.ones((3, 3), np.uint8))
    return bool((grown.astype(bool) & other).any())


def _run(stack: Stack, spots: Sequence[_Spot]) -> Run:
    best: dict[int, StudySlice] = {}
    for spot in spots:
        known = best.get(spot.position)
        best[spot.position] = spot.one if known is None or spot.one.suspicion > known.suspicion else known
    positions = sorted(best)
    # With a single position, there are no neighbours to check.
    is_long = len(stack.positions) == 1 or _is_long(stack, positions)
    length = stack.length_mm(positions[0], positions[-1])
    return Run(tuple(best[position] for position in positions), length, is_long, _centre(spots))


def _is_long(stack: Stack, positions: Sequence[int]) -> bool:
    length = stack.length_mm(positions[0], positions[-1])
    return len(positions) >= _SHORTEST_SLICES and (length is None or length >= _SHORTEST_MM)


def _centre(spots: Sequence[_Spot]) -> tuple[float, float] | None:
    """Return the middle of all marked cells, in pixels of the first slice's picture."""
    marks = spots[0].one.marks
    grids = [spot.cells for spot in spots if spot.cells is not None]
    if marks is None or not grids:
        return None
    total: npt.NDArray[np.int64] = np.sum(grids, axis=0, dtype=np.int64)
    rows, columns = (np.arange(length) + 0.5 for length in total.shape)
    weight = total.sum()
    x = float((total.sum(axis=0) * columns).sum() / weight * marks.size[1] / total.shape[1] - 0.5)
    y = float((total.sum(axis=1) * rows).sum() / weight * marks.size[0] / total.shape[0] - 0.5)
    return x, y
