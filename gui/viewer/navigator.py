"""The lists that Previous and Next step through."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from core.series.entry import Series


class Navigator(Protocol):
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
    """Files and series that were opened together.

    Attributes:
        paths: that they go by.
        index: of the one that is shown.
        series: what is known of them; a file that is not among them is read as it is.
        first: the file of a stack at which it is begun; None for its middle.
        group: those of the paths that are files of one series, shown one by one because one of them cannot be read.
    """

    paths: list[Path] = field(default_factory=list)
    index: int = 0
    series: "dict[Path, Series]" = field(default_factory=dict)
    first: Path | None = None
    group: tuple[Path, ...] = ()

    @property
    def current(self) -> Path | None:
        """The shown one."""
        return self.paths[self.index] if self.paths else None

    @property
    def current_series(self) -> "Series | None":
        """The series that is shown; None where nothing is known of it."""
        return self.series.get(self.current) if self.current else None

    @property
    def frame(self) -> int | None:
        """The place of the first file in its stack; None, for the middle, in any other stack."""
        files = self.current_series.files if self.current_series else ()
        return files.index(self.first) if self.first in files and len(files) > 1 else None

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
        known = {path: series for path, series in self.series.items() if path not in (*members, self.current)}
        return Playlist([*before, *members, *behind], len(before), known, group=tuple(members))

    def step(self, by: int) -> bool:
        """Go to another file, within the first and the last; return whether it changed."""
        index = min(max(self.index + by, 0), len(self.paths) - 1)
        is_other, self.index = index != self.index, max(index, 0)
        return is_other and bool(self.paths)
