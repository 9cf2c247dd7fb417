"""Verdict on a whole study, and the slice to look at first."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.model.known_classes import TUMOUR_FREE
from core.model.package_format.description import STUDY_CALLED_FROM
from core.model.verdicts import TUMOUR, UNCERTAIN
from core.study.slice_order import stack_slices
from core.study.slice_runs import Run, find_runs, leaves_tumour
from core.study.study_slice import StudySlice

FloatArray = npt.NDArray[np.float32]
Plausible = Callable[[FloatArray, bool], Sequence[str]]

# A study of which the model accepts less has no verdict.
_LEAST_ACCEPTED = 0.25


@dataclass(frozen=True, slots=True)
class Findings:
    """The findings in a study's slices, before a verdict is made.

    Attributes:
        slices: all of them.
        counting: those that count: no air, nothing that the model refuses, and no skull base or neck as far as known.
        run: the longest run with evidence at the same place, those preferred that are sure and long enough; or None.
        strength: the highest probability of a tumour in a slice of a run that is long enough; 0 without one.
        is_sure: whether that is enough to call a tumour.
        leaves_tumour: whether the verdicts of the slices that count leave a tumour plausible.
        look_first: the slice to look at first.
    """

    slices: tuple[StudySlice, ...]
    counting: tuple[StudySlice, ...]
    run: Run | None
    strength: float
    is_sure: bool
    leaves_tumour: bool
    look_first: StudySlice

    @property
    def has_enough(self) -> bool:
        """Whether the model accepts enough of the slices for a verdict on the study."""
        accepted = sum(one.is_accepted for one in self.slices)
        return bool(self.counting) and accepted >= _LEAST_ACCEPTED * len(self.slices)


@dataclass(frozen=True, slots=True)
class Study:
    """The verdict on a study.

    Attributes:
        findings: in its slices.
        verdict: a class, `tumour`, `uncertain`, or that of the refused slices if too few are accepted.
        prediction_set: the plausible classes, most probable first; none where the study is refused.
        verdicts: how many slices have each verdict.
        tumour_probability: of the slice to look at first, which is no probability of the study; None where the model
            has no tumour-free class.
    """

    findings: Findings
    verdict: str
    prediction_set: tuple[str, ...]
    verdicts: Mapping[str, int]
    tumour_probability: float | None


def examine(
    slices: Sequence[StudySlice], has_tumour_free: bool = True, called_from: float = STUDY_CALLED_FROM
) -> Findings:
    """Find what the slices of a study show.

    Args:
        slices: one at least, in any order.
        has_tumour_free: whether the model has a tumour-free class.
        called_from: the least probability of a tumour with which a run is sure. It belongs to the scale of one model's
            probabilities: give the `study_called_from` of its package.
    """
    stack = stack_slices(slices)
    positions = stack.counting()
    counting = tuple(one for found in positions for one in found)
    runs = find_runs(stack, positions, has_tumour_free)
    # The first of equals is the longest.
    run = max(runs, key=lambda one: (one.is_long and one.peak.suspicion >= called_from, one.is_long), default=None)
    strength = max((one.peak.suspicion for one in runs if one.is_long), default=0.0)
    return Findings(
        slices=tuple(slices),
        counting=counting,
        run=run,
        strength=strength,
        is_sure=run is not None and strength >= called_from,
        leaves_tumour=leaves_tumour(stack, positions),
        look_first=run.peak if run else _most_suspicious(slices, counting),
    )


def judge(
    findings: Findings, classes: Sequence[str], plausible: Plausible, called_from: float = STUDY_CALLED_FROM
) -> Study:
    """Make the verdict on a study.

    A tumour is called where a run is sure; its kind is named where the mean probabilities of the run leave one. A study
    is tumour-free only if its slices themselves are, but for a few scattered ones, and if there is neither a run
    that is long enough nor a single slice that would be sure. All others are uncertain.

    Args:
        findings: of its slices.
        classes: that the model knows.
        plausible: gives the plausible classes, most probable first, of probabilities (C,) and whether the kind of a
            tumour is open.
        called_from: as in `examine`.
    """
    verdict, prediction_set = _verdict(findings, classes, plausible, called_from)
    return Study(
        findings=findings,
        verdict=verdict,
        prediction_set=prediction_set,
        verdicts=Counter(one.verdict for one in findings.slices),
        tumour_probability=findings.look_first.suspicion if TUMOUR_FREE in classes else None,
    )


def _verdict(
    findings: Findings, classes: Sequence[str], plausible: Plausible, called_from: float
) -> tuple[str, tuple[str, ...]]:
    if not findings.has_enough:
        return _refusal(findings), ()
    if TUMOUR_FREE not in classes:
        kinds = _plausible(findings.run.slices if findings.run else findings.counting, plausible)
        return (kinds[0] if len(kinds) == 1 else UNCERTAIN), kinds
    run = findings.run
    if run and findings.is_sure:
        kinds = tuple(name for name in _plausible(run.slices, plausible) if name != TUMOUR_FREE)
        if not kinds:
            # The slices of a run may disagree.
            mean = _mean(run.slices)
            kinds_known = [name for name in classes if name != TUMOUR_FREE]
            ranked = sorted(kinds_known, key=lambda name: -float(mean[classes.index(name)]))
            kinds = tuple(ranked if _is_kind_open(run.slices) else ranked[:1])
        return (kinds[0] if len(kinds) == 1 else TUMOUR), kinds
    if (
        findings.leaves_tumour
        or (run and run.is_long)
        or any(one.suspicion >= called_from for one in findings.counting)
    ):
        first = findings.look_first.probabilities
        return UNCERTAIN, tuple(sorted(classes, key=lambda name: -first[classes.index(name)]))
    return TUMOUR_FREE, (TUMOUR_FREE,)


def _refusal(findings: Findings) -> str:
    """Return the most frequent verdict of the refused slices; of equals the milder one."""
    refused = Counter(one.verdict for one in findings.slices if not one.is_accepted)
    # In alphabetical order the milder one comes last.
    return max(refused, key=lambda verdict: (refused[verdict], verdict))


def _plausible(slices: Sequence[StudySlice], plausible: Plausible) -> tuple[str, ...]:
    return tuple(plausible(_mean(slices), _is_kind_open(slices)))


def _is_kind_open(slices: Sequence[StudySlice]) -> bool:
    # One of them is enough to make their mean useless for the kind.
    return any(one.is_kind_open for one in slices)


def _mean(slices: Sequence[StudySlice]) -> FloatArray:
    mean: FloatArray = np.array([one.probabilities for one in slices]).mean(axis=0, keepdims=True)[0].astype(np.float32)
    return mean


def _most_suspicious(slices: Sequence[StudySlice], counting: Sequence[StudySlice]) -> StudySlice:
    """Choose the most suspicious slice that counts; if none does, of those that are accepted, else of all."""
    accepted = [one for one in slices if one.is_accepted]
    return max(counting or accepted or slices, key=lambda one: one.suspicion)
