"""Filter the noise that native libraries write to the standard error stream."""

import os
import re
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_STDERR = 2
# Two threads that redirect the stream at once could restore it to the other's file.
_lock = threading.Lock()


@contextmanager
def without_lines(noise: re.Pattern[bytes]) -> Iterator[None]:
    """Drop lines of a pattern that are written to the standard error stream within, and write all others at the end.

    The stream is shared: what other threads write meanwhile is among the others. One block runs at a time, so
    use this for calls that are short or rare and cannot be silenced otherwise. Do not nest it.

    Args:
        noise: matches the beginning of a line to drop.
    """
    with _lock:
        try:
            caught = tempfile.TemporaryFile()  # noqa: SIM115 - it is closed below
        except OSError:
            # A little noise is better than no answer.
            yield
            return
        with caught:
            try:
                kept = os.dup(_STDERR)
            except OSError:
                # There is none, as in a window on Windows.
                yield
                return
            try:
                os.dup2(caught.fileno(), _STDERR)
                yield
            finally:
                os.dup2(kept, _STDERR)
                os.close(kept)
                caught.seek(0)
                for line in caught:
                    if not noise.match(line):
                        os.write(_STDERR, line)
