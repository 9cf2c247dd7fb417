"""The names that the slices of a batch are shown under."""

import os
from collections.abc import Sequence
from pathlib import Path

from core.formats import has_image_suffix, is_data_name, is_volume_name
from core.program.translation import tr
from core.program.wording import one_line


def folder_of(path: str) -> str:
    """Return a folder that was chosen, or the one that a file is in, by the name alone.

    The disk is not asked, since a share that does not answer would hold up the window.
    """
    name = Path(path).name
    is_file = has_image_suffix(name) or is_data_name(name) or name.upper().startswith("DICOMDIR")
    return str(Path(path).parent) if is_file or name.lower().endswith(".zip") else path


def common_folder(paths: Sequence[str]) -> str:
    """Return the folder that everything to classify is in, with a separator at its end; "" if there is none."""
    try:
        return str(Path(os.path.commonpath([folder_of(path) for path in paths])) / "_")[:-1]
    except ValueError:
        return ""


def slice_name(path: str, frame: int, base: str, is_of_several: bool = False) -> str:
    """Name a slice: its file relative to a folder, and its number if the file holds several.

    Args:
        path: of its file.
        frame: its index within the file.
        base: the folder, with a separator at its end.
        is_of_several: whether the file is known to hold several; else its name decides.
    """
    # The base of a single file without a suffix is the file itself.
    name = one_line(Path(path).name if path + os.sep == base else path.removeprefix(base))
    return (
        tr("{name} · slice {frame:,}", name=name, frame=frame + 1) if has_number(path, frame, is_of_several) else name
    )


def has_number(path: str, frame: int, is_of_several: bool = False) -> bool:
    """Return whether a slice needs its number to be named; the arguments are those of `slice_name`."""
    return frame > 0 or is_of_several or is_volume_name(path)


def title_of(paths: Sequence[str]) -> str:
    """Name what is classified: the first folder, and how many more."""
    name = one_line(Path(paths[0]).name or paths[0])
    return name if len(paths) == 1 else tr("{name} and {paths:,} more", name=name, paths=len(paths) - 1)
