"""The processes in which all windows read files: none of these is decoded in the process of the window."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.reader_process.file_reader import FileReader


def file_reader() -> "FileReader":
    """Return what reads files, from any thread; the first call makes it, and no process yet.

    It is that of the whole process, so that what a report or a preview reads is given up with the rest. After
    `close_file_reader` it is the closed one, which raises `Cancelled` instead of reading.
    """
    # Not needed for the first paint.
    from core.reader_process.file_reader import FileReader
    from core.reader_process.shared_reader import shared_reader

    return shared_reader(FileReader)


def close_file_reader() -> None:
    """End the processes for good; what they still read is given up."""
    file_reader().close()
