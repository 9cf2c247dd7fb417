"""Frames on their way to slices: those of one stack are shown through one window."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from core.readers.dicom_grey import blacken
from core.slice import Slice, Window
from core.windowing import middle_window, robust_window

_MOST_VALUES = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A picture as read, before its window is settled.

    Attributes:
        image: as a slice, of which the window and the values of the padding are still open.
        window: that the file gives; None for none.
        is_mapped: whether the values are ready to be shown, as those of a VOI LUT or of colours are.
        padding: (H, W) pixels that only fill the picture up; None for none.
    """

    image: Slice
    window: Window | None
    is_mapped: bool
    padding: npt.NDArray[np.bool_] | None


def as_stack(frames: Sequence[Frame]) -> list[Slice]:
    """Settle one window for all frames of a stack, and show their padding black.

    That is the window which the files give; where they give several, the middle one of their centres and of their
    widths; where they give none, the one that spans the values of all frames, padding left out. Colours, and values
    of a VOI LUT, keep theirs.
    """
    open_frames = [frame for frame in frames if not frame.is_mapped]
    stated = [frame.window for frame in open_frames if frame.window]
    if stated:
        shared = middle_window(stated)
    elif open_frames:
        step = max(1, sum(frame.image.pixels.size for frame in open_frames) // _MOST_VALUES)
        shared = robust_window(np.concatenate([_values(frame)[::step] for frame in open_frames]))
    slices = []
    for index, frame in enumerate(frames):
        image, window = frame.image, frame.window if frame.is_mapped and frame.window else shared
        pixels = image.pixels
        if frame.padding is not None:
            pixels = blacken(pixels, frame.padding, window, image.is_inverted)
        slices.append(replace(image, pixels=pixels, window=window, frame=index, frame_count=len(frames)))
    return slices


def _values(frame: Frame) -> npt.NDArray[np.generic]:
    pixels = frame.image.pixels
    return (pixels if frame.padding is None else pixels[~frame.padding]).reshape(-1)
