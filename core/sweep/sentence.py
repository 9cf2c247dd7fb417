"""One sentence on a study, the verdict and where; and one on each of its slices."""

from core.model.known_classes import TUMOUR_FREE, find_class, joined_names
from core.model.verdicts import REFUSED, TUMOUR, UNCERTAIN, stated_in_words, whole_verdict
from core.program.translation import mark, tr
from core.program.wording import count_of
from core.sweep.result import StudyVerdict, SweptSlice

# Why the verdict on a study leaves a slice out that the model accepts.
OUTSIDE = mark("skull base, neck or another plane")


def study_sentence(study: StudyVerdict | None, look_first: int | None, count: int, unreadable: int = 0) -> str:
    """Write the verdict on a study; slices are counted from 1.

    Args:
        study: the verdict; None where no slice could be read.
        look_first: place of the slice to look at first, from 0.
        count: how many slices there are.
        unreadable: how many of them could not be read.
    """
    left_out = tr(" {slices} could not be read.", slices=count_of(unreadable, "slice")) if unreadable else ""
    if study is None:
        return tr("None of the slices could be read.")
    where = tr(" in {slices}", slices=_slices(*study.run)) if study.run else ""
    # A slice is named once.
    first = ""
    if look_first is not None and study.run != (look_first, look_first):
        first = tr("; look first at {look_first}", look_first=look_first + 1)
    if study.is_refused:
        return tr(
            "No verdict on the study. {verdict}.{left_out}", verdict=whole_verdict(study.verdict), left_out=left_out
        )
    if study.verdict == TUMOUR_FREE:
        return tr(
            "No tumour found in {slices}{first}.{left_out}",
            slices=count_of(count - unreadable, "slice"),
            first=first,
            left_out=left_out,
        )
    if study.verdict == UNCERTAIN:
        suspected = tr(". Most suspicious: {slices}", slices=_slices(*study.run)) if study.run else ""
        return f"{whole_verdict(UNCERTAIN, study.prediction_set)}{suspected}{first}.{left_out}"
    return f"{_called(study)}{where}{first}.{left_out}"


def slice_tip(one: SweptSlice, level: int, counts: bool = True) -> str:
    """Describe a slice that is done: its number, the verdict in words, the probability.

    Args:
        one: the slice.
        level: place of the level among those of the model.
        counts: whether the verdict on the study counts it.
    """
    if one.error:
        return tr("Slice {index} could not be read: {error}", index=one.index + 1, error=one.error)
    found = one.at(level)
    words = tr(
        "Slice {index}: {verdict}", index=one.index + 1, verdict=whole_verdict(found.verdict, found.prediction_set)
    )
    is_refused = found.verdict in REFUSED and not one.is_accepted
    if not is_refused and found.stated is not None:
        words += f", {stated_in_words(found.stated)}"
    return (
        words
        if counts or not one.is_accepted
        else tr("{words}. Not counted for the study: {outside}", words=words, outside=tr(OUTSIDE))
    )


def _called(study: StudyVerdict) -> str:
    known = [name for name in study.prediction_set if find_class(name)]
    if study.verdict == TUMOUR or known:
        return (
            tr("Tumour ({prediction_set})", prediction_set=joined_names(study.prediction_set))
            if study.prediction_set
            else tr("Tumour")
        )
    return whole_verdict(study.verdict, study.prediction_set)


def _slices(first: int, last: int) -> str:
    return (
        tr("slice {first}", first=first + 1)
        if first == last
        else tr("slices {first} to {last}", first=first + 1, last=last + 1)
    )
