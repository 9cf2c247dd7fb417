"""A text that is too long loses its middle: three characters of its beginning are kept for two of its end."""

import pytest

from core.image.text_drawing import fitting

NAME = "series-0123456789-abcdefghijklmnopqrstuvwxyz 3.0.0"
ACCENT = "\N{COMBINING TILDE}"


@pytest.mark.parametrize("width", [60, 100, 150, 200])
def test_as_much_as_fits_is_kept_of_both_ends(width):
    first, last = fitting(NAME, width).split("…")
    assert NAME.startswith(first)
    assert NAME.endswith(last)
    assert len(last) == (len(first) + len(last)) * 2 // 5
    # One character more would not fit.
    kept = len(first) + len(last) + 1
    more = NAME[: kept - kept * 2 // 5] + "…" + NAME[len(NAME) - kept * 2 // 5 :]
    assert fitting(more, width) != more
    assert fitting(f"{first}…{last}", width) == f"{first}…{last}"


def test_a_text_that_fits_stays_and_one_without_room_is_an_ellipsis():
    assert fitting(NAME, 10_000) == NAME
    assert fitting(NAME, 0) == "…"


def test_an_accent_stays_with_its_letter():
    # No character of its own has this letter with this accent.
    text = "".join(f"q{ACCENT}" for _ in range(30))
    for width in range(20, 120, 7):
        first, last = fitting(text, width).split("…")
        assert not first or first.endswith(ACCENT)
        assert not last.startswith(ACCENT)
