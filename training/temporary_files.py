"""Temporary files of libraries, kept in the folder of the work, so that what a kill leaves goes with the next run.

AutoGraph of TensorFlow writes each function that it converts as a module, which it removes when the program ends; the
bytecode beside it stays for good, and after a kill the module does too.
"""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from training.run_files import TEMPORARY


@contextmanager
def temporary_files_in(folder: Path) -> Iterator[None]:
    """Let Python's temporary files of this process be made in a folder of a folder, which is removed at the end.

    Args:
        folder: that this process has locked: what another one left there is removed first.
    """
    place, before = folder / TEMPORARY, tempfile.tempdir
    shutil.rmtree(place, ignore_errors=True)
    # On a full disk they go where they always went; what must be written reports it.
    with contextlib.suppress(OSError):
        place.mkdir()
        tempfile.tempdir = str(place)
    try:
        yield
    finally:
        tempfile.tempdir = before
        shutil.rmtree(place, ignore_errors=True)
