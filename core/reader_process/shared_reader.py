"""The reader of this process, for work on many files: its processes stay warm from one piece of work to the next."""

import atexit
import threading
from collections.abc import Callable
from pathlib import Path

from core.image.slice import Slice
from core.program.cores import available_cores
from core.reader_process.entry import run_lazily
from core.reader_process.exchange import IsWanted
from core.reader_process.file_reader import FileReader
from core.reader_process.start import take_started

# About what it takes to start a process.
_PATIENCE_S = 0.3

_readers: list[FileReader] = []
_making = threading.Lock()


def _for_many_files() -> FileReader:
    return FileReader(serve=run_lazily, most_idle=available_cores(), started=take_started(), patience_s=_PATIENCE_S)


def shared_reader(make: Callable[[], FileReader] = _for_many_files) -> FileReader:
    """Return what reads files, from any thread; the first call makes it, and no process yet.

    Args:
        make: makes it; the window needs another kind.
    """
    with _making:
        if not _readers:
            reader = make()
            _readers.append(reader)
            atexit.register(reader.close)
        return _readers[0]


def read_isolated(path: Path, is_wanted: IsWanted = lambda: True) -> list[Slice]:
    """Read all slices of a file in a separate process; see `FileReader.read_slices`.

    Raises:
        FalxError: if it cannot be read, or reading it ends the process or takes too long.
        Cancelled: if it is no longer wanted.
    """
    return shared_reader().read_slices(path, is_wanted=is_wanted)
