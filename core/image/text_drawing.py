"""Lines of text on pictures, in any European script."""

import io
import unicodedata
from bisect import bisect_left
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from core.program.locations import resource
from core.program.wording import one_line

if TYPE_CHECKING:
    from PIL import ImageFont

_FONT, _SIZE, _ELLIPSIS = "DejaVuSans.ttf", 13, "…"


def draw_line(picture: npt.NDArray[np.uint8], text: str, colour: tuple[int, int, int]) -> None:
    """Draw a line of text into a strip of a picture; a text that is too long is shortened in its middle.

    Args:
        picture: (height, width, 3) uint8, changed in place: the strip, in which the line is centred.
        text: the line.
        colour: in the picture's order of channels.
    """
    # Imported here: what writes no letters need not load it.
    from PIL import Image, ImageDraw

    height, width = picture.shape[:2]
    strip = Image.fromarray(np.ascontiguousarray(picture))
    ImageDraw.Draw(strip).text((0, height // 2), fitting(one_line(text), width), colour, _font(), anchor="lm")
    picture[:] = np.asarray(strip)


def text_width(text: str) -> int:
    """Return how many pixels wide a line is that `draw_line` draws whole."""
    return ceil(_font().getlength(unicodedata.normalize("NFC", one_line(text)))) + 1


@lru_cache(64)
def fitting(text: str, width: int) -> str:
    """Shorten a text in its middle until it is no wider than a number of pixels; both ends matter.

    An accent stays with its letter, whether or not the two are one character.
    """
    text, font = unicodedata.normalize("NFC", text), _font()
    if font.getlength(text) <= width:
        return text
    too_long = bisect_left(range(len(text)), True, key=lambda kept: font.getlength(_shortened(text, kept)) > width)
    return _shortened(text, max(0, too_long - 1))


def _shortened(text: str, kept: int) -> str:
    """Keep about a number of characters: fewer of the end, as the beginning distinguishes names and the end models'
    versions."""
    last = kept * 2 // 5
    first, start = kept - last, len(text) - last
    while first and unicodedata.combining(text[first]):
        first -= 1
    while start < len(text) and unicodedata.combining(text[start]):
        start += 1
    return text[:first] + _ELLIPSIS + text[start:]


@lru_cache(1)
def _font() -> "ImageFont.FreeTypeFont":
    from PIL import ImageFont

    content = resource("fonts", _FONT).read_bytes()
    return ImageFont.truetype(io.BytesIO(content), _SIZE)
