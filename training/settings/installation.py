"""Whether this computer can train: TensorFlow and the measuring libraries come only with the full installation."""

import importlib.util

from core.errors import MissingLibraryError
from core.program.product import READER_ADVICE, is_reader

_TO_TRAIN = {"tensorflow": "TensorFlow"}
_TO_MEASURE = {"sklearn": "scikit-learn", "matplotlib": "Matplotlib"}


def how_to_get(what: str = "Training") -> str:
    """Describe how to install all of Falx.

    Args:
        what: needs it, as the beginning of the sentence.
    """
    if is_reader():
        return f"{what} {READER_ADVICE}."
    return (
        f"{what} needs the full installation of Falx, which brings TensorFlow (about 1 GB). In the folder of "
        'the source: pip install -e ".[training]", then start Falx again.'
    )


def missing_parts() -> tuple[str, ...]:
    """Name what is not installed, without importing any of it."""
    return _missing(_TO_TRAIN | _TO_MEASURE)


def require_measuring(what: str) -> None:
    """Check that the libraries that measure models and datasets are installed; TensorFlow is not needed.

    Args:
        what: needs them, as the beginning of a sentence.

    Raises:
        MissingLibraryError: if they are not.
    """
    if _missing(_TO_MEASURE):
        raise MissingLibraryError(how_to_get(what))


def _missing(titles: dict[str, str]) -> tuple[str, ...]:
    return tuple(title for module, title in titles.items() if importlib.util.find_spec(module) is None)
