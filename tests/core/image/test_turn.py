"""Turning and mirroring: axes, letters and pixels agree."""

import numpy as np
import pytest

from core.image.slice import EdgeLabels
from core.image.turn import Turn, turned_edges, turned_pixels

EDGES = EdgeLabels(left="R", right="L", top="A", bottom="P")
ALL = [Turn(quarters, is_mirrored) for quarters in range(4) for is_mirrored in (False, True)]


def seen(edges):
    return edges.left + edges.top + edges.right + edges.bottom


@pytest.mark.parametrize(
    ("turn", "letters"),
    [
        (Turn(), "RALP"),
        (Turn().clockwise(), "PRAL"),
        (Turn().clockwise(2), "LPRA"),
        (Turn().clockwise(-1), "ALPR"),
        (Turn().flipped_across(), "LARP"),
        (Turn().flipped_down(), "RPLA"),
        (Turn().clockwise().flipped_across(), "ARPL"),
        (Turn().clockwise().flipped_down(), "PLAR"),
    ],
)
def test_letters_follow(turn, letters):
    """Left, top, right, bottom; with the nose up it points right after a turn clockwise."""
    assert seen(turned_edges(EDGES, turn)) == letters


@pytest.mark.parametrize("turn", ALL)
def test_every_flip_and_turn_can_be_taken_back(turn):
    assert turn.flipped_across().flipped_across() == turn
    assert turn.flipped_down().flipped_down() == turn
    assert turn.clockwise().clockwise(-1) == turn
    assert turn.clockwise(4) == turn


@pytest.mark.parametrize("turn", ALL)
def test_pixels_are_where_the_axes_say(turn):
    pixels = np.arange(6).reshape(2, 3)
    turned = turned_pixels(pixels, turn)
    assert turned.shape == ((3, 2) if turn.swaps_sides else (2, 3))
    # From the corner that the first pixel went to, one step along the axes for each pixel.
    column, row = np.argwhere(turned == 0)[0][::-1]
    for y in range(2):
        for x in range(3):
            right = column + x * turn.x_axis[0] + y * turn.y_axis[0]
            down = row + x * turn.x_axis[1] + y * turn.y_axis[1]
            assert turned[down, right] == pixels[y, x]


def test_a_quarter_clockwise_moves_the_first_pixel_to_the_right():
    assert turned_pixels(np.array([[1, 2], [3, 4]]), Turn().clockwise()).tolist() == [[3, 1], [4, 2]]
