"""The names that the slices of a batch are shown under."""

import os
from collections.abc import Sequence
from pathlib import Path

from core.program.wording import one_line


def common_folder(paths: Sequence[str]) -> str:
    """Return the folder that everything to classify is in, with a separator at its end; "" if there is none."""
    folders = [path if Path(path).is_dir() else str(Path(path).parent) for path in paths]
    try:
        return str(Path(os.path.commonpath(folders)) / "_")[:-1]
    except ValueError:
        return ""


def slice_name(path: str, frame: int, base: str) -> str:
    """Name a slice: its file relative to a folder, and its number if it is not the first."""
    name = one_line(path.removeprefix(base))
    return f"{name} · slice {frame + 1:,}" if frame else name


def title_of(paths: Sequence[str]) -> str:
    """Name what is classified: the first folder, and how many more."""
    name = one_line(Path(paths[0]).name or paths[0])
    return name if len(paths) == 1 else f"{name} and {len(paths) - 1:,} more"
