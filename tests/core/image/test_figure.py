"""Captions of written maps: in any European script, both ends kept where there is no room."""

import struct
import zlib

import cv2
import numpy as np
import pytest

from core.image.figure import draw_explanation, read_mark, write_explanation
from core.image.slice import Slice
from core.image.text_drawing import draw_line, fitting
from core.image.windowing import EIGHT_BIT
from core.program.wording import NOTICE


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


@pytest.mark.parametrize("text", ["ÅÉÎÕÜẾỖ ŹŻČ", "gjpqy,;() ĄĘÇŢķļņ", "Жёлтый Йод Ϊώ"])
def test_accents_above_and_below_are_drawn_whole(text):
    strip = lettered(text, 400)
    assert strip.any()
    assert not strip[0].any()
    assert not strip[-1].any()


def test_an_accent_of_its_own_is_drawn_like_the_letter_that_has_it():
    # As macOS writes the names of files.
    assert np.array_equal(lettered("Me\u0301ningiome gru\u0308n"), lettered("M\u00e9ningiome gr\u00fcn"))


@pytest.mark.parametrize("width", range(0, 120, 7))
def test_a_shortened_text_never_parts_an_accent_from_its_letter(width):
    # No character joins these two.
    shown = fitting("q\u0301" * 40, width)
    begin, end = shown.split("…")
    assert all(part == "q\u0301" * (len(part) // 2) for part in (begin, end))


@pytest.mark.parametrize("width", [40, 130, 520])
def test_a_shortened_text_fills_its_room_and_stays_in_it(width):
    text = "glioma " * 2000
    strip = lettered(text, width)
    columns = np.flatnonzero(strip.any(axis=(0, 2)))
    assert columns[0] <= 2
    assert width - 20 <= columns[-1] < width
    assert np.array_equal(strip, lettered(fitting(text, width), width))


@pytest.mark.parametrize("broken", ["a\nb", "a\r\nb", "a\u2028b", "a\x0bb", "a\x85b", "a\tb"])
def test_what_would_break_the_line_is_drawn_as_an_escape(broken):
    strip = lettered(broken)
    assert np.array_equal(strip, lettered(broken.encode("unicode_escape").decode()))
    # No ink above or below that of the one line.
    rows = np.flatnonzero(strip.any(axis=(1, 2)))
    assert rows[-1] - rows[0] <= 14


def test_bytes_that_are_no_text_do_not_stop_a_caption():
    assert lettered("name \udcff.png").any()


def test_the_notice_stands_whole_below_the_caption():
    assert fitting(NOTICE, 512) == NOTICE
    below = drawn("")[-22:]
    assert (below[:, :400] != below[0, -1]).any()


def a_picture():
    return np.random.default_rng(0).integers(0, 256, (60, 80, 3), np.uint8)


def test_a_written_picture_keeps_its_pixels_and_its_mark(tmp_path):
    write_explanation(tmp_path / "a.png", a_picture(), "input 0 frame 1")
    assert np.array_equal(cv2.imread(str(tmp_path / "a.png")), a_picture())
    assert read_mark(tmp_path / "a.png") == "input 0 frame 1"


def test_a_picture_without_a_mark_has_none(tmp_path):
    write_explanation(tmp_path / "a.png", a_picture())
    assert read_mark(tmp_path / "a.png") == ""
    assert read_mark(tmp_path / "missing.png") == ""


def with_earlier_mark(content, mark):
    """Put a mark before the last chunk, as an earlier Falx did."""
    body = b"tEXtFalx\0" + mark
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return content[:-12] + chunk + content[-12:]


def test_the_mark_that_an_earlier_falx_wrote_is_read(tmp_path):
    content = with_earlier_mark(cv2.imencode(".png", a_picture())[1].tobytes(), b"input 0 frame 1")
    (tmp_path / "a.png").write_bytes(content)
    assert read_mark(tmp_path / "a.png") == "input 0 frame 1"


@pytest.mark.parametrize("lost", [1, 12, 13, 200, 5000, 14_000])
@pytest.mark.parametrize("is_earlier", [True, False])
def test_a_torn_picture_has_no_mark(tmp_path, lost, is_earlier):
    path = tmp_path / "a.png"
    write_explanation(path, a_picture(), "" if is_earlier else "mark")
    content = path.read_bytes()
    content = with_earlier_mark(content, b"mark") if is_earlier else content
    path.write_bytes(content[:-lost])
    assert read_mark(path) == ""


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"no picture" * 100, b"II*\0" + bytes(20)])
def test_what_is_no_png_has_no_mark(tmp_path, content):
    (tmp_path / "a.png").write_bytes(content)
    assert read_mark(tmp_path / "a.png") == ""
