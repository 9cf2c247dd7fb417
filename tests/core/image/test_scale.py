"""Scale bars and units."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.image.scale import scale_bar, value_unit
from core.image.slice import Slice, Window

IMAGE = Slice(np.zeros((2, 2), np.int16), Window(1, 0), Path("a"), 0, 1, "")


@pytest.mark.parametrize(
    ("room_mm", "length_mm"),
    [(100, 100), (99, 50), (49.9, 20), (20, 20), (1.9, 1), (0.3, 0.2), (0.02, 0.02), (700, 500)],
)
def test_a_bar_is_the_longest_round_one(room_mm, length_mm):
    bar = scale_bar(room_mm)
    assert bar.length_mm == pytest.approx(length_mm)
    assert bar.share == pytest.approx(length_mm / room_mm)


def test_values_have_their_unit():
    assert value_unit(IMAGE) == "a.u."
    assert value_unit(replace(IMAGE, pixels=np.zeros((2, 2), np.uint8))) == "of 255"
    assert value_unit(replace(IMAGE, metadata={"Modality": "CT"})) == "HU"
