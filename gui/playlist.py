"""The files to step through."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Playlist:
    """Files, or folders of a series, and which of them is shown."""

    paths: list[Path] = field(default_factory=list)
    index: int = 0

    @property
    def current(self) -> Path | None:
        """The one that is shown."""
        return self.paths[self.index] if self.paths else None

    @property
    def number(self) -> int:
        """Its place, from 1."""
        return self.index + 1

    def replace(self, paths: list[Path]) -> None:
        """Start with other files."""
        self.paths, self.index = paths, 0

    def step(self, by: int) -> bool:
        """Go to another file, as far as there are any; returns whether it is another one."""
        index = min(max(self.index + by, 0), len(self.paths) - 1)
        is_other, self.index = index != self.index, max(index, 0)
        return is_other and bool(self.paths)
