"""Keeping what libraries remark on files off the screen."""

import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

_silence = threading.Lock()


@contextmanager
def without_warnings() -> Iterator[None]:
    """Ignore all warnings within; one thread at a time, since the filters are everybody's."""
    with _silence, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
