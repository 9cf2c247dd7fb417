"""Figure of a heat map: picture, heat map, colour bar and caption as one PNG."""

import os
import struct
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from core.files import replacing
from core.image.colour_map import colorize, colour_table, half_maximum_outlines
from core.image.slice import Slice, Window
from core.image.text_drawing import draw_line
from core.image.windowing import shown_pixels
from core.program.wording import NOTICE

_SMALLEST_SIDE, _OPACITY = 512, 0.5
_BAR, _GAP, _LINE, _MARGIN = 14, 10, 22, 8
_GROUND, _TEXT = (27, 24, 22), (234, 232, 230)

# The text chunk that holds the mark, and what a PNG file ends with (PNG specification, 11.3.3.2 and 11.2.5).
_MARK, _LAST_CHUNK = "Falx", b"\0\0\0\0IEND\xaeB`\x82"
# Where an earlier Falx wrote the mark.
_EARLIER_MARK, _EARLIER_REACH = b"tEXtFalx\0", 500
# The best ratio of time and size: of the levels above, each takes longer and saves little.
_COMPRESSION = 1

Bgr = npt.NDArray[np.uint8]


def draw_explanation(image: Slice, heat: npt.NDArray[np.float32], caption: str) -> Bgr:
    """Draw a slice under its heat map, with the outline at half maximum, a colour bar and two lines of text.

    Args:
        image: the slice.
        heat: (H, W) in [0, 1], of its size.
        caption: one line of what is shown.

    Returns:
        (height, width, 3) uint8 BGR, at least 512 pixels wide, the spacing evened out.
    """
    return _framed(lay_over(draw_shown(image), heat), caption)


def draw_shown(image: Slice, window: Window | None = None, longest_side: int | None = None) -> Bgr:
    """Draw a slice as it is shown, the spacing evened out.

    Args:
        image: the slice.
        window: to see it through; its own by default.
        longest_side: to reduce larger pictures to, in pixels; by default none is.

    Returns:
        (height, width, 3) uint8 BGR, at least 512 pixels a side, unless it had to be reduced.
    """
    shown = shown_pixels(image, window)
    base = shown[..., ::-1] if shown.ndim == 3 else np.repeat(shown[..., None], 3, axis=2)
    row_mm, column_mm = image.spacing_mm or (1.0, 1.0)
    height, width = base.shape[0] * row_mm / min(row_mm, column_mm), base.shape[1] * column_mm / min(row_mm, column_mm)
    scale = max(1.0, _SMALLEST_SIDE / min(height, width))
    if longest_side:
        scale = min(scale, longest_side / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return cv2.resize(np.ascontiguousarray(base), size, interpolation=way)


def lay_over(picture: Bgr, heat: npt.NDArray[np.float32]) -> Bgr:
    """Lay a heat map over a picture, with the outline at half maximum.

    Args:
        picture: (height, width, 3) uint8 BGR.
        heat: (H, W) in [0, 1], of any size.
    """
    hot = cv2.resize(heat, (picture.shape[1], picture.shape[0]), interpolation=cv2.INTER_LINEAR)
    colours = colorize(hot, _OPACITY)
    share = colours[..., 3:].astype(np.float32) / 255
    blended = np.rint(picture * (1 - share) + colours[..., 2::-1] * share).astype(np.uint8)
    outlines = [np.rint(outline).astype(np.int32) for outline in half_maximum_outlines(hot)]
    cv2.polylines(blended, outlines, True, (255, 255, 255), 1, cv2.LINE_AA)
    return blended


def write_explanation(path: Path, picture: Bgr, mark: str = "") -> None:
    """Write a drawn picture as PNG, whole or not at all.

    Args:
        path: of the file.
        picture: (height, width, 3) uint8 BGR.
        mark: identifies what it was drawn from, in ASCII; kept in the file if given.

    Raises:
        UnwritableOutputError: if it cannot be written.
    """
    # Imported here, as below: what draws no pictures need not load it.
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    texts = PngInfo()
    if mark:
        texts.add_text(_MARK, mark)
    drawn = Image.fromarray(np.ascontiguousarray(picture[..., ::-1]))
    with replacing(path) as temporary:
        drawn.save(temporary, "PNG", compress_level=_COMPRESSION, pnginfo=texts)


def read_mark(path: Path) -> str:
    """Read the mark of a picture that `write_explanation` wrote; empty if there is none or the file is damaged."""
    from PIL import Image

    try:
        with path.open("rb") as stream, Image.open(stream, formats=("PNG",)) as picture:
            mark = picture.info.get(_MARK, "")
            stream.seek(-min(_EARLIER_REACH, path.stat().st_size), os.SEEK_END)
            end = stream.read()
            if not mark and _EARLIER_MARK in end:
                # The mark comes after the pixels, so Pillow reads it once those are read.
                picture.load()
                mark = picture.info.get(_MARK, "")
    except (OSError, SyntaxError, ValueError, struct.error, EOFError, Image.DecompressionBombError):
        return ""
    return str(mark) if end.endswith(_LAST_CHUNK) else ""


def _framed(picture: Bgr, caption: str) -> Bgr:
    height, width = picture.shape[:2]
    framed = np.empty((height + 2 * _LINE + _GAP, width + _BAR + 2 * _GAP, 3), np.uint8)
    framed[:] = _GROUND
    framed[:height, :width] = picture
    bar = colour_table()[::-1, None, ::-1]
    left = width + _GAP
    framed[_GAP : height - _GAP, left : left + _BAR] = cv2.resize(
        np.ascontiguousarray(bar), (_BAR, height - 2 * _GAP), interpolation=cv2.INTER_LINEAR
    )
    for line, text in enumerate((caption, NOTICE), start=1):
        top = height + (line - 1) * _LINE + _MARGIN // 2
        draw_line(framed[top : top + _LINE, _MARGIN:-_MARGIN], text, _TEXT)
    return framed
