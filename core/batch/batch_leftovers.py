"""What a killed process leaves of a saved batch that it was about to begin or to delete; the next one removes it."""

import contextlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.file_lock import Lock

# Before the name of a batch that is being deleted. It names files of patients, and is listed no more.
_DELETED = ".deleted "
# Of the process that makes the folder of a batch, and writes its plan: a matter of milliseconds.
_LOCK, _PATIENCE_S = ".beginning.lock", 10.0
_PART = ".part"


def is_deleted(folder: Path) -> bool:
    """Return whether a batch is being deleted, or was by a process that was killed."""
    return folder.name.startswith(_DELETED)


def delete(folder: Path, plan_file: str) -> None:
    """Delete a batch: at once, as far as anyone can see; what is left when it is interrupted goes later.

    Args:
        folder: of the batch.
        plan_file: as for `beginning`.
    """
    aside = folder.with_name(f"{_DELETED}{folder.name}")
    try:
        folder.replace(aside)
    except OSError:
        # Windows does not rename a folder of which a file is open. The plan goes last: until then the batch is listed,
        # and can be deleted again.
        aside = folder
        for path in folder.glob("*"):
            if path.name != plan_file:
                with contextlib.suppress(OSError):
                    path.unlink()
    shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def beginning(batches: Path, plan_file: str) -> Iterator[None]:
    """Let no other process take the folder of a batch that has no plan yet for a leftover; remove leftovers first.

    Args:
        batches: the folder of all batches.
        plan_file: name of the file without which a folder is no batch.

    Raises:
        OSError: if the folder cannot be written to.
    """
    lock = Lock.take(batches / _LOCK, _PATIENCE_S)
    try:
        if lock:
            with contextlib.suppress(OSError):
                _remove(_leftovers(batches, plan_file))
        yield
    finally:
        if lock:
            lock.release()


def remove_leftovers(batches: Path, plan_file: str) -> None:
    """Remove what killed processes left, without a wait; ignore it if that fails.

    Args:
        batches: as for `beginning`.
        plan_file: as for `beginning`.
    """
    with contextlib.suppress(OSError):
        if _leftovers(batches, plan_file) and (lock := Lock.take(batches / _LOCK, patience_s=0)):
            try:
                # By now, another process may have written the plan of one of them.
                _remove(_leftovers(batches, plan_file))
            finally:
                lock.release()


def _leftovers(batches: Path, plan_file: str) -> list[Path]:
    return [folder for folder in batches.glob("*/") if is_deleted(folder) or _is_begun(folder, plan_file)]


def _is_begun(folder: Path, plan_file: str) -> bool:
    """Return whether a folder is there, but nothing of a batch: no plan, and no file that is whole."""
    return not (folder / plan_file).exists() and all(path.name.endswith(_PART) for path in folder.iterdir())


def _remove(folders: list[Path]) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
