"""What navigators over slices have in common: each slice may be one of a stack of files, such as a DICOM series."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.series.entry import Series


class StackNavigator(ABC):
    """Steps from slice to slice, each of which may be one of a stack of files.

    Attributes:
        current_series: the stack that the current file is a slice of, once that is known; else None.
    """

    def __init__(self) -> None:
        """Start without a known stack."""
        self.current_series: Series | None = None

    @property
    @abstractmethod
    def current(self) -> Path:
        """The file of the slice."""

    @property
    @abstractmethod
    def frame_in_file(self) -> int:
        """The slice, in its file."""

    @property
    def frame(self) -> int:
        """The slice, in the stack or else in its file."""
        return self.current_series.files.index(self.current) if self.current_series else self.frame_in_file

    @property
    def can_be_of_stack(self) -> bool:
        """Whether it is worthwhile to look for a stack around the current file."""
        return True

    @property
    def has_unknown_stack(self) -> bool:
        """Whether a stack around the current file is still to be looked for."""
        return self.current_series is None and self.can_be_of_stack

    def keep_stack(self) -> None:
        """Forget the stack, unless the current file is one of its slices."""
        if self.current_series and self.current not in self.current_series.files:
            self.current_series = None
