"""Strips debugging symbols from a few large libraries, on Linux."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from fnmatch import fnmatch
from pathlib import Path

# Not all libraries: those that a wheel's author has patched may break.
_PATTERNS = ("libpython3*", "_CharLS.*", "_openjpeg.*", "*/lib-dynload/*")

Entry = tuple[str, str, str]


def strip_libraries(entries: Sequence[Entry], folder: Path) -> list[Entry]:
    """Copy these libraries to a folder without their symbols.

    Args:
        entries: path in the program, file and kind of each library.
        folder: for the copies.

    Returns:
        The same entries, with the copies in place of the files.
    """
    if not sys.platform.startswith("linux") or shutil.which("strip") is None:
        return list(entries)
    shutil.rmtree(folder, ignore_errors=True)
    return [_stripped(entry, folder) if _is_chosen(entry) else entry for entry in entries]


def _is_chosen(entry: Entry) -> bool:
    place, _, kind = entry
    return kind in ("BINARY", "EXTENSION") and any(fnmatch(place, pattern) for pattern in _PATTERNS)


def _stripped(entry: Entry, folder: Path) -> Entry:
    place, source, kind = entry
    copy = folder / place
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(Path(source).resolve(), copy)
    subprocess.run(["strip", "--strip-unneeded", copy], check=True)
    return place, str(copy), kind
