"""Folders of files that name patients or state opinions: other users of this computer may not look into them."""

import contextlib
import os
import stat
from pathlib import Path

_OF_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def make_private_folder(path: Path) -> None:
    """Make a folder that its owner alone can open, and close one that is there to all others.

    On Windows, the folders of a user are closed to others anyway. A file system without permissions, or a folder of
    another user, stays as it is.

    Raises:
        OSError: if it cannot be made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.mkdir(mode=0o700, exist_ok=True)
    close_to_others(path)


def close_to_others(path: Path) -> None:
    """Take the permissions on a file or folder from all but its owner; one that is missing is left alone."""
    if not hasattr(os, "getuid"):
        return
    with contextlib.suppress(OSError):
        about = path.stat()
        if about.st_uid == os.getuid() and about.st_mode & _OF_OTHERS:
            path.chmod(stat.S_IMODE(about.st_mode) & ~_OF_OTHERS)
