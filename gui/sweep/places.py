"""What a sweep goes along: the slices of a stack, or files of a series that are shown one by one."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from core.image.slice import Slice
    from core.sweep.request import SweptFile


class Places(Protocol):
    """Slices in their order, one of which is shown."""

    @property
    def count(self) -> int:
        """How many there are."""

    def files(self) -> "tuple[SweptFile, ...]":
        """List the files to read."""

    def go_to(self, index: int, current: int) -> None:
        """Show a slice, by its place from 0, while another is shown."""


@dataclass(frozen=True, slots=True, eq=False)
class StackPlaces:
    """The slices of a stack; `show` shows one of them."""

    slices: "list[Slice]"
    show: Callable[[int], None]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.slices)

    def files(self) -> "tuple[SweptFile, ...]":
        """List the files to read, with the windows that are seen."""
        from core.sweep.request import files_of

        return files_of(self.slices)

    def go_to(self, index: int, current: int) -> None:
        """Show a slice."""
        self.show(index)


@dataclass(frozen=True, slots=True, eq=False)
class FilePlaces:
    """Files of a series; `step` opens another, by how much further it is."""

    paths: tuple[Path, ...]
    step: Callable[[int], None]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.paths)

    def files(self) -> "tuple[SweptFile, ...]":
        """List the files to read."""
        from core.sweep.request import single_files

        return single_files(self.paths)

    def go_to(self, index: int, current: int) -> None:
        """Open a file."""
        index = min(max(index, 0), self.count - 1)
        if index != current:
            self.step(index - current)
