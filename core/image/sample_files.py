"""The bundled sample images: synthetic heads."""

from pathlib import Path

from core.program.locations import resource


def sample_files() -> list[Path]:
    """List them by name."""
    return sorted(resource("samples").glob("*.png"))


def is_sample(path: Path) -> bool:
    """Return whether a file is one of them."""
    return path.resolve() in {sample.resolve() for sample in sample_files()}
