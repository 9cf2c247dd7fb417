"""Part files: each is written by one process beside its target, and taken over from a process that died."""

import contextlib
import hashlib
import itertools
import os
import re
import sys
import time
from pathlib import Path
from typing import Self

from core.file_lock import is_at, lock_open_file

_NAME = re.compile(r"\.[0-9a-f]{16}\.\d+(-\d+)?\.part")
# No process writes to one file for so long without a pause.
_STALE_S = 24 * 3600
# Other writers of the file that are tried before a name is made that no other process uses.
_TRIES = 64
_numbers = itertools.count()


class PartFile:
    """A temporary name beside a path."""

    def __init__(self, path: Path, number: int | None) -> None:
        """Take over an open, locked file, or a name that no other process uses; `reserve` makes them."""
        self.path, self._number = path, number

    @classmethod
    def reserve(cls, target: Path) -> Self:
        """Find a name that no other thread or process writes to.

        If files can be locked and then renamed, the name depends on the target alone, so that the next process that
        writes the same target takes over what a killed one left.

        Raises:
            OSError: if no file can be made there.
        """
        # A name of the greatest length has no room for more.
        short = hashlib.sha256(os.fsencode(target.name)).hexdigest()[:16]
        if sys.platform != "win32":
            place = 0
            for _ in range(_TRIES):
                path = target.with_name(f".{short}.{place}.part")
                number = _open(path)
                is_ours = number is not None and lock_open_file(number)
                if number is not None and is_ours and is_at(number, path):
                    taken = cls(path, number)
                    try:
                        os.truncate(number, 0)
                    except OSError:
                        taken.release()
                        raise
                    return taken
                if number is not None:
                    os.close(number)
                if is_ours is None:
                    # This file system knows no locks.
                    path.unlink(missing_ok=True)
                    break
                # Ours, but renamed since by its previous owner: the name is free.
                place += not is_ours
        return cls(target.with_name(f".{short}.{os.getpid()}-{next(_numbers)}.part"), None)

    def is_writable(self) -> bool:
        """Return whether more can be written to it."""
        try:
            with self.path.open("ab") as file:
                file.write(b"\0")
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            return False
        return True

    def release(self) -> None:
        """Remove it, if it still has its name."""
        if self._number is None:
            with contextlib.suppress(OSError):
                self.path.unlink(missing_ok=True)
            return
        with contextlib.suppress(OSError):
            # The name may be another's by now.
            if is_at(self._number, self.path):
                self.path.unlink()
        os.close(self._number)


def remove_stale(folder: Path) -> None:
    """Remove what killed processes left in a folder a day ago or earlier."""
    limit = time.time() - _STALE_S
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):
                if _NAME.fullmatch(entry.name) and entry.stat(follow_symlinks=False).st_mtime < limit:
                    Path(entry.path).unlink()


def _open(path: Path) -> int | None:
    """Open a file of this user, making it if it is missing; None if the name belongs to another user."""
    # Just made, it is this user's, whatever owner is shown: some shares show one owner for all files.
    with contextlib.suppress(FileExistsError):
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o666)
    try:
        number = os.open(path, os.O_RDWR | os.O_NOFOLLOW)
    except OSError:
        # Another's, a link, or gone by now, and then free for the next try.
        return None
    if os.fstat(number).st_uid != os.geteuid():
        os.close(number)
        return None
    return number
