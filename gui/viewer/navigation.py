"""What Previous and Next go over."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from core.series.entry import Series


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
    """Files and series that were opened together.

    Attributes:
        paths: that they go by.
        index: of the one that is shown.
        series: what is known of them; a file that is not among them is read as it is.
        first: the file of a stack at which it is begun; None for its middle.
    """

    paths: list[Path] = field(default_factory=list)
    index: int = 0
    series: "dict[Path, Series]" = field(default_factory=dict)
    first: Path | None = None

    @property
    def current(self) -> Path | None:
        """The one that is shown."""
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
        known = {path: series for path, series in self.series.items() if path not in (*members, self.current)}
        return Playlist([*before, *members, *behind], len(before), known)

    def step(self, by: int) -> bool:
        """Go to another file, as far as there are any; returns whether it is another one."""
        index = min(max(self.index + by, 0), len(self.paths) - 1)
        is_other, self.index = index != self.index, max(index, 0)
        return is_other and bool(self.paths)
