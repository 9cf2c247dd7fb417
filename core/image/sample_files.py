"""The bundled sample images: synthetic heads."""

import os
from functools import cache
from pathlib import Path

from core.program.locations import resource


def sample_files() -> list[Path]:
    """List them by name."""
    return sorted(resource("samples").glob("*.png"))


def is_sample(path: Path) -> bool:
    """Return whether a file, by its own name, is one of them."""
    places = _places()
    # `resolve` refuses links that lead to each other.
    return path.name in places and os.path.realpath(path) == places[path.name]


@cache
def _places() -> dict[str, str]:
    return {sample.name: os.path.realpath(sample) for sample in sample_files()}
