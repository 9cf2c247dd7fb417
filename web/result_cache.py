"""What the model has answered so far, so that another level or another look needs no new run."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from core.study.study_slice import StudySlice
from core.sweep.result import SweepEnd, SweptSlice

Heat = npt.NDArray[np.float32]
Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


@dataclass(slots=True, eq=False)
class Findings:
    """Answers about one picture, of which each takes little memory. Only the thread of the model changes them.

    Attributes:
        swept: slices that are classified, by their places.
        end: what they show of the study, once all are.
    """

    swept: dict[int, tuple[SweptSlice, StudySlice]] = field(default_factory=dict)
    end: SweepEnd | None = None


class ResultCache(Generic[Key, Value]):
    """Keeps the values that were used last, up to a number of them."""

    def __init__(self, most: int) -> None:
        """Start without any."""
        self._most = most
        self._values: OrderedDict[Key, Value] = OrderedDict()

    def __len__(self) -> int:
        """How many there are."""
        return len(self._values)

    def find(self, key: Key) -> Value | None:
        """Return a value; None where there is none any more."""
        found = self._values.get(key)
        if found is not None:
            self._values.move_to_end(key)
        return found

    def keep(self, key: Key, value: Value) -> None:
        """Keep a value, in place of the one that was not used for longest."""
        self._values[key] = value
        self._values.move_to_end(key)
        if len(self._values) > self._most:
            self._values.popitem(last=False)

    def forget(self, is_gone: Callable[[Key], bool]) -> None:
        """Forget the values of some keys."""
        for key in [key for key in self._values if is_gone(key)]:
            del self._values[key]

    def forget_all(self) -> None:
        """Forget all values."""
        self._values.clear()
