"""What the reader process starts with: it confines itself before it imports anything that starts threads or decodes."""

import signal
from multiprocessing.connection import Connection

from core.reader_process.confinement import confine
from core.reader_process.limits import ReadingLimits
from core.reader_process.shared_block import SharedBlock


def run(connection: Connection, block: SharedBlock, limits: ReadingLimits) -> None:
    """Answer one request after the other, until the other end is gone; import all readers while there is none."""
    _run(connection, block, limits, is_importing_all=True)


def run_lazily(connection: Connection, block: SharedBlock, limits: ReadingLimits) -> None:
    """Answer requests as `run` does; import the reader of a format when a file of it comes."""
    _run(connection, block, limits, is_importing_all=False)


def _run(connection: Connection, block: SharedBlock, limits: ReadingLimits, is_importing_all: bool) -> None:
    # Ctrl-C in a terminal reaches the whole group; the process that started this one ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    confinement = confine(limits.memory)
    from core.reader_process.child import serve

    serve(connection, block, limits, confinement, is_importing_all)
