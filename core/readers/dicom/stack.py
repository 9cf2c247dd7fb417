"""Files of a series as a stack: which are parallel, and in what order they lie."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, TypeVar

Vector = tuple[float, float, float]

# Planes count as parallel up to five degrees.
_PARALLEL = math.cos(math.radians(5))


class Placed(Protocol):
    """A file that may say where its picture is in the patient."""

    @property
    def path(self) -> Path:
        """Of the file."""

    @property
    def number(self) -> int:
        """Of the instance, 0 where it has none."""

    @property
    def normal(self) -> Vector | None:
        """Of its plane, of length 1; None where unknown."""

    @property
    def position_mm(self) -> Vector | None:
        """Of its first pixel; None where unknown."""


Member = TypeVar("Member", bound=Placed)


def parallel_groups(members: Sequence[Member]) -> tuple[list[list[Member]], list[Member]]:
    """Part files into groups of parallel planes, and those that do not tell their plane."""
    groups: list[list[Member]] = []
    unplaced: list[Member] = []
    for member in members:
        if member.normal is None:
            unplaced.append(member)
        else:
            parallel = (group for group in groups if abs(dot(group[0].normal, member.normal)) >= _PARALLEL)
            group = next(parallel, None)
            groups.append([member]) if group is None else group.append(member)
    return groups, unplaced


def in_order(members: Sequence[Member]) -> list[Member]:
    """Sort along the normal of the first plane; by instance number where a file does not tell its position."""
    depths = depths_mm(members)
    has_numbers = all(member.number for member in members)
    if None in depths and has_numbers:
        return by_number(members)
    keyed = [
        # Hundredths of a millimetre are rounding, not depth.
        ((depth is None, round(depth or 0.0, 2), member.number, member.path.name), member)
        for depth, member in zip(depths, members, strict=True)
    ]
    return [member for _, member in sorted(keyed, key=lambda pair: pair[0])]


def by_number(members: Sequence[Member]) -> list[Member]:
    """Sort by instance number and name."""
    return sorted(members, key=lambda member: (member.number, member.path.name))


def depths_mm(members: Sequence[Member]) -> list[float | None]:
    """Measure where each file is along the normal of the first; None where unknown."""
    normal = members[0].normal if members else None
    places = (member.position_mm for member in members)
    return [None if normal is None or place is None else dot(normal, place) for place in places]


def dot(one: Sequence[float] | None, other: Sequence[float] | None) -> float:
    """Multiply two vectors."""
    return sum(a * b for a, b in zip(one or (), other or (), strict=True))
