"""Triage: why a person should look at a picture first, in the same words everywhere."""

from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from core.model.known_classes import TUMOUR_FREE
from core.model.verdicts import NOT_A_BRAIN_MRI, REFUSED, TUMOUR, UNCERTAIN
from core.program.translation import mark
from core.records.record import Finding, Record

if TYPE_CHECKING:
    from core.model.package import ModelPackage

# Two classes whose calibrated probabilities are no further apart may as well be the other way round.
_NEAR = 0.2


class Reason(Enum):
    """Why a person should look; the most urgent first: tumours, what is undecided, the unreadable, the junk."""

    TUMOUR = mark("a tumour was found")
    KIND_OPEN = mark("several kinds of tumour are plausible")
    WEIGHTING = mark("the weighting that the DICOM tags state leaves the kind open")
    UNCERTAIN = mark("a tumour and no tumour are both plausible")
    OPEN_BETWEEN = mark("several classes are plausible")
    NEAR_BOUNDARY = mark("the two most probable classes are close")
    OUTSIDE = mark("unlike the training data")
    UNREADABLE = mark("could not be read")
    FOREIGN = mark("does not look like a brain MRI")


# All of them are tumours; the most probable one comes first, whether or not its kind is open.
TUMOUR_REASONS = (Reason.TUMOUR, Reason.KIND_OPEN, Reason.WEIGHTING)


def reasons(record: Record, package: "ModelPackage | None" = None) -> tuple[Reason, ...]:
    """List why a person should look at a record, the most urgent first; none if the answer is clear.

    Args:
        record: which.
        package: that it was made with, which shows whether a kind is open for the weighting alone; None if it is not
            available.
    """
    found = record.finding
    if found is None:
        return (Reason.UNREADABLE,)
    if not found.is_in_distribution:
        # A slice that the model refuses has no plausible classes either.
        return (Reason.FOREIGN if found.verdict == NOT_A_BRAIN_MRI else Reason.OUTSIDE,)
    listed = []
    if is_named_tumour(found.verdict, tuple(found.probabilities), found.prediction_set):
        listed.append(Reason.TUMOUR)
    elif found.verdict == TUMOUR and len(found.prediction_set) > 1:
        is_for_weighting = package is not None and package.title == record.model and _is_wider(found, package)
        listed.append(Reason.WEIGHTING if is_for_weighting else Reason.KIND_OPEN)
    elif found.verdict == UNCERTAIN:
        listed.append(Reason.UNCERTAIN if TUMOUR_FREE in found.prediction_set else Reason.OPEN_BETWEEN)
    if _margin(found) <= _NEAR:
        listed.append(Reason.NEAR_BOUNDARY)
    return tuple(listed)


def is_named_tumour(verdict: str, classes: Sequence[str], prediction_set: Sequence[str]) -> bool:
    """Return whether a verdict names a kind of tumour.

    Args:
        verdict: of a slice or a study.
        classes: of the model. Where none of them is tumour-free, no tumour is searched for, only its kind.
        prediction_set: the plausible classes.
    """
    return TUMOUR_FREE in classes and verdict in classes and verdict != TUMOUR_FREE and len(prediction_set) == 1


def is_tumour(record: Record) -> bool:
    """Return whether a tumour was found in a slice, of one kind or of several plausible ones."""
    listed = reasons(record)
    return bool(listed) and listed[0] in TUMOUR_REASONS


def urgency(record: Record) -> tuple[int, float]:
    """Return a sort key for records, the most urgent first: a rank, then a figure in [0, 1].

    Tumours come first, the most probable one before the others; then other slices with a reason, the closest classes
    first; then those without a reason, the probable tumours among them first.
    """
    listed, found = reasons(record), record.finding
    tumour_free = found.probabilities.get(TUMOUR_FREE, 0.0) if found else 0.0
    if not listed:
        return len(Reason), tumour_free
    if listed[0] in TUMOUR_REASONS:
        return 0, tumour_free
    return list(Reason).index(listed[0]), _margin(found) if found else 0.0


def study_reasons(verdict: str, classes: Sequence[str], prediction_set: Sequence[str]) -> tuple[Reason, ...]:
    """List why a person should look at a study; none if it is tumour-free.

    Args:
        verdict: on the study.
        classes: of the model.
        prediction_set: the plausible classes; none where the study is refused.
    """
    if is_named_tumour(verdict, classes, prediction_set):
        return (Reason.TUMOUR,)
    if verdict == TUMOUR:
        return (Reason.KIND_OPEN,)
    if verdict == UNCERTAIN:
        return (Reason.UNCERTAIN if TUMOUR_FREE in prediction_set else Reason.OPEN_BETWEEN,)
    if verdict in REFUSED:
        return (Reason.FOREIGN if verdict == NOT_A_BRAIN_MRI else Reason.OUTSIDE,)
    return ()


def study_urgency(
    verdict: str, classes: Sequence[str], prediction_set: Sequence[str], tumour_probability: float | None
) -> tuple[int, float]:
    """Return the sort key of a study, to compare with those of records.

    Args:
        verdict: as in `study_reasons`.
        classes: as in `study_reasons`.
        prediction_set: as in `study_reasons`.
        tumour_probability: of the slice to look at first; None if the model has no tumour-free class.
    """
    listed = study_reasons(verdict, classes, prediction_set)
    rank = list(Reason).index(listed[0]) if listed else len(Reason)
    return (0 if listed and listed[0] in TUMOUR_REASONS else rank), 1 - (tumour_probability or 0.0)


def _is_wider(found: Finding, package: "ModelPackage") -> bool:
    """Return whether the weighting alone makes more kinds plausible than their probabilities do.

    A record does not state the weighting.
    """
    if not package.kind_contrasts or found.level not in package.levels or tuple(found.probabilities) != package.classes:
        return False
    shares = np.array(tuple(found.probabilities.values()), np.float32)
    return len(package.plausible(shares, found.level)) < len(found.prediction_set)


def _margin(found: Finding) -> float:
    first, second, *_ = sorted(found.probabilities.values(), reverse=True)
    # As many digits as were written, so that 0.6 and 0.4 are 0.2 apart.
    return round(first - second, 6)
