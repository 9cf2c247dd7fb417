"""Open files to read: regular ones alone, since a pipe or a device may wait for ever."""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

# Without the first, opening a named pipe waits for a writer.
_FLAGS = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)


class IrregularFileError(OSError):
    """A path is that of a pipe, a socket or a device."""

    def __init__(self, path: str) -> None:
        """Make the error.

        Args:
            path: that was to be opened.
        """
        super().__init__(errno.EINVAL, "a folder, pipe or device", path)


def open_regular(path: Path) -> BinaryIO:
    """Open a regular file to read its bytes; a link to one counts.

    Raises:
        IrregularFileError: if it is a pipe, a socket or a device.
        OSError: if it is a folder, is missing or may not be read.
    """
    return open(path, "rb", opener=_open)


def read_regular(path: Path) -> bytes:
    """Return the bytes of a regular file; a link to one counts.

    Raises:
        IrregularFileError: if it is a pipe, a socket or a device.
        OSError: if it is a folder, is missing or cannot be read.
    """
    with open_regular(path) as file:
        return file.read()


def _open(path: str, flags: int) -> int:
    try:
        number = os.open(path, flags | _FLAGS)
    except BlockingIOError:
        # Another program has a lease on the file, which only regular ones have: wait until it gives it back.
        number = os.open(path, flags)
    except OSError as error:
        if error.errno == errno.ENXIO and stat.S_ISSOCK(os.stat(path).st_mode):  # noqa: PTH116
            raise IrregularFileError(path) from error
        raise
    mode = os.fstat(number).st_mode
    # Of a folder, `open` itself says that it is one.
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        os.close(number)
        raise IrregularFileError(path)
    return number
