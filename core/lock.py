"""Locks on files that the system itself ends when their process dies."""

import contextlib
import os
import sys
from pathlib import Path
from typing import Self

if sys.platform == "win32":
    import msvcrt

    # Behind all text, which others may read meanwhile, and within the 31 bits that a place may have.
    _PLACE = 0x7FFF_FF00

    def _take(number: int) -> None:
        os.lseek(number, _PLACE, os.SEEK_SET)
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        os.lseek(number, 0, os.SEEK_SET)
else:
    import fcntl

    def _take(number: int) -> None:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Lock:
    """A file that marks something as being worked on, until `release` or the death of this process."""

    def __init__(self, path: Path, number: int) -> None:
        """Take over an open file; `take` makes locks."""
        self._path, self._number = path, number

    @classmethod
    def take(cls, path: Path) -> Self | None:
        """Make the file and lock it.

        Args:
            path: of the file; one that a dead process left is taken over.

        Returns:
            The lock; None if another has it.

        Raises:
            OSError: if there can be no such file.
        """
        while True:
            number = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
            if take(number) is False:
                os.close(number)
                return None
            if is_at(number, path):
                # For who wonders which process it is.
                with contextlib.suppress(OSError):
                    os.truncate(number, 0)
                    os.write(number, f"{os.getpid()}\n".encode())
                return cls(path, number)
            # Its holder has removed it since it was opened.
            os.close(number)

    def release(self) -> None:
        """Remove the file; where the system allows that, before anybody else can lock it."""
        if sys.platform == "win32":
            os.close(self._number)
            with contextlib.suppress(OSError):
                self._path.unlink()
            return
        with contextlib.suppress(OSError):
            if is_at(self._number, self._path):
                self._path.unlink()
        os.close(self._number)


def is_held(path: Path) -> bool:
    """Tell whether a process holds the lock of a file."""
    try:
        number = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        return take(number) is False
    finally:
        os.close(number)


def take(number: int) -> bool | None:
    """Lock an open file until it is closed.

    Returns:
        Whether it is ours; None where the file system knows no locks.
    """
    try:
        _take(number)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return None
    return True


def is_at(number: int, path: Path) -> bool:
    """Tell whether an open file is the one that has a name now, and no link to it."""
    try:
        return os.path.samestat(os.fstat(number), os.lstat(path))
    except OSError:
        return False
