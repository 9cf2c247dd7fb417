"""Turning and mirroring a picture on the screen, in steps of 90 degrees."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from core.image.slice import EdgeLabels, Pixels


@dataclass(frozen=True, slots=True)
class Turn:
    """How a picture is turned: mirrored first, left to right, then turned clockwise.

    Attributes:
        quarters: quarter turns clockwise, 0 to 3.
        is_mirrored: whether left and right are swapped before that.
    """

    quarters: int = 0
    is_mirrored: bool = False

    def clockwise(self, quarters: int = 1) -> Self:
        """Turn what is seen by quarters clockwise; negative ones turn it back."""
        return replace(self, quarters=(self.quarters + quarters) % 4)

    def flipped_across(self) -> Self:
        """Swap left and right of what is seen."""
        return replace(self, quarters=-self.quarters % 4, is_mirrored=not self.is_mirrored)

    def flipped_down(self) -> Self:
        """Swap top and bottom of what is seen."""
        return self.flipped_across().clockwise(2)

    @property
    def swaps_sides(self) -> bool:
        """Whether the width of the picture is seen as a height."""
        return self.quarters % 2 == 1

    @property
    def x_axis(self) -> tuple[int, int]:
        """Where the x axis of the picture points on the screen, (right, down)."""
        return _turned((-1 if self.is_mirrored else 1, 0), self.quarters)

    @property
    def y_axis(self) -> tuple[int, int]:
        """Where the y axis of the picture points on the screen, (right, down)."""
        return _turned((0, 1), self.quarters)


def turned_edges(edges: EdgeLabels, turn: Turn) -> EdgeLabels:
    """Return the letters at the edges of a turned picture."""
    left, top, right, bottom = edges.left, edges.top, edges.right, edges.bottom
    if turn.is_mirrored:
        left, right = right, left
    for _ in range(turn.quarters):
        left, top, right, bottom = bottom, left, top, right
    return EdgeLabels(left=left, right=right, top=top, bottom=bottom)


def turned_pixels(pixels: Pixels, turn: Turn) -> Pixels:
    """Turn an array, (H, W) or (H, W, channels); gives a view of the same memory."""
    return np.rot90(pixels[:, ::-1] if turn.is_mirrored else pixels, -turn.quarters)


def _turned(axis: tuple[int, int], quarters: int) -> tuple[int, int]:
    right, down = axis
    for _ in range(quarters):
        right, down = -down, right
    return right, down
