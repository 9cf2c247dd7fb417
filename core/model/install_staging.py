"""Stage a model beside the installed ones, then move it into its place; one process at a time.

A process that is killed midway leaves its folder behind; the next one that changes or lists the models puts
back what was moved aside, and removes the rest. The folder of a running process is left alone.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import FolderInUseError
from core.file_lock import Lock, is_held, lock_open_file
from core.files import make_folder, unwritable

PREFIX = ".installing-"
# Within the staging folder: what was moved aside, and a file with the name of the place that it had.
KEPT, REPLACED, _PLACE = "kept", "replaced", "place.txt"
_STORE_LOCK, _OWNER_LOCK = ".changing.lock", "owner.lock"

# An exchange takes milliseconds; a file server may be slower.
_LONGEST_WAIT_S = 60.0


@contextmanager
def staging(store: Path) -> Iterator[Path]:
    """Yield a new folder in the store, and remove it in the end; first remove what dead processes left there.

    Args:
        store: folder of the installed models; it is made where it is missing.

    Raises:
        UnwritableOutputError: if it cannot be written to.
        FolderInUseError: if another process keeps changing the store.
    """
    make_folder(store)
    try:
        with changing(store):
            _remove_dead(store)
            folder = Path(tempfile.mkdtemp(dir=store, prefix=PREFIX))
            owner = Lock.take(folder / _OWNER_LOCK)
    except OSError as error:
        raise unwritable(Path(error.filename or store), error) from error
    try:
        yield folder
    finally:
        if owner:
            owner.release()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def changing(store: Path) -> Iterator[None]:
    """Wait until no other process changes what is installed, and keep others waiting.

    Raises:
        FolderInUseError: if another process does not finish.
        OSError: if the store cannot be written to.
    """
    lock = Lock.take(store / _STORE_LOCK, _LONGEST_WAIT_S)
    if lock is None:
        raise FolderInUseError(
            "another process is changing the installed models", subject=store, advice="try again later"
        )
    try:
        yield
    finally:
        lock.release()


def is_changing(store: Path) -> bool:
    """Return whether a process changes what is installed right now."""
    return is_held(store / _STORE_LOCK)


def exchange(target: Path, new: Path | None, staged: Path) -> Path:
    """Put a folder, or nothing, into the place of another; if that fails or is interrupted, the other is restored.

    Args:
        target: the place.
        new: what to put there; None for nothing.
        staged: the folder from `staging`, where the other goes.

    Returns:
        Where the other is now; not there if there was none.
    """
    aside = staged / KEPT / REPLACED
    aside.parent.mkdir(exist_ok=True)
    (staged / _PLACE).write_text(target.name, "utf-8")
    if target.exists():
        target.replace(aside)
    try:
        if new:
            new.replace(target)
    except OSError:
        if aside.exists():
            aside.replace(target)
        raise
    finally:
        (staged / _PLACE).unlink(missing_ok=True)
    return aside


def remove_leftovers(store: Path) -> None:
    """Remove what interrupted installations left, without a wait; ignore it if that fails."""
    with contextlib.suppress(OSError):
        # A window calls this: while another process changes the models, it is left for another time.
        if any(store.glob(f"{PREFIX}*")) and (lock := Lock.take(store / _STORE_LOCK, patience_s=0)):
            try:
                _remove_dead(store)
            finally:
                lock.release()


def _remove_dead(store: Path) -> None:
    for folder in store.glob(f"{PREFIX}*"):
        if _is_dead(folder):
            _put_back(folder, store)
            shutil.rmtree(folder, ignore_errors=True)


def _is_dead(folder: Path) -> bool:
    """Return whether the process that made a staging folder has ended; no such process starts in the meantime."""
    try:
        number = os.open(folder / _OWNER_LOCK, os.O_RDWR)
    except FileNotFoundError:
        # The process had not locked it yet, or is of an earlier Falx.
        return True
    except OSError:
        return False
    try:
        # Without locks it is unknown, and nothing of another process is removed.
        return lock_open_file(number) is True
    finally:
        os.close(number)


def _put_back(folder: Path, store: Path) -> None:
    """Return what was moved aside and not replaced to its place."""
    with contextlib.suppress(OSError, UnicodeDecodeError):
        target = store / Path((folder / _PLACE).read_text("utf-8")).name
        aside = folder / KEPT / REPLACED
        if aside.is_dir() and not target.exists():
            aside.replace(target)
