"""Where each slice of a stack is within its file, by which it is found again when its file is opened alone."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from core.image.slice import Slice


def frames_in_files(stack: Sequence[Slice]) -> list[int]:
    """Return the index of each slice of a stack within its file.

    A stack of one file counts its frames itself. Of several files, which may hold several frames each, a slice is
    counted within its own file: which others are beside it may change.

    Args:
        stack: of slices, those of each file in the order in which its reader returns them.
    """
    if len({image.source for image in stack}) <= 1:
        return [image.frame for image in stack]
    before, frames = Counter[Path](), list[int]()
    for image in stack:
        frames.append(before[image.source])
        before[image.source] += 1
    return frames


def frame_in_file(image: Slice, stack: Sequence[Slice]) -> int:
    """Return the index of a slice within its file; 0 where it is in no stack.

    Args:
        image: the slice.
        stack: that it is shown in.
    """
    # Slices are compared by identity.
    return frames_in_files(stack)[stack.index(image)] if image in stack else 0
