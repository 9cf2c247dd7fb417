"""Prints the log messages of the engine while a command runs, each once."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from cli.progress import ProgressLine
from core.program.wording import one_line


@contextmanager
def saying(progress: ProgressLine) -> Iterator[None]:
    """Print what `training` logs, remarks to the standard output and warnings to the standard error.

    Args:
        progress: the line to remove first on a terminal.
    """
    logger, handler = logging.getLogger("training"), _Lines(progress)
    level, propagates = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    # TensorFlow adds another handler to the root logger, which would print each line again.
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagates


class _Lines(logging.Handler):
    def __init__(self, progress: ProgressLine) -> None:
        super().__init__(logging.INFO)
        self._progress, self._said = progress, set[str]()

    def emit(self, record: logging.LogRecord) -> None:
        line = one_line(record.getMessage())
        if line in self._said:
            return
        self._said.add(line)
        self._progress.clear()
        print(line, file=sys.stderr if record.levelno >= logging.WARNING else sys.stdout, flush=True)
