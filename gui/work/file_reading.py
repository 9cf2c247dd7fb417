"""The processes in which all windows read files: none of these is decoded in the process of the window."""

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.reader_process.file_reader import FileReader

_readers: "list[FileReader]" = []
_making = threading.Lock()


def file_reader() -> "FileReader":
    """Return what reads files, from any thread; the first call makes it, and no process yet.

    After `close_file_reader` it is the closed one, which raises `Cancelled` instead of reading.
    """
    with _making:
        if not _readers:
            # Not needed for the first paint.
            from core.reader_process.file_reader import FileReader

            _readers.append(FileReader())
        return _readers[0]


def close_file_reader() -> None:
    """End the processes for good; what they still read is given up."""
    file_reader().close()
