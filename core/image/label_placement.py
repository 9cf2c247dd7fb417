"""Places for the labels of shapes in a picture: beside what they label, clear of one another, and in the picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from math import hypot, inf
from typing import NamedTuple

_Spot = tuple[float, float]

# How far from its shape a place for a label is sought, in widths and heights of the label; and how many places across
# and down at most, so that many labels take no longer than a view may wait.
_DIGITS = 6
_REACH_ACROSS, _REACH_DOWN, _MOST_STEPS = 4, 8, 10

# What a place costs, in gaps: how much further away a label rather is.
_COST_OF_OWN, _COST_OF_OTHER, _COST_OF_DOUBT, _COST_OF_CROSSING = 12.0, 3.0, 2.0, 3.0


class Box(NamedTuple):
    """An upright box, x to the right and y down, in any unit of length."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: "Box") -> float:
        """Return the area that both boxes cover."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(width, 0.0) * max(height, 0.0)

    def distance(self, other: "Box") -> float:
        """Return the distance between two boxes, 0 where they meet."""
        across = max(self.left - other.right, other.left - self.right, 0.0)
        down = max(self.top - other.bottom, other.top - self.bottom, 0.0)
        return hypot(across, down)

    def grown(self, by: float) -> "Box":
        """Return the box with more room on each side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def nearest(self, spot: _Spot) -> _Spot:
        """Return the spot of the box that is nearest to a spot."""
        return min(max(spot[0], self.left), self.right), min(max(spot[1], self.top), self.bottom)


@dataclass(frozen=True, slots=True)
class LabelledShape:
    """A shape that gets a label.

    Attributes:
        outline: corners of its line, one at least; a leader line ends on it.
        clear: the box that its label leaves free.
        width: of the label.
        height: of the label.
    """

    outline: tuple[_Spot, ...]
    clear: Box
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """A label in its place.

    Attributes:
        box: that it takes.
        leader: ends of the line that joins it to its shape; None where it is beside its shape.
    """

    box: Box
    leader: tuple[_Spot, _Spot] | None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What labels keep away from.

    Attributes:
        inside: the box in which they stay; a label that is larger than it begins at its corner.
        gap: between a shape and its label.
        shapes: boxes of shapes that get no label.
        texts: boxes of what else is written.
        away_from: a spot, as of a lesion: a label is placed on the side of its shape that is away from it; None for the
            usual places.
    """

    inside: Box
    gap: float
    shapes: tuple[Box, ...] = ()
    texts: tuple[Box, ...] = ()
    away_from: _Spot | None = None


def place_labels(shapes: Sequence[LabelledShape], around: Surroundings) -> list[PlacedLabel]:
    """Place a label for each shape so that no two overlap as long as there is room for that.

    The usual place is at the right of a shape, then at its left, below, above, along its sides, then further away, with
    a leader line; with a spot to be away from, the first place is the one that is furthest from it. A label covers a
    shape, or is nearer to another one than to its own, where each other place is too far away.

    Args:
        shapes: with the sizes of their labels.
        around: what labels keep away from.

    Returns:
        The labels, in the order of the shapes.
    """
    return list(_place_labels(tuple(shapes), around))


@lru_cache(8)
def _place_labels(shapes: tuple[LabelledShape, ...], around: Surroundings) -> tuple[PlacedLabel, ...]:
    """Place labels; kept, since a view is painted far more often than its measurements change."""
    placed: dict[int, PlacedLabel] = {}
    # The large ones first: they find room in fewer places.
    for number in sorted(range(len(shapes)), key=lambda one: -shapes[one].width * shapes[one].height):
        others = [*shapes[:number], *shapes[number + 1 :]]
        placed[number] = _Placing(shapes[number], others, list(placed.values()), around).place()
    return tuple(placed[number] for number in range(len(shapes)))


class _Placing:
    """The search for the place of one label."""

    def __init__(
        self,
        shape: LabelledShape,
        others: Sequence[LabelledShape],
        placed: Sequence[PlacedLabel],
        around: Surroundings,
    ) -> None:
        self._shape, self._placed, self._around = shape, placed, around
        self._own = _box_around(shape.outline)
        self._others = [_box_around(other.outline) for other in others]
        self._clear = [*around.shapes, *(other.clear for other in others)]
        self._taken = [*around.texts, *(label.box for label in placed)]

    def place(self) -> PlacedLabel:
        """Find the place that costs least."""
        shape, inside, gap = self._shape, self._around.inside, self._around.gap
        beside = [_held(box, inside) for box in self._beside()]
        best, least = None, inf
        for box in chain(beside, self._further(beside[0])):
            # Rounded, since places beside the shape are all as far away but for the last digits.
            away = max(round(box.distance(shape.clear) / gap, _DIGITS), 1.0)
            if least <= 1.0 or (away >= least and box not in beside):
                break
            if away < least and not any(box.overlap(other) for other in self._taken):
                cost = away + self._cost(box)
                if cost < least:
                    best, least = box, cost
        if best is None:
            every = [*beside, *self._further(beside[0])]
            best = min(every, key=lambda box: sum(box.overlap(other) for other in self._taken))
        return PlacedLabel(best, self._leader(best))

    def _beside(self) -> list[Box]:
        """List the places beside the shape, the best first: at the middles of its sides, then along two of them."""
        boxes, away_from = list(_beside(self._shape, self._around.gap)), self._around.away_from
        if away_from is None:
            return boxes

        def distance(box: Box) -> float:
            return hypot((box.left + box.right) / 2 - away_from[0], (box.top + box.bottom) / 2 - away_from[1])

        return [*sorted(boxes[:4], key=distance, reverse=True), *sorted(boxes[4:], key=distance, reverse=True)]

    def _further(self, usual: Box) -> Iterator[Box]:
        """Yield places around the shape, the nearest first."""
        clear, boxes = self._shape.clear, _grid(self._shape, self._around.inside)
        yield from sorted(boxes, key=lambda box: (box.distance(clear), box.distance(usual)))

    def _cost(self, box: Box) -> float:
        """Weigh what a free place hides and how well it says what it belongs to, in gaps that a label moves away."""
        # A label that touches a line hides it.
        room, area = box.grown(self._around.gap / 3), self._shape.width * self._shape.height
        cost = _COST_OF_OWN * (room.overlap(self._shape.clear) > 0) * (1 + box.overlap(self._shape.clear) / area)
        cost += sum(_COST_OF_OTHER * (1 + box.overlap(other) / area) for other in self._clear if room.overlap(other))
        if self._is_nearer_to_another(box):
            cost += _COST_OF_DOUBT
        if leader := self._leader(box):
            cost += _COST_OF_CROSSING * sum(_crosses(leader, other.box) for other in self._placed)
        lines = [label.leader for label in self._placed if label.leader]
        return cost + _COST_OF_CROSSING * sum(_crosses(line, box) for line in lines)

    def _is_nearer_to_another(self, box: Box) -> bool:
        away = box.distance(self._own)
        return any(box.distance(other) < away for other in self._others)

    def _leader(self, box: Box) -> tuple[_Spot, _Spot] | None:
        """Draw a line to a label that is away from its shape, or nearer to another one."""
        shape, gap = self._shape, self._around.gap
        if box.distance(shape.clear) <= 1.5 * gap and not self._is_nearer_to_another(box):
            return None
        end = _nearest_on(shape.outline, ((box.left + box.right) / 2, (box.top + box.bottom) / 2))
        start = box.nearest(end)
        return (start, end) if start != end else None


def _beside(shape: LabelledShape, gap: float) -> Iterator[Box]:
    """Yield the places at the middles of the sides, then along the right and the left side."""
    clear, width, height = shape.clear, shape.width, shape.height
    x, y = (clear.left + clear.right - width) / 2, (clear.top + clear.bottom - height) / 2
    right, left = clear.right + gap, clear.left - gap - width
    for corner in ((right, y), (left, y), (x, clear.bottom + gap), (x, clear.top - gap - height)):
        yield _box(*corner, shape)
    for corner_x in (right, left):
        for corner_y in (clear.bottom - height, clear.top):
            yield _box(corner_x, corner_y, shape)


def _grid(shape: LabelledShape, inside: Box) -> Iterator[Box]:
    """Yield places around a shape and within a box, half a label apart across, and a line apart down, or further."""
    reach_across, reach_down = _REACH_ACROSS * shape.width, _REACH_DOWN * shape.height
    left = max(inside.left, min(shape.clear.left, inside.right) - reach_across)
    right = min(inside.right, max(shape.clear.right, inside.left) + reach_across)
    top = max(inside.top, min(shape.clear.top, inside.bottom) - reach_down)
    bottom = min(inside.bottom, max(shape.clear.bottom, inside.top) + reach_down)
    across, down = max(right - left - shape.width, 0.0), max(bottom - top - shape.height, 0.0)
    columns = min(int(2 * across / shape.width) + 1, _MOST_STEPS)
    rows = min(int(down / shape.height) + 1, _MOST_STEPS)
    for row in range(rows + 1):
        for column in range(columns + 1):
            yield _box(left + across * column / columns, top + down * row / rows, shape)


def _box(left: float, top: float, shape: LabelledShape) -> Box:
    return Box(left, top, left + shape.width, top + shape.height)


def _held(box: Box, inside: Box) -> Box:
    """Move a box to within another one."""
    left = max(min(box.left, inside.right - (box.right - box.left)), inside.left)
    top = max(min(box.top, inside.bottom - (box.bottom - box.top)), inside.top)
    return Box(left, top, left + box.right - box.left, top + box.bottom - box.top)


def _box_around(outline: Sequence[_Spot]) -> Box:
    across, down = [spot[0] for spot in outline], [spot[1] for spot in outline]
    return Box(min(across), min(down), max(across), max(down))


def _crosses(line: tuple[_Spot, _Spot], box: Box) -> bool:
    """Say whether a line goes through a box."""
    (x, y), (to_x, to_y) = line
    first, last = 0.0, 1.0
    for start, step, low, high in ((x, to_x - x, box.left, box.right), (y, to_y - y, box.top, box.bottom)):
        if step == 0:
            if not low < start < high:
                return False
            continue
        enters, leaves = sorted(((low - start) / step, (high - start) / step))
        first, last = max(first, enters), min(last, leaves)
    return first < last


def _nearest_on(outline: Sequence[_Spot], spot: _Spot) -> _Spot:
    """Return the spot of a line that is nearest to a spot."""
    nearest = list(outline[:1])
    for (x, y), (to_x, to_y) in pairwise(outline):
        across, down = to_x - x, to_y - y
        along = ((spot[0] - x) * across + (spot[1] - y) * down) / ((across**2 + down**2) or 1.0)
        share = min(max(along, 0.0), 1.0)
        nearest.append((x + share * across, y + share * down))
    return min(nearest, key=lambda one: hypot(one[0] - spot[0], one[1] - spot[1]))
