"""Locks on files that the operating system releases when their process dies.

The lock itself is the library filelock's, by `lock_descriptor`. Its `FileLock` is not used: it leaves its file behind
on release, cannot be asked whether another process holds it without being taken, handles links and file systems
without locks in its own way, and opens the file itself, while a part file is one that is being written already.
"""

import contextlib
import errno
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

if sys.platform != "win32":
    import fcntl

# A process that asks whether a lock is held takes it for a moment; that must not make another one fail.
_ASKING_S, _BETWEEN_TRIES_S = 0.1, 0.005
# Each time the holder removes the file between two steps costs a try.
_TRIES = 1000
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


class Lock:
    """A file that marks something as in use, until `release` or the death of this process."""

    def __init__(self, path: Path, number: int) -> None:
        """Take over an open file; `take` makes locks."""
        self._path, self._number = path, number

    @classmethod
    def take(cls, path: Path, patience_s: float = _ASKING_S) -> Self | None:
        """Make the file and lock it.

        Args:
            path: of the file; one that a dead process left is taken over.
            patience_s: how long to try; a process that asks whether a lock is held takes it for a moment.

        Returns:
            The lock; None if another has it.

        Raises:
            OSError: if there can be no such file, or if the path is a link.
        """
        ends: float | None = None
        removed = 0
        while removed < _TRIES:
            number = os.open(path, os.O_RDWR | os.O_CREAT | _NO_LINK, 0o666)
            if lock_open_file(number) is False:
                os.close(number)
                now = time.monotonic()
                ends = ends or now + patience_s
                if now >= ends:
                    return None
                time.sleep(_BETWEEN_TRIES_S)
                continue
            if is_at(number, path):
                # Shows a person which process it is.
                with contextlib.suppress(OSError):
                    os.truncate(number, 0)
                    os.write(number, f"{os.getpid()}\n".encode())
                return cls(path, number)
            # Its holder has removed it since it was opened.
            os.close(number)
            removed += 1
        # A link, where links are followed, or a file system that shows one file as ever another.
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK), str(path))

    def release(self) -> None:
        """Remove the file; if the system allows that, before another process can lock it."""
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
    """Return whether a process holds the lock of a file."""
    try:
        number = os.open(path, os.O_RDWR | _NO_LINK)
    except OSError:
        return False
    try:
        return _attempt(can_lock, number) is False
    finally:
        os.close(number)


def lock_open_file(number: int) -> bool | None:
    """Lock an open file until it is closed.

    Returns:
        Whether it is ours; None where the file system knows no locks.
    """
    return _attempt(_take, number)


def _take(number: int) -> bool:
    # A reader needs no lock, and starts without the library.
    from filelock import lock_descriptor

    return lock_descriptor(number, blocking=False)


def can_lock(number: int) -> bool:
    """Return whether an open file could be locked."""
    if sys.platform == "win32":
        return _take(number)
    try:
        # Several processes may ask at a time, which the library has no way for.
        fcntl.flock(number, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _attempt(lock: Callable[[int], bool], number: int) -> bool | None:
    try:
        return lock(number)
    except OSError:
        return None


def is_at(number: int, path: Path) -> bool:
    """Return whether an open file is the one that has a name now, and no link to it."""
    try:
        return os.path.samestat(os.fstat(number), os.lstat(path))
    except OSError:
        return False
