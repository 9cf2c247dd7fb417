"""Write files atomically, and check folders before they are written to."""

import errno
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import DiskFullError, FolderInUseError, UnreadableFileError, UnwritableOutputError
from core.file_lock import Lock
from core.part_file import PartFile, remove_stale
from core.private_folder import close_to_others

# What is wrong where a disk or quota is full.
NO_SPACE_LEFT = "cannot be written: no space is left"

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_OUT_OF_REACH = {
    getattr(errno, name, errno.ENOENT)
    for name in (
        *("ENOENT", "EIO", "ENODEV", "ENXIO", "ESTALE", "ENOTCONN", "EREMOTEIO"),
        *("EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENETUNREACH", "ETIMEDOUT"),
    )
}
# Not ready, bad network path, network name gone, unexpected network error, device not connected.
_OUT_OF_REACH_ON_WINDOWS = {21, 53, 59, 64, 67, 1167}


@contextmanager
def replacing(path: Path, is_durable: bool = False, is_private: bool = False) -> Iterator[Path]:
    """Yield a temporary path beside a path; the file written there replaces it at the end, unless an error occurred.

    Args:
        path: of the file to be; its folder is made if it is missing.
        is_durable: whether a power cut after the end must not lose it, which takes a moment longer.
        is_private: whether its owner alone may read it, on systems with such permissions.

    Raises:
        UnwritableOutputError: if the file cannot be written there.
        UnreadableFileError: if what it is made from cannot be read.
    """
    try:
        is_taken = path.exists() and not path.is_file()
    except OSError as error:
        raise unwritable(path, error) from error
    if is_taken:
        raise UnwritableOutputError(
            subject=str(path), expected="the name of a file", got="a folder or device", advice="choose another"
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = PartFile.reserve(path)
    except OSError as error:
        raise unwritable(path, error) from error
    try:
        if is_private:
            try:
                part.path.touch(mode=0o600)
                close_to_others(part.path)
            except OSError as error:
                raise unwritable(path, error) from error
        try:
            yield part.path
        except OSError as error:
            blamed = _blamed(path, part, error)
            if blamed is error:
                raise
            raise blamed from error
        try:
            if is_durable:
                _flush(part.path)
            part.path.replace(path)
        except OSError as error:
            raise unwritable(path, error) from error
    finally:
        part.release()


def _blamed(path: Path, part: PartFile, error: OSError) -> Exception:
    """Return the error of a failed write: it names the file itself, or the file that it is made from."""
    if error.errno is None or isinstance(error, ConnectionError):
        # Not an error of a file: of a decoder, or of the progress report.
        return error
    if isinstance(error.filename, str | bytes) and os.fsdecode(error.filename) != str(part.path):
        return UnreadableFileError(f"cannot be read ({error.strerror})", subject=os.fsdecode(error.filename))
    if error.filename is None and not is_full(error) and part.is_writable():
        return UnreadableFileError(
            f"not written, because a file that it is made from cannot be read ({error.strerror})", subject=str(path)
        )
    return unwritable(path, error)


def require_distinct(output: Path, inputs: Iterable[Path]) -> None:
    """Refuse to write a result over what it is made from, or over another result.

    Raises:
        UnwritableOutputError: if the output is one of the inputs.
    """
    for path in inputs:
        try:
            is_same = output.samefile(path)
        except (OSError, ValueError):
            # One of them does not exist, or may not be looked at.
            continue
        if is_same:
            raise UnwritableOutputError(
                f"would overwrite {path.name}", subject=str(output), advice="choose another name"
            )


def make_folder(path: Path) -> None:
    """Make a folder if it is missing, and check that files can be written to it before long work starts.

    Raises:
        UnwritableOutputError: if not.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        remove_stale(path)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as error:
        raise unwritable(path, error) from error


def lock_folder(mark: Path, in_use: str) -> Lock:
    """Mark a folder as in use by this process, until the lock is released or the process dies.

    Args:
        mark: the file of the lock, in the folder.
        in_use: what the error says where another process works in the folder: "another process is training there".

    Raises:
        FolderInUseError: if another process works in the folder.
        UnwritableOutputError: if the mark cannot be written.
    """
    try:
        lock = Lock.take(mark)
    except OSError as error:
        raise unwritable(mark, error) from error
    if lock is None:
        raise FolderInUseError(in_use, subject=mark.parent, advice="wait until it ends, or choose another folder")
    return lock


def unwritable(path: Path | str, error: OSError) -> UnwritableOutputError:
    """Return the error that says why something cannot be written."""
    if is_full(error):
        return DiskFullError(
            NO_SPACE_LEFT,
            subject=str(path),
            advice="free some, or choose another place; the results so far are kept",
        )
    return UnwritableOutputError(
        f"cannot be written ({error.strerror})", subject=str(path), advice="choose another place"
    )


def is_full(error: BaseException) -> bool:
    """Return whether a write failed because no space is left on the disk or in the user's quota."""
    return isinstance(error, OSError) and error.errno in _FULL


def is_out_of_reach(error: OSError) -> bool:
    """Return whether a file is missing or its disk, server or share cannot be reached, rather than this file alone."""
    return error.errno in _OUT_OF_REACH or getattr(error, "winerror", None) in _OUT_OF_REACH_ON_WINDOWS


def _flush(path: Path) -> None:
    """Wait until the bytes of a file are on the disk, so that a new name never belongs to an empty file."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
