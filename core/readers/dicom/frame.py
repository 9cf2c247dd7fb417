"""Decoded DICOM frames before they become slices: those of one stack are shown through one window."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from core.image.slice import Slice, VoiFunction, Window
from core.image.windowing import EIGHT_BIT, middle_window, robust_window
from core.readers.dicom.grey import blacken

_MOST_VALUES = 1_000_000
_SHOWS_NOTHING = "The window in the file shows nothing of the picture and was ignored"


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A picture as read, before its window is chosen.

    Attributes:
        image: as a slice, whose window and padding values are still to be set.
        window: that the file gives; None for none.
        is_mapped: whether the values are ready to be shown, as those of a VOI LUT or of colours are.
        padding: (H, W) pixels that only pad the picture; None for none.
    """

    image: Slice
    window: Window | None
    is_mapped: bool
    padding: npt.NDArray[np.bool_] | None


def through(frame: Frame, window: Window) -> Slice:
    """Return the picture of a frame through a window, its padding black."""
    image = frame.image
    pixels = image.pixels
    if frame.padding is not None:
        pixels = blacken(pixels, frame.padding, window, image.is_inverted)
    return replace(image, pixels=pixels, window=window)


def as_stack(frames: Sequence[Frame]) -> list[Slice]:
    """Choose one window for all frames of a stack, and show their padding black.

    It is the window that the files state; if they state several, the median of their centres and of their
    widths; if they state none, or one that shows nothing, one that spans the values of all frames, padding left
    out. Colours, and values of a VOI LUT, keep theirs.
    """
    open_frames = [frame for frame in frames if not frame.is_mapped]
    shared, remarks = _shared_window(open_frames) if open_frames else (EIGHT_BIT, ())
    slices = []
    for index, frame in enumerate(frames):
        shown = through(frame, frame.window if frame.is_mapped and frame.window else shared)
        own = shown.remarks if frame.is_mapped else (*shown.remarks, *remarks)
        slices.append(replace(shown, remarks=own, frame=index, frame_count=len(frames)))
    return slices


def _shared_window(frames: Sequence[Frame]) -> tuple[Window, tuple[str, ...]]:
    """Choose the window of frames, and report what was ignored."""
    stated = [frame.window for frame in frames if frame.window]
    step = max(1, sum(frame.image.pixels.size for frame in frames) // _MOST_VALUES)
    if stated and _shows_something(shared := middle_window(stated), frames):
        return shared, ()
    own = robust_window(np.concatenate([_values(frame)[::step] for frame in frames]))
    return own, (_SHOWS_NOTHING,) if stated else ()


def _shows_something(window: Window, frames: Sequence[Frame]) -> bool:
    """Return whether a window shows two grey levels of the pictures, or pictures that have one alone."""
    if window.function is VoiFunction.SIGMOID:
        return True
    reach = window.width / 2
    lowest, highest = math.inf, -math.inf
    # One frame is mostly enough.
    for values in map(_values, frames):
        if values.size:
            lowest, highest = min(lowest, float(values.min())), max(highest, float(values.max()))
        if window.center - reach < highest and lowest < window.center + reach:
            return True
    return lowest == highest


def _values(frame: Frame) -> npt.NDArray[Any]:
    pixels = frame.image.pixels
    return (pixels if frame.padding is None else pixels[~frame.padding]).reshape(-1)
