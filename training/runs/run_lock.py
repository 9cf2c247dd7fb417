"""Lock a run's folder for one process; the operating system releases the lock of a process that died."""

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.file_lock import is_held
from core.files import lock_folder, make_folder, unwritable
from training.run_files import LOCK_FILE


@contextmanager
def holding(folder: Path) -> Iterator[None]:
    """Mark a run's folder as in use, until the end or the death of this process.

    Args:
        folder: of the run; it is made if it is missing, and removed again if it stays empty.

    Raises:
        FolderInUseError: if another process works in it.
        UnwritableOutputError: if it cannot be written to.
    """
    try:
        is_new = not folder.exists()
    except OSError as error:
        raise unwritable(folder, error) from error
    make_folder(folder)
    lock = lock_folder(folder / LOCK_FILE, "another process is training there")
    try:
        yield
    finally:
        lock.release()
        if is_new:
            with contextlib.suppress(OSError):
                folder.rmdir()


def is_running(folder: Path) -> bool:
    """Return whether a process is working in a run's folder."""
    return is_held(folder / LOCK_FILE)
