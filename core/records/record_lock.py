"""Lock each file of records, so that one process at a time writes to it."""

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from core.errors import FileInUseError, UnwritableOutputError
from core.file_lock import Lock
from core.records.record_file import is_device

_LONGEST_NAME = 255


@contextmanager
def only_writer(paths: Iterable[Path]) -> Iterator[None]:
    """Keep all other runs of Falx from writing to files, until the end or the death of this process.

    Args:
        paths: of files of records; devices and pipes may have several writers.

    Raises:
        FileInUseError: if another run writes to one of them.
        UnwritableOutputError: if a link is where the lock is to be.
    """
    with ExitStack() as stack:
        for path in paths:
            if is_device(path):
                continue
            # Whatever links lead there, it is one file.
            mark = _lock_path(path.resolve())
            try:
                lock = Lock.take(mark)
            except OSError as error:
                if mark.is_symlink():
                    raise UnwritableOutputError(
                        subject=mark,
                        expected=f"a file that marks which process writes to {path.name}",
                        got="a link",
                        advice="remove it, or choose another name for the records",
                    ) from error
                # Then nothing can be written there, which the attempt will report; or one file alone, without new ones.
                continue
            if lock is None:
                raise FileInUseError(
                    "another run of Falx is writing to it",
                    subject=str(path),
                    advice="wait until it ends, or choose another name",
                )
            stack.callback(lock.release)
        yield


def _lock_path(path: Path) -> Path:
    name = f".{path.name}.lock"
    if len(os.fsencode(name)) > _LONGEST_NAME:
        name = f".{path.stem[:40]}.{len(path.name)}.lock"
    return path.with_name(name)
