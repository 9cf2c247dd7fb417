"""Files that are either whole or not there, and folders that can be written to."""

import errno
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import DiskFullError, UnreadableFileError, UnwritableOutputError
from core.part_file import PartFile, remove_stale

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
def replacing(path: Path, is_durable: bool = False) -> Iterator[Path]:
    """Give a temporary name beside a path; what is written there takes the path's place when all went well.

    Args:
        path: of the file to be; its folder is made where it is missing.
        is_durable: whether a power cut after the end must not lose it, which takes a moment longer.

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
        try:
            yield part.path
        except OSError as error:
            told = _blamed(path, part, error)
            if told is error:
                raise
            raise told from error
        try:
            if is_durable:
                _flush(part.path)
            part.path.replace(path)
        except OSError as error:
            raise unwritable(path, error) from error
    finally:
        part.release()


def _blamed(path: Path, part: PartFile, error: OSError) -> Exception:
    """Tell what an error is about that came up while a file was written: it, or what it is made from."""
    if error.errno is None or isinstance(error, ConnectionError):
        # Not of a file: of a decoder, or of whoever is told how far it is.
        return error
    if isinstance(error.filename, str | bytes) and os.fsdecode(error.filename) != str(part.path):
        return UnreadableFileError(f"cannot be read ({error.strerror})", subject=os.fsdecode(error.filename))
    if error.filename is None and not is_full(error) and part.is_writable():
        return UnreadableFileError(
            f"not written, since something that it is made from cannot be read ({error.strerror})", subject=str(path)
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
            # One of them is not there, or where nobody may look.
            continue
        if is_same:
            raise UnwritableOutputError(
                f"would be written over {path.name}", subject=str(output), advice="choose another name"
            )


def make_folder(path: Path) -> None:
    """Make a folder where it is missing, and see that files can be written to it, before long work is done for it.

    Raises:
        UnwritableOutputError: if they cannot.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        remove_stale(path)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> UnwritableOutputError:
    """Put into words why something cannot be written."""
    if is_full(error):
        return DiskFullError(
            "cannot be written, no space is left",
            subject=str(path),
            advice="free some, or choose another place; what was done until now is kept",
        )
    return UnwritableOutputError(
        f"cannot be written ({error.strerror})", subject=str(path), advice="choose another place"
    )


def is_full(error: BaseException) -> bool:
    """Return whether something could not be written since no space is left, on the disk or of the user's share of it."""
    return isinstance(error, OSError) and error.errno in _FULL


def is_out_of_reach(error: OSError) -> bool:
    """Return whether a file is not there or its disk, server or share cannot be reached, and not just this file."""
    return error.errno in _OUT_OF_REACH or getattr(error, "winerror", None) in _OUT_OF_REACH_ON_WINDOWS


def _flush(path: Path) -> None:
    """Wait until the bytes of a file are on the disk, so that a new name is never that of an empty file."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
