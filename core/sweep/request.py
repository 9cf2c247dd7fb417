"""What a sweep reads: the files of a stack, each with the windows that its slices are seen through."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from core.image.slice import Slice, Window


@dataclass(frozen=True, slots=True)
class SweptFile:
    """A file of a stack.

    Attributes:
        path: of the file.
        first: place of its first slice in the stack, from 0.
        windows: of its slices in their order; None for a file that is shown by itself, through its own.
        is_of_series: whether it is one of several files of a DICOM series.
    """

    path: Path
    first: int
    windows: tuple[Window | None, ...]
    is_of_series: bool = False


@dataclass(frozen=True, slots=True)
class SweepRequest:
    """A stack to classify.

    Attributes:
        files: in the order of the stack.
        model: folder of the model; None for the one that comes with the program.
        passwords: of archives among the files, as `core.readers.archive` keeps them.
    """

    files: tuple[SweptFile, ...]
    model: Path | None
    passwords: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def count(self) -> int:
        """How many slices there are."""
        return sum(len(file.windows) for file in self.files)


def single_files(paths: Sequence[Path]) -> tuple[SweptFile, ...]:
    """List files of a series that are shown one by one, because one of them cannot be read."""
    return tuple(SweptFile(path, place, (None,)) for place, path in enumerate(paths))


def files_of(slices: Sequence[Slice]) -> tuple[SweptFile, ...]:
    """List the files of a stack as it is shown: the pixels are read again, the windows stay.

    Args:
        slices: of the stack, in its order.
    """
    groups = [
        (path, tuple(image.window for image in group))
        for path, group in groupby(slices, key=lambda image: image.source)
    ]
    files, first = [], 0
    for path, windows in groups:
        files.append(SweptFile(path, first, windows, is_of_series=len(groups) > 1))
        first += len(windows)
    return tuple(files)
