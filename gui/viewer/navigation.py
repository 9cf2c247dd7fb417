"""The lists that Previous and Next step through."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol


class Walk(Protocol):
    """An ordered list of pictures, one of which is shown."""

    @property
    def current(self) -> Path | None:
        """The shown file, or folder of a series; None where there are none."""

    @property
    def frame(self) -> int | None:
        """The slice to show first; None for the middle one."""

    @property
    def number(self) -> int:
        """Its place, from 1."""

    @property
    def count(self) -> int:
        """The number of pictures."""

    @property
    def among(self) -> str:
        """The kind of list, in words; "" where it needs none."""

    @property
    def level(self) -> float | None:
        """The level of their verdicts; None for the level that the user chose."""

    def step(self, by: int) -> bool:
        """Go to another picture, within the first and the last; return whether it changed."""


@dataclass(slots=True)
class Playlist:
    """Files, or folders of a series, that were opened together."""

    paths: list[Path] = field(default_factory=list)
    index: int = 0

    @property
    def current(self) -> Path | None:
        """The shown one."""
        return self.paths[self.index] if self.paths else None

    @property
    def frame(self) -> int | None:
        """None: a stack starts in its middle."""
        return None

    @property
    def number(self) -> int:
        """The place of the shown one, from 1."""
        return self.index + 1

    @property
    def count(self) -> int:
        """The number of pictures."""
        return len(self.paths)

    @property
    def level(self) -> float | None:
        """None: they have no verdicts yet."""
        return None

    @property
    def among(self) -> str:
        """Nothing: their names are enough."""
        return ""

    def opened_up(self, members: list[Path]) -> "Playlist":
        """Return a list with the files of a folder in place of the shown one, without duplicates."""
        before = [path for path in self.paths[: self.index] if path not in members]
        behind = [path for path in self.paths[self.index + 1 :] if path not in members]
        return Playlist([*before, *members, *behind], len(before))

    def step(self, by: int) -> bool:
        """Go to another file, within the first and the last; return whether it changed."""
        index = min(max(self.index + by, 0), len(self.paths) - 1)
        is_other, self.index = index != self.index, max(index, 0)
        return is_other and bool(self.paths)
