"""The boundary to decoders of others."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from core.errors import FalxError, UnreadableImageError
from core.program.wording import shown_name

_log = logging.getLogger(__name__)


@contextmanager
def foreign_decoders(path: Path) -> Iterator[None]:
    """Let whatever a decoder raises on damaged bytes cost this file, not the command that reads it.

    Raises:
        UnreadableImageError: for anything but Falx's own errors.
    """
    try:
        # Absurd numbers of damaged files are met where they matter; NumPy need not warn of them.
        with np.errstate(all="ignore"):
            yield
    except FalxError:
        raise
    except Exception as error:
        _log.debug("a decoder ended unexpectedly", exc_info=True)
        if isinstance(error, MemoryError):
            text = "expected a picture that fits into memory, got a larger one; close other programs or resize it"
        else:
            text = f"expected a whole image, got one that its decoder fails on ({type(error).__name__}); save it again"
        raise UnreadableImageError(f"{shown_name(path)}: {text}") from error
