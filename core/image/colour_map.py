"""Colour map of heat maps: cold regions stay transparent; outline at half maximum."""

from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

HALF_MAXIMUM = 0.5
_TRACED_SIDE = 1024


@cache
def colour_table() -> npt.NDArray[np.uint8]:
    """Return the 256 colours from cold to hot, perceptually even: (256, 3) uint8 RGB."""
    levels = np.arange(256, dtype=np.uint8)[None]
    return np.ascontiguousarray(cv2.applyColorMap(levels, cv2.COLORMAP_INFERNO)[0, :, ::-1])


def colorize(heat: npt.NDArray[np.float32], opacity: float) -> npt.NDArray[np.uint8]:
    """Colour a heat map: the hotter, the more opaque.

    Args:
        heat: (H, W) in [0, 1].
        opacity: of the hottest point, in [0, 1].

    Returns:
        (H, W, 4) uint8 RGBA, colours not premultiplied.
    """
    levels = np.clip(np.rint(heat * 255), 0, 255).astype(np.uint8)
    table = np.empty((256, 4), np.uint8)
    table[:, :3] = colour_table()
    table[:, 3] = np.rint(np.arange(256) * np.clip(opacity, 0, 1))
    return np.take(table, levels, axis=0)


def half_maximum_outlines(heat: npt.NDArray[np.float32]) -> list[npt.NDArray[np.float32]]:
    """Trace where a heat map falls to half its maximum.

    Args:
        heat: (H, W) in [0, 1].

    Returns:
        Closed lines, each (N, 2) float32 of x, y; pixel centres are at whole numbers.
    """
    # Traced on a finer grid, so that a small picture shows a smooth line and not the stairs of its pixels.
    finer = max(1, round(_TRACED_SIDE / max(heat.shape)))
    fine = cv2.resize(heat, None, fx=finer, fy=finer, interpolation=cv2.INTER_LINEAR) if finer > 1 else heat
    contours, _ = cv2.findContours((fine >= HALF_MAXIMUM).astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    return [((contour[:, 0, :] + 0.5) / finer - 0.5).astype(np.float32) for contour in contours]
