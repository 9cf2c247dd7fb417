"""Slices and heat maps as PNG."""

import math
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from core.image.colour_map import colorize, half_maximum_outlines
from core.image.slice import Slice, VoiFunction, Window
from core.image.windowing import shown_pixels
from web.errors import RequestError
from web.result_cache import Heat

# A larger picture is reduced to this, in pixels of the longest side; the page stretches it to the picture's size.
LONGEST_SIDE = 4096
# Of the slice's own window: numbers of single precision show nothing else through a narrower one, and overflow.
_LEAST_SHARE = 1e-6
# The level with the best ratio of time and size.
_COMPRESSION = (cv2.IMWRITE_PNG_COMPRESSION, 1)


def parse_window(text: str | None, image: Slice) -> Window:
    """Read a window as a request states it, `WIDTH,CENTRE`; the slice's own by default.

    Raises:
        RequestError: if it is none, or narrower than a millionth of the slice's own.
    """
    if text is None:
        return image.window
    try:
        width, center = map(float, text.split(","))
    except ValueError:
        width = center = math.nan
    if width <= 0 and math.isfinite(center):
        raise RequestError(subject="window", expected="a width above 0", got=repr(text[:40]))
    if not (math.isfinite(width) and math.isfinite(center) and 0 < width < 1e12 and abs(center) < 1e12):
        raise RequestError(subject="window", expected="WIDTH,CENTRE, such as 300,40", got=repr(text[:40]))
    if width < (least := image.window.width * _LEAST_SHARE):
        raise RequestError(
            subject="window", expected=f"a width of {least:.3g} or more for this slice", got=repr(text[:40])
        )
    window = replace(image.window, width=width, center=center)
    # A linear window of DICOM has to be wider than 1.
    is_narrow = window.function is VoiFunction.LINEAR and width <= 1
    return replace(window, function=VoiFunction.LINEAR_EXACT) if is_narrow else window


def parse_opacity(text: str | None) -> float:
    """Read an opacity in [0, 1]; 0.5 by default.

    Raises:
        RequestError: if it is none.
    """
    try:
        opacity = 0.5 if text is None else float(text)
    except ValueError:
        opacity = math.nan
    if not 0 <= opacity <= 1:
        raise RequestError(subject="opacity", expected="0 to 1", got=repr((text or "")[:20]))
    return opacity


def draw_slice(image: Slice, window: Window) -> bytes:
    """Draw a slice through a window, as PNG: grey, or in colour where the picture is."""
    shown = shown_pixels(image, window)
    longest = max(shown.shape[:2])
    if longest > LONGEST_SIDE:
        scale = LONGEST_SIDE / longest
        shown = np.asarray(cv2.resize(shown, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    return _encode(shown if shown.ndim == 2 else shown[..., ::-1])


def draw_heat(heat: Heat, opacity: float) -> bytes:
    """Colour a heat map, as PNG with transparency: the hotter, the more opaque."""
    coloured = colorize(heat, opacity)
    return _encode(coloured[..., [2, 1, 0, 3]])


def draw_outlines(heat: Heat) -> list[list[list[float]]]:
    """Trace a heat map at half its maximum: closed lines of x and y, from 0 to 1 of the picture's sides."""
    height, width = heat.shape
    return [
        [[round((x + 0.5) / width, 5), round((y + 0.5) / height, 5)] for x, y in line.tolist()]
        for line in (_thinned(outline) for outline in half_maximum_outlines(heat))
    ]


def _thinned(outline: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Leave out points that the line passes without."""
    thin = cv2.approxPolyDP(np.ascontiguousarray(outline[:, None, :]), 0.15, True)
    return np.asarray(thin[:, 0, :], np.float32)


def _encode(picture: npt.NDArray[np.uint8]) -> bytes:
    is_done, content = cv2.imencode(".png", np.ascontiguousarray(picture), _COMPRESSION)
    if not is_done:
        raise RequestError("the picture cannot be drawn", advice="send it again")
    return content.tobytes()
