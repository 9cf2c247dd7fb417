"""A picture with its heat map, colour bar and caption, as one image to keep."""

import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from core.files import replacing
from core.image.colour_map import colorize, colour_table, half_maximum_outlines
from core.image.lettering import draw_line
from core.image.slice import Slice
from core.image.windowing import shown_pixels
from core.program.wording import NOTICE

_SMALLEST_SIDE, _OPACITY = 512, 0.5
_BAR, _GAP, _LINE, _MARGIN = 14, 10, 22, 8
_GROUND, _TEXT = (27, 24, 22), (234, 232, 230)

_MARK_OPENING, _LONGEST_MARK, _LAST_CHUNK = b"tEXtFalx\0", 500, 12

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
    shown = shown_pixels(image)
    base = shown[..., ::-1] if shown.ndim == 3 else np.repeat(shown[..., None], 3, axis=2)
    row_mm, column_mm = image.spacing_mm or (1.0, 1.0)
    height, width = heat.shape[0] * row_mm / min(row_mm, column_mm), heat.shape[1] * column_mm / min(row_mm, column_mm)
    enlarged = max(1.0, _SMALLEST_SIDE / min(height, width))
    size = (round(width * enlarged), round(height * enlarged))
    picture = cv2.resize(np.ascontiguousarray(base), size, interpolation=cv2.INTER_LINEAR)
    hot = cv2.resize(heat, size, interpolation=cv2.INTER_LINEAR)
    cover = colorize(hot, _OPACITY)
    share = cover[..., 3:].astype(np.float32) / 255
    blended = np.rint(picture * (1 - share) + cover[..., 2::-1] * share).astype(np.uint8)
    outlines = [np.rint(outline).astype(np.int32) for outline in half_maximum_outlines(hot)]
    cv2.polylines(blended, outlines, True, (255, 255, 255), 1, cv2.LINE_AA)
    return _framed(blended, caption)


def write_explanation(path: Path, picture: Bgr, mark: str = "") -> None:
    """Write a drawn picture as PNG, whole or not at all.

    Args:
        path: of the file.
        picture: (height, width, 3) uint8 BGR.
        mark: what tells what it was drawn from, in ASCII; kept in the file where there is one.

    Raises:
        UnwritableOutputError: if it cannot be written.
    """
    content = cv2.imencode(".png", picture)[1].tobytes()
    if mark:
        # A chunk of text before the last one (PNG specification, 11.3.4.3), so that a torn file has no mark.
        chunk = _MARK_OPENING + mark.encode("ascii")
        framed = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
        content = content[:-_LAST_CHUNK] + framed + content[-_LAST_CHUNK:]
    with replacing(path) as temporary:
        temporary.write_bytes(content)


def read_mark(path: Path) -> str:
    """Read the mark of a picture that `write_explanation` wrote; empty where there is none, or no whole file."""
    try:
        with path.open("rb") as stream:
            stream.seek(max(0, path.stat().st_size - _LONGEST_MARK))
            end = stream.read()
    except OSError:
        return ""
    _, opening, mark = end.rpartition(_MARK_OPENING)
    # The checksum of the chunk stands between.
    is_whole = opening and end[-_LAST_CHUNK + 4 :].startswith(b"IEND")
    return mark[: -_LAST_CHUNK - 4].decode("ascii", errors="replace") if is_whole else ""


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
