"""The bundled sample images: synthetic heads."""

from importlib import resources
from pathlib import Path


def sample_files() -> list[Path]:
    """List them by name."""
    return sorted((Path(str(resources.files("resources"))) / "samples").glob("*.png"))


def is_sample(path: Path) -> bool:
    """Return whether a file is one of them."""
    return path.resolve() in {sample.resolve() for sample in sample_files()}
