"""The sweeps of this session, so that a stack that is opened again need not be classified again."""

from collections import OrderedDict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.model.verdicts import names_tumour
from core.sweep.result import StudyVerdict, SweepEnd, SweepStart, SweptSlice
from core.sweep.sentence import study_sentence

if TYPE_CHECKING:
    from core.image.slice import Slice

# A sweep takes some kilobytes.
_MOST = 64


@dataclass(frozen=True, slots=True)
class Sweep:
    """A sweep that came to its end.

    Attributes:
        start: what was known before the first slice.
        slices: by their places.
        end: what was known at the end.
    """

    start: SweepStart
    slices: Mapping[int, SweptSlice]
    end: SweepEnd

    @property
    def look_first(self) -> int | None:
        """The slice to begin with, from 0; None where the model accepts too little to name one."""
        is_refused = not self.end.studies or self.end.studies[0].is_refused
        return None if is_refused else self.end.look_first

    def verdict_at(self, level: float) -> StudyVerdict | None:
        """Return the verdict on the study at a level; None where its model gives none."""
        return self.end.studies[self.start.place_of(level)] if self.end.studies else None

    def tumours_at(self, level: float) -> int:
        """Count the slices whose verdict at a level is a tumour."""
        place = self.start.place_of(level)
        return sum(names_tumour(one.at(place).verdict) for one in self.slices.values() if not one.error)

    def sentence_at(self, level: float, count: int) -> str:
        """Say what is known of the study at a level.

        Args:
            level: of the verdicts.
            count: how many slices the stack has.
        """
        return study_sentence(self.verdict_at(level), self.end.look_first, count, self.end.unreadable)


class FinishedSweeps:
    """Keeps the latest sweeps by the contents of their files, all of one model."""

    def __init__(self) -> None:
        """Start with none."""
        self._sweeps: OrderedDict[Hashable, Sweep] = OrderedDict()

    def clear(self) -> None:
        """Forget all, because another model answers."""
        self._sweeps.clear()

    def keep(self, slices: "Sequence[Slice]", sweep: Sweep) -> None:
        """Keep the sweep of a stack."""
        self._sweeps[_key(slices)] = sweep
        while len(self._sweeps) > _MOST:
            self._sweeps.popitem(last=False)

    def find(self, slices: "Sequence[Slice]") -> Sweep | None:
        """Find the sweep of a stack; None where there was none."""
        return self._sweeps.get(_key(slices)) if len(slices) > 1 else None


def _key(slices: "Sequence[Slice]") -> Hashable:
    return len(slices), tuple(dict.fromkeys((image.source, image.input_sha256) for image in slices))
