"""Boundary to third-party decoders: turn any of their errors into one about the file."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from core.errors import FalxError, UnreadableImageError

_log = logging.getLogger(__name__)


@contextmanager
def foreign_decoders(path: Path) -> Iterator[None]:
    """Turn any error of a decoder on damaged bytes into an error about this file, so that the command continues.

    Raises:
        UnreadableImageError: for anything but Falx's own errors.
    """
    try:
        # Absurd numbers of damaged files are checked where they matter; NumPy need not warn of them.
        with np.errstate(all="ignore"):
            yield
    except FalxError:
        raise
    except Exception as error:
        _log.debug("a decoder ended unexpectedly", exc_info=True)
        if isinstance(error, MemoryError):
            raise UnreadableImageError(
                subject=path,
                expected="a picture that fits into memory",
                got="a larger one",
                advice="close other programs or resize it",
            ) from error
        raise UnreadableImageError(
            subject=path,
            expected="a whole image",
            got=f"one that its decoder fails on ({type(error).__name__})",
            advice="save it again",
        ) from error
