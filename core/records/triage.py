"""Triage: why a person should look at a picture first, in the same words everywhere."""

from enum import Enum

from core.model.known_classes import TUMOUR_FREE
from core.model.verdicts import NOT_A_BRAIN_MRI, TUMOUR, UNCERTAIN
from core.records.record import Finding, Record

# Two classes whose calibrated probabilities are no further apart may as well be the other way round.
_NEAR = 0.2


class Reason(Enum):
    """Why a person should look; the most urgent first."""

    UNREADABLE = "could not be read"
    FOREIGN = "does not look like a brain MRI"
    OUTSIDE = "unlike the training data"
    UNCERTAIN = "a tumour and none are both plausible"
    OPEN_BETWEEN = "several classes are plausible"
    KIND_OPEN = "several kinds of tumour are plausible"
    NEAR_BOUNDARY = "the two most probable classes are close"


def reasons(record: Record) -> tuple[Reason, ...]:
    """List why a person should look at a record, the most urgent first; none if the answer is clear."""
    found = record.finding
    if found is None:
        return (Reason.UNREADABLE,)
    if not found.is_in_distribution:
        # A slice that the model refuses has no plausible classes either.
        return (Reason.FOREIGN if found.verdict == NOT_A_BRAIN_MRI else Reason.OUTSIDE,)
    listed = []
    if found.verdict == TUMOUR and len(found.prediction_set) > 1:
        listed.append(Reason.KIND_OPEN)
    elif found.verdict == UNCERTAIN:
        listed.append(Reason.UNCERTAIN if TUMOUR_FREE in found.prediction_set else Reason.OPEN_BETWEEN)
    if _margin(found) <= _NEAR:
        listed.append(Reason.NEAR_BOUNDARY)
    return tuple(listed)


def urgency(record: Record) -> tuple[int, float]:
    """Return a sort key for records, the most urgent first: the most urgent reason, then how close the classes are.

    Those without a reason come last, the probable tumours among them first.
    """
    listed = reasons(record)
    if record.finding is None:
        return 0, 0.0
    if listed:
        return list(Reason).index(listed[0]), _margin(record.finding)
    return len(Reason), record.finding.probabilities.get(TUMOUR_FREE, 0.0)


def _margin(found: Finding) -> float:
    first, second, *_ = sorted(found.probabilities.values(), reverse=True)
    # As many digits as were written, so that 0.6 and 0.4 are 0.2 apart.
    return round(first - second, 6)
