"""What a written heat map shows: the picture in its true shape, the line where the heat is half, the colour bar."""

import numpy as np
import pytest

from core.image.colour_map import colour_table
from core.image.figure import draw_explanation
from core.image.slice import Slice
from core.image.windowing import EIGHT_BIT

# Below the picture are two lines of text, right of it the bar.
BELOW, BESIDE, BAR = 54, 34, 14


def drawn(pixels, heat, spacing_mm=None):
    """Draw a heat map; gives the picture alone, and the bar alone, both BGR."""
    framed = draw_explanation(Slice(pixels, EIGHT_BIT, None, 0, 1, "", spacing_mm=spacing_mm), heat, "")
    height, width = framed.shape[0] - BELOW, framed.shape[1] - BESIDE
    return framed[:height, :width], framed[10 : height - 10, width + 10 : width + 10 + BAR]


def black(height, width):
    return np.zeros((height, width), np.uint8), np.zeros((height, width), np.float32)


def spot(height, width, rows, columns):
    """Make a map that is hot in a rectangle and cold elsewhere."""
    heat = np.zeros((height, width), np.float32)
    heat[rows, columns] = 1
    return heat


def test_the_bar_is_hot_above_and_cold_below():
    _, bar = drawn(*black(64, 64))
    hot, cold = colour_table()[255], colour_table()[0]
    assert np.abs(bar[0, :, ::-1].astype(int) - hot).max() <= 2
    assert np.abs(bar[-1, :, ::-1].astype(int) - cold).max() <= 2
    brightness = bar.astype(int).sum(axis=(1, 2))
    assert brightness[: len(bar) // 2].mean() > 2 * brightness[len(bar) // 2 :].mean()


@pytest.mark.parametrize(
    ("spacing_mm", "ratio"), [(None, 0.5), ((1.0, 1.0), 0.5), ((2.0, 1.0), 1.0), ((3.0, 1.0), 1.5), ((1.0, 2.0), 0.25)]
)
def test_height_to_width_is_that_of_the_patient(spacing_mm, ratio):
    picture, _ = drawn(*black(50, 100), spacing_mm)
    assert min(picture.shape[:2]) == 512
    assert picture.shape[0] / picture.shape[1] == pytest.approx(ratio, rel=0.01)


def test_the_heat_is_on_what_it_is_of():
    pixels, _ = black(64, 64)
    picture, _ = drawn(pixels, spot(64, 64, slice(8, 24), slice(40, 48)), (2.0, 1.0))
    is_coloured = picture.max(axis=2) > 40
    rows, columns = np.nonzero(is_coloured)
    tall, wide = picture.shape[:2]
    assert tall == 2 * wide
    # Within a pixel of the slice.
    assert rows.min() / tall * 64 == pytest.approx(8, abs=1)
    assert (rows.max() + 1) / tall * 64 == pytest.approx(24, abs=1)
    assert columns.min() / wide * 64 == pytest.approx(40, abs=1)
    assert (columns.max() + 1) / wide * 64 == pytest.approx(48, abs=1)


def test_the_white_line_runs_where_the_heat_is_half():
    pixels, _ = black(128, 128)
    picture, _ = drawn(pixels, spot(128, 128, slice(32, 96), slice(48, 80)))
    is_white = picture.min(axis=2) > 200
    rows, columns = np.nonzero(is_white)
    # 4 pixels of the picture are one of the slice; an edge is half way between two of them.
    assert (rows.min(), rows.max()) == (pytest.approx(4 * 32, abs=2), pytest.approx(4 * 96 - 1, abs=2))
    assert (columns.min(), columns.max()) == (pytest.approx(4 * 48, abs=2), pytest.approx(4 * 80 - 1, abs=2))
    assert not is_white[4 * 34 : 4 * 94, 4 * 50 : 4 * 78].any()


def test_cold_parts_show_the_picture_as_it_is():
    pixels = np.full((64, 64), 90, np.uint8)
    picture, _ = drawn(pixels, spot(64, 64, slice(0, 32), slice(0, 32)))
    assert (picture[300:, 300:] == 90).all()
    blue, _, red = picture[128, 128].tolist()
    # The hottest colour is yellow.
    assert red > blue + 20 > 90 + 20


def test_colour_pictures_keep_their_colours():
    pixels = np.zeros((64, 64, 3), np.uint8)
    pixels[..., 0] = 200
    picture, _ = drawn(pixels, np.zeros((64, 64), np.float32))
    assert (picture == (0, 0, 200)).all()
