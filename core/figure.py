"""A picture with its heat map, colour bar and caption, as one image to keep."""

from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from core.colormap import colorize, colour_table, half_maximum_outlines
from core.files import replacing
from core.notice import NOTICE
from core.slice import Slice
from core.windowing import shown_pixels

_SMALLEST_SIDE, _OPACITY = 512, 0.5
_BAR, _GAP, _LINE = 14, 10, 22
_GROUND, _TEXT = (27, 24, 22), (234, 232, 230)

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


def write_explanation(path: Path, picture: Bgr) -> None:
    """Write a drawn picture as PNG, whole or not at all.

    Raises:
        UnwritableOutputError: if it cannot be written.
    """
    with replacing(path) as temporary:
        temporary.write_bytes(cv2.imencode(".png", picture)[1].tobytes())


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
        cv2.putText(framed, text, (8, height + line * _LINE - 4), cv2.FONT_HERSHEY_SIMPLEX, 0.45, _TEXT, 1, cv2.LINE_AA)
    return framed
