"""Whether a process is at work in a run's folder; the system itself ends the mark of one that died."""

import contextlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import FolderInUseError
from core.files import make_folder, unwritable

LOCK_FILE = "run.lock"

if sys.platform == "win32":
    import msvcrt

    # Behind the text, which can be read meanwhile.
    _PLACE = 1_000_000

    def _take(number: int) -> None:
        os.lseek(number, _PLACE, os.SEEK_SET)
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        os.lseek(number, 0, os.SEEK_SET)
else:
    import fcntl

    def _take(number: int) -> None:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def holding(folder: Path) -> Iterator[None]:
    """Mark a run's folder as being worked in, until the end or the death of this process.

    Args:
        folder: of the run; it is made where it is missing, and removed again where nothing was put into it.

    Raises:
        FolderInUseError: if another process works in it.
        UnwritableOutputError: if it cannot be written to.
    """
    try:
        is_new = not folder.exists()
    except OSError as error:
        raise unwritable(folder, error) from error
    make_folder(folder)
    path = folder / LOCK_FILE
    try:
        number = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise unwritable(folder, error) from error
    try:
        if not _is_free(number):
            raise FolderInUseError(
                f"{folder.name}: another process is training there; wait for its end, or choose another folder"
            )
        # For who wonders which process it is.
        with contextlib.suppress(OSError):
            os.truncate(number, 0)
            os.write(number, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(number)
        # Whoever holds it now keeps it, where the system lets go of names at all.
        if not is_running(folder):
            with contextlib.suppress(OSError):
                path.unlink()
        if is_new:
            with contextlib.suppress(OSError):
                folder.rmdir()


def is_running(folder: Path) -> bool:
    """Tell whether a process is at work in a run's folder."""
    try:
        number = os.open(folder / LOCK_FILE, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _is_free(number)
    finally:
        os.close(number)


def _is_free(number: int) -> bool:
    try:
        _take(number)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        # This file system knows no locks.
        return True
    return True
