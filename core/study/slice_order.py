"""Order of the slices of a study: positions, distances, and which slices count."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from core.study.study_slice import StudySlice

# Planes count as parallel up to five degrees.
_PARALLEL = math.cos(math.radians(5))
# Planes that are tilted less than this against the axis of the body are axial.
_AXIAL = math.cos(math.radians(35))
# One slice may be missing between two neighbours.
_WIDEST_GAP = 2.5
# The sella is 90 to 105 mm below the vertex; further down come the skull base and the neck.
_BRAIN_HEIGHT_MM = 105.0


@dataclass(frozen=True, slots=True)
class Stack:
    """Slices in order.

    Attributes:
        positions: the slices at each position; several if they are of several echoes, say.
        depths_mm: of the positions along the stack, ascending; None where unknown. In an axial stack they rise towards
            the head.
        is_axial: whether the slices are known to be across the axis of the body.
    """

    positions: tuple[tuple[StudySlice, ...], ...]
    depths_mm: tuple[float, ...] | None
    is_axial: bool

    @property
    def step_mm(self) -> float | None:
        """The usual distance of neighbours; None where unknown."""
        depths = self.depths_mm
        if depths is None or len(depths) < 2:
            return None
        return float(median(after - before for before, after in pairwise(depths)))

    def are_neighbours(self, index: int) -> bool:
        """Return whether the position after this one is its neighbour, or more than one slice is missing between."""
        if index + 1 >= len(self.positions):
            return False
        step = self.step_mm
        if self.depths_mm is None or step is None:
            return True
        return self.depths_mm[index + 1] - self.depths_mm[index] <= _WIDEST_GAP * step

    def length_mm(self, first: int, last: int) -> float | None:
        """Measure from one position to another, the thickness of a slice included."""
        step = self.step_mm
        if self.depths_mm is None or step is None:
            return None
        return self.depths_mm[last] - self.depths_mm[first] + step

    def counting(self) -> tuple[tuple[StudySlice, ...], ...]:
        """Return at each position the slices that count: those that the model accepts, skull base and neck left out.

        The topmost slices of an axial stack that the model accepts are at the vertex, or below it.
        """
        accepted = [tuple(one for one in position if one.is_accepted) for position in self.positions]
        depths = self.depths_mm
        if not self.is_axial or depths is None:
            return tuple(accepted)
        # A single one may show air.
        tops = [index + 1 for index in range(len(accepted) - 1) if accepted[index] and accepted[index + 1]]
        lowest = depths[max(tops)] - _BRAIN_HEIGHT_MM if tops else -math.inf
        return tuple(found if depth >= lowest else () for found, depth in zip(accepted, depths, strict=True))


def stack_slices(slices: Sequence[StudySlice]) -> Stack:
    """Put the slices of a study in order.

    They are sorted along the normal of their planes; if a slice does not state its position, by the numbers of the
    instances; if one has none, by the names of the files. Planes across the others, as of a localizer, are left out.
    """
    chosen = _largest_group(slices)
    depths = _depths(chosen)
    if depths is None:
        has_numbers = all(one.place.number for one in chosen)
        ordered = sorted(chosen, key=lambda one: (one.place.number if has_numbers else 0, one.path, one.frame))
        return Stack(tuple((one,) for one in ordered), None, is_axial=False)
    positions: dict[float, list[StudySlice]] = {}
    # Hundredths of a millimetre are rounding, not depth.
    for depth, one in sorted(zip(depths, chosen, strict=True), key=lambda pair: (round(pair[0], 2), pair[1].path)):
        positions.setdefault(round(depth, 2), []).append(one)
    normal = chosen[0].place.normal
    is_axial = normal is not None and abs(normal[2]) >= _AXIAL
    return Stack(tuple(map(tuple, positions.values())), tuple(positions), is_axial)


def _largest_group(slices: Sequence[StudySlice]) -> list[StudySlice]:
    """Choose the largest group of parallel planes; slices that do not state their plane belong to it."""
    groups: list[list[StudySlice]] = []
    unplaced = []
    for one in slices:
        normal = one.place.normal
        if normal is None:
            unplaced.append(one)
            continue
        parallel = (group for group in groups if abs(_dot(group[0].place.normal or normal, normal)) >= _PARALLEL)
        group = next(parallel, None)
        groups.append([one]) if group is None else group.append(one)
    return [*max(groups, key=len, default=[]), *unplaced]


def _depths(slices: Sequence[StudySlice]) -> list[float] | None:
    """Measure each slice's position along the normal of the first, upwards if it points up or down; None if unknown."""
    normal = slices[0].place.normal if slices else None
    places = [one.place.position_mm for one in slices]
    if normal is None or any(one.place.normal is None for one in slices):
        return None
    sign = -1.0 if normal[2] < 0 else 1.0
    known = [sign * _dot(normal, place) for place in places if place is not None]
    return known if len(known) == len(slices) else None


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))
