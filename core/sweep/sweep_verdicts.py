"""The verdicts of a sweep: on each slice at every level, and on the study that the slices make."""

from collections.abc import Sequence
from dataclasses import replace

from core.image.slice import Slice, Window
from core.model.classifier import Classifier
from core.model.known_classes import TUMOUR_FREE
from core.model.package import ModelPackage
from core.model.prediction import Prediction
from core.model.verdicts import stated_probability
from core.study.slice_runs import is_suspicious
from core.study.study_slice import StudySlice, summarise
from core.study.study_verdict import Findings, examine, judge
from core.sweep.result import SliceVerdict, StudyVerdict, SweepEnd, SweptSlice


def sweep_slice(
    image: Slice, window: Window | None, index: int, path: str, classifier: Classifier
) -> tuple[SweptSlice, StudySlice]:
    """Classify one slice of a stack.

    Args:
        image: the slice.
        window: what to see it through; its own window by default.
        index: its place in the stack, from 0.
        path: of its file.
        classifier: what to classify with.

    Raises:
        InvalidPackageError: if the network cannot be run.
    """
    package = classifier.package
    prediction = classifier.predict(image, window)
    # By its place in the stack, which files of one slice each do not state.
    study = summarise(path, replace(image, frame=index), prediction, package)
    swept = SweptSlice(
        index=index,
        verdicts=tuple(_verdict(classifier.at_level(prediction, level)) for level in package.levels),
        height=study.suspicion,
        is_accepted=study.is_accepted,
        is_suspicious=is_suspicious(study, TUMOUR_FREE in package.classes),
    )
    return swept, study


def end_sweep(done: Sequence[SweptSlice], studies: Sequence[StudySlice], package: ModelPackage) -> SweepEnd:
    """Make the verdict on the study at every level of the model.

    Args:
        done: all slices of the stack.
        studies: what the study needs of those that could be read.
        package: that they were classified with.
    """
    unreadable = sum(bool(one.error) for one in done)
    if not studies:
        return SweepEnd((), None, unreadable)
    verdicts = {one.index: one.verdicts for one in done}
    found, first, counting = [], 0, frozenset[int]()
    for place, level in enumerate(package.levels):
        at_level = [replace(one, verdict=verdicts[one.frame][place].verdict) for one in studies]
        study, findings = study_at(at_level, package, level)
        found.append(study)
        # The level changes neither.
        first, counting = findings.look_first.frame, frozenset(one.frame for one in findings.counting)
    return SweepEnd(tuple(found), first, unreadable, counting)


def study_at(slices: Sequence[StudySlice], package: ModelPackage, level: float) -> tuple[StudyVerdict, Findings]:
    """Make the verdict on a stack at one level.

    Args:
        slices: with their verdicts at the level, one at least; their frames are their places in the stack.
        package: that they were classified with.
        level: one of the package's.

    Returns:
        The verdict, and what it was made from.
    """
    called_from = package.study_called_from
    findings = examine(slices, TUMOUR_FREE in package.classes, called_from)
    study = judge(findings, package.classes, lambda mean, is_open: package.plausible(mean, level, is_open), called_from)
    places = [one.frame for one in findings.run.slices] if findings.run else []
    run = (min(places), max(places)) if places else None
    return StudyVerdict(study.verdict, study.prediction_set, run, not findings.has_enough), findings


def _verdict(prediction: Prediction) -> SliceVerdict:
    shares = dict(zip(prediction.classes, prediction.probabilities.tolist(), strict=True))
    plausible = prediction.prediction_set
    stated = stated_probability(prediction.verdict, prediction.label, shares, prediction.tumour_probability, plausible)
    return SliceVerdict(prediction.verdict, plausible, stated)
