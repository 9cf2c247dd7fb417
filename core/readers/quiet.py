"""Keeping off the screen what native libraries write there themselves."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_STDERR = 2
_lock = threading.Lock()


@contextmanager
def without_stderr() -> Iterator[None]:
    """Drop what is written to the standard error stream within.

    It is everybody's, so this is for decoders alone that cannot be told to be silent, and for rare files.
    """
    with _lock:
        try:
            kept = os.dup(_STDERR)
        except OSError:
            # There is none, as in a window on Windows.
            yield
            return
        try:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, _STDERR)
            os.close(nowhere)
            yield
        finally:
            os.dup2(kept, _STDERR)
            os.close(kept)
