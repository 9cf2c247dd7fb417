"""Files that are held in memory: a reader finds one at its path as if it were on the disk.

Nothing is written to the disk. Each path is made here and exists nowhere, so that what is beside it is never read.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import BinaryIO

from core.regular_file import open_regular

# A folder that no disk has, since its name cannot be guessed.
_NOWHERE = Path(os.sep).absolute() / f"falx-held-{secrets.token_hex(16)}"
_numbers = count(1)
_held: dict[Path, bytes] = {}


@contextmanager
def holding(content: bytes, name: str = "file") -> Iterator[Path]:
    """Hold the bytes of a file while something reads it.

    Args:
        content: of the file.
        name: of the file, plain, without a folder.

    Yields:
        Its path.
    """
    # Each has a folder, so that none is taken for an earlier one.
    folder = _NOWHERE / str(next(_numbers))
    path = folder / name
    if path.parent != folder or name == "..":
        raise ValueError(f"expected a plain name, got {name!r}")
    _held[path] = content
    try:
        yield path
    finally:
        del _held[path]


def is_held(path: Path) -> bool:
    """Return whether a file is held in memory."""
    return path in _held


def open_bytes(path: Path) -> BinaryIO:
    """Open a file to read, from memory or from the disk.

    Raises:
        OSError: if it is a pipe or a device, or cannot be read.
    """
    content = _held.get(path) if _held else None
    return open_regular(path) if content is None else BytesIO(content)


def all_bytes(path: Path) -> bytes:
    """Return the bytes of a file, from memory or from the disk.

    Raises:
        OSError: if it cannot be read.
    """
    content = _held.get(path) if _held else None
    return path.read_bytes() if content is None else content


def facts_of(path: Path) -> tuple[int, int]:
    """Return the size of a file in bytes, and when it was changed last, in ns; 0 of one that is held.

    Raises:
        OSError: if there is no such file.
    """
    content = _held.get(path) if _held else None
    if content is not None:
        return len(content), 0
    facts = path.stat()
    return facts.st_size, facts.st_mtime_ns
