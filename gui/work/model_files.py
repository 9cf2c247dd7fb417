"""Finds the models among what is opened; small, since the first paint waits for it."""

import os
from pathlib import Path

from core.program.product import MODEL_SUFFIX

# A file that only packages have; the first paint does not need the module that reads packages.
_NETWORK = "classifier.tflite"


def is_named_model(path: Path) -> bool:
    """Return whether a file is a model, by its name only."""
    return path.suffix.lower() == MODEL_SUFFIX


def is_model(path: Path) -> bool:
    """Return whether a path is a model rather than pictures, by its suffix or the content of a zip or folder."""
    if is_named_model(path):
        return True
    if path.suffix.lower() == ".zip":
        return _is_in_zip(path)
    # Unlike pathlib's, this function also works for a name that is too long.
    return os.path.isfile(path / _NETWORK)  # noqa: PTH113


def _is_in_zip(path: Path) -> bool:
    # Not needed for the first paint.
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            # In a folder, as exported packages have it, or at the top.
            return any(name.rpartition("/")[2] == _NETWORK and name.count("/") < 2 for name in archive.namelist())
    except (OSError, ValueError, zipfile.BadZipFile):
        return False
