"""Captions of written maps: in any European script, both ends kept where there is no room."""

import numpy as np

from core.image.figure import draw_explanation
from core.image.lettering import draw_line, fitting
from core.image.slice import Slice
from core.image.windowing import EIGHT_BIT


def drawn(caption, side=96):
    image = Slice(np.zeros((side, side)), EIGHT_BIT, None, 0, 1, "")
    return draw_explanation(image, np.zeros((side, side), np.float32), caption)


def lettered(text, width=200):
    strip = np.zeros((22, width, 3), np.uint8)
    draw_line(strip, text, (255, 255, 255))
    return strip


def test_letters_of_europe_are_drawn_each_as_itself():
    letters = "aäáàâãåæçéèêëíñóöøœßüýăąćčďęěğłńňőřśšşťůűžαβγδωбвгдяЖÄÖÜÉÑØŁŠ·–…"
    seen = {lettered(letter).tobytes() for letter in letters}
    assert len(seen) == len(letters)
    # Nor is one the box that stands for a letter that the font lacks.
    assert lettered("\ue000").tobytes() not in seen
    assert lettered("").max() == 0


def test_a_caption_with_accents_is_that_with_accents():
    assert not np.array_equal(drawn("Grad-CAM for Gliome gr\u00fcn"), drawn("Grad-CAM for Gliome grun"))
    assert not np.array_equal(drawn("Grad-CAM for Gliome gr\u00fcn"), drawn("Grad-CAM for Gliome gr??n"))


def test_a_long_caption_gives_way_in_its_middle_and_stays_within_the_picture():
    text = f"Grad-CAM for {'a very long class ' * 10}| my-model 1.2.3"
    shown = fitting(text, 520)
    assert shown.startswith("Grad-CAM for a very long")
    assert shown.endswith("my-model 1.2.3")
    assert "…" in shown
    assert fitting("short", 520) == "short"
    assert fitting("x", 1) in ("…", "x")
    picture = drawn(text)
    strip = picture[-44:, :]
    assert (strip[:, -8:] == strip[0, -1]).all()
    assert (strip[:, :8] == strip[0, -1]).all()


def test_a_caption_is_one_line():
    assert np.array_equal(drawn("two\nlines"), drawn("two\\nlines"))
