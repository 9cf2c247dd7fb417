"""What a sweep finds: verdicts of slices and of the study, at every level that the model offers."""

from dataclasses import dataclass

from core.model.confidence_levels import nearest_level
from core.model.verdicts import FAILED


@dataclass(frozen=True, slots=True)
class SliceVerdict:
    """The verdict on a slice at one level.

    Attributes:
        verdict: a class, or a verdict that names none.
        prediction_set: the plausible classes, most probable first.
        stated: the probability to show, and of what, as `core.model.verdicts.stated_probability` gives it; None of a
            slice that could not be read.
    """

    verdict: str
    prediction_set: tuple[str, ...] = ()
    stated: tuple[str, float] | None = None


UNREADABLE = SliceVerdict(FAILED)


@dataclass(frozen=True, slots=True)
class SweptSlice:
    """A slice that is done.

    Attributes:
        index: its place in the stack, from 0.
        verdicts: at each level of the model, in their order; none of a slice that could not be read.
        height: how probable a tumour is, in [0, 1].
        is_accepted: whether it looks like what the model learnt from.
        is_suspicious: whether it is one to look at.
        error: why it could not be read; "" if it could.
    """

    index: int
    verdicts: tuple[SliceVerdict, ...] = ()
    height: float = 0.0
    is_accepted: bool = False
    is_suspicious: bool = False
    error: str = ""

    def at(self, place: int) -> SliceVerdict:
        """Return the verdict at a level, by its place among those of the model."""
        return self.verdicts[place] if self.verdicts else UNREADABLE


@dataclass(frozen=True, slots=True)
class StudyVerdict:
    """The verdict on the whole stack at one level.

    Attributes:
        verdict: a class, `tumour`, `uncertain`, or why the study is refused.
        prediction_set: the plausible classes, most probable first.
        run: places of the first and the last slice with evidence at the same place, from 0; None without any.
        is_refused: whether the model accepts too few slices for a verdict.
    """

    verdict: str
    prediction_set: tuple[str, ...]
    run: tuple[int, int] | None
    is_refused: bool


@dataclass(frozen=True, slots=True)
class SweepStart:
    """What is known before the first slice.

    Attributes:
        model: name and version.
        levels: of its verdicts, ascending.
        performance: what such verdicts were measured to be worth, in words.
    """

    model: str
    levels: tuple[float, ...]
    performance: str

    def place_of(self, level: float) -> int:
        """Return the place of a level, or of the nearest that the model offers, among its levels."""
        return self.levels.index(nearest_level(self.levels, level))


@dataclass(frozen=True, slots=True)
class SweepEnd:
    """What is known at the end.

    Attributes:
        studies: the verdict on the study at each level; none where no slice could be read.
        look_first: place of the slice to look at first; None where no slice could be read.
        unreadable: how many slices could not be read.
        counting: places of the slices that the verdict on the study counts, as `core.study.slice_order` chooses them;
            None where that is not known, so that all do.
    """

    studies: tuple[StudyVerdict, ...]
    look_first: int | None
    unreadable: int
    counting: frozenset[int] | None = None
