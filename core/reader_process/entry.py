"""What the reader process starts with: it confines itself before it imports anything that starts threads or decodes."""

import signal
from multiprocessing.connection import Connection

from core.reader_process.confinement import confine
from core.reader_process.limits import ReadingLimits
from core.reader_process.shared_block import SharedBlock


def run(connection: Connection, block: SharedBlock, limits: ReadingLimits) -> None:
    """Answer one request after the other, until the other end is gone."""
    # Ctrl-C in a terminal reaches the whole group; the process that started this one ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    confinement = confine(limits.memory)
    from core.reader_process.child import serve

    serve(connection, block, limits, confinement)
