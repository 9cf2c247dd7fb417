"""Silence warnings of libraries, which hold values of the file, and so of a patient."""

import re
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

# The modules that warn, not the moment: filters are of the whole process, so to set and restore them around each file
# would let only one thread read at a time.
_MODULES = r"(pydicom|pylibjpeg|openjpeg|jpeg_ls|PIL|nibabel|core\.readers)(\.|$)"
_FILTER = ("ignore", None, Warning, re.compile(_MODULES), 0)
_silence = threading.Lock()


@contextmanager
def without_warnings() -> Iterator[None]:
    """Ignore the warnings of the libraries that read pictures, and of numbers out of range; any number of threads."""
    _keep_filter()
    with np.errstate(all="ignore"):
        yield


def _keep_filter() -> None:
    """Put the filter first; other code puts its own before it, or removes all when it restores earlier filters."""
    if warnings.filters[:1] != [_FILTER]:
        with _silence:
            if warnings.filters[:1] != [_FILTER]:
                warnings.filterwarnings("ignore", module=_MODULES)
