"""What Previous and Next go over."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol


class Walk(Protocol):
    """Pictures in an order, one of which is shown."""

    @property
    def current(self) -> Path | None:
        """The file, or folder of a series, that is shown; None where there are none."""

    @property
    def frame(self) -> int | None:
        """The slice of it to show first; None for the middle."""

    @property
    def number(self) -> int:
        """Its place, from 1."""

    @property
    def count(self) -> int:
        """How many there are."""

    @property
    def among(self) -> str:
        """What they are, in words; "" where that needs none."""

    @property
    def level(self) -> float | None:
        """The level that their verdicts were given at; None for that which the user chose."""

    def step(self, by: int) -> bool:
        """Go to another one, as far as there are any; returns whether it is another one."""


@dataclass(slots=True)
class Playlist:
    """Files, or folders of a series, that were opened together."""

    paths: list[Path] = field(default_factory=list)
    index: int = 0

    @property
    def current(self) -> Path | None:
        """The one that is shown."""
        return self.paths[self.index] if self.paths else None

    @property
    def frame(self) -> int | None:
        """None: a stack is begun in its middle."""
        return None

    @property
    def number(self) -> int:
        """The place of the one that is shown, from 1."""
        return self.index + 1

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.paths)

    @property
    def level(self) -> float | None:
        """None: no verdict was given on them."""
        return None

    @property
    def among(self) -> str:
        """Nothing: their names say what they are."""
        return ""

    def opened_up(self, members: list[Path]) -> "Playlist":
        """Give a list with the files of a folder in place of the one that is shown; none comes twice."""
        before = [path for path in self.paths[: self.index] if path not in members]
        behind = [path for path in self.paths[self.index + 1 :] if path not in members]
        return Playlist([*before, *members, *behind], len(before))

    def step(self, by: int) -> bool:
        """Go to another file, as far as there are any; returns whether it is another one."""
        index = min(max(self.index + by, 0), len(self.paths) - 1)
        is_other, self.index = index != self.index, max(index, 0)
        return is_other and bool(self.paths)
