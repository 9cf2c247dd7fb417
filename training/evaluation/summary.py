"""The figures of an evaluation in plain words: what they mean, why it matters, what to do."""

from collections.abc import Iterator

from core.model.heat_maps.known_heat_maps import find_heat_method
from core.model.known_classes import TUMOUR_FREE, inline_name
from core.program.wording import count_of, format_tenths
from training.reports.findings_page import Remark, Severity
from training.reports.verdict_summary import coverage_remarks, in_percent, verdict_remarks
from training.statistics.figures import EvaluationFigures, least_of, value_of

# Limits of good and bad calibration, as an expected calibration error.
_WELL, _BADLY = 0.03, 0.1
_MOSTLY, _RELIABLY = 0.5, 0.8
_TOO_ALIKE = 0.5


def method_name(name: str) -> str:
    """Return the words for a heat map that metrics name; one that is no longer known keeps its name."""
    method = find_heat_method(name)
    return method.words if method else name


def summarise(metrics: EvaluationFigures) -> list[Remark]:
    """Put what `falx evaluate` measured into words: the verdicts first, then problems before the rest."""
    remarks = [
        *_accuracy(metrics),
        *_training_data(metrics),
        *_shared_groups(metrics),
        *_only_class(metrics),
        *_any_tumour(metrics),
        *_calibration(metrics),
        *coverage_remarks(metrics),
        *_heat_maps(metrics),
        *_deletion(metrics),
        *_randomisation(metrics),
        *_unreadable(metrics),
    ]
    remarks.sort(key=lambda remark: list(Severity).index(remark.severity))
    return [*verdict_remarks(metrics), *remarks]


def _accuracy(metrics: EvaluationFigures) -> Iterator[Remark]:
    what = f"{in_percent(metrics['accuracy'])} of the images are classified correctly"
    nearest = metrics["nearest_neighbour"]
    if nearest is None:
        yield Remark(
            Severity.NOTE,
            f"{what}. The dataset names no training images, so there is no nearest neighbour to compare with.",
            "An accuracy alone does not show whether the images are easy, or copies of the training images.",
        )
        return
    what += (
        f"; a nearest neighbour among the dataset's training images, which learns nothing, gets {in_percent(nearest)}."
    )
    if least_of(metrics["accuracy"]) > value_of(nearest):
        yield Remark(Severity.FINE, what)
        return
    yield Remark(
        Severity.PROBLEM,
        what,
        "A model that is not clearly better than that may have learnt only what the images of one source look "
        "like; or the images are copies and neighbours of training images, and the figures are too good.",
        "Check the dataset with falx audit, and measure on images of other patients and scanners.",
    )


def _training_data(metrics: EvaluationFigures) -> Iterator[Remark]:
    if name := metrics["training_dataset"]:
        yield Remark(
            Severity.NOTE,
            f"The model was trained on the dataset {name}. Whether images measured here, copies of them or other "
            "slices of the same patients are among its training images is not checked.",
            "If they are, all these figures are too good.",
        )


def _shared_groups(metrics: EvaluationFigures) -> Iterator[Remark]:
    found = metrics["groups_in_training"]
    if found and found["groups"]:
        yield Remark(
            Severity.PROBLEM,
            f"Of the images, {found['images']:,} are of groups (usually a patient each; {found['groups']:,} in all) "
            "that also have images among the dataset's training images.",
            "Slices of one patient are alike, so the figures say less about new patients.",
            "Put all images of a group on one side.",
        )


def describe_only_class(metrics: EvaluationFigures) -> str:
    """Say which figures are not defined because all images are of one class; "" where there are several."""
    occurring = [name for name, found in metrics["per_class"].items() if found["images"]]
    if len(occurring) != 1:
        return ""
    return (
        f"All images are of one class, {inline_name(occurring[0])}, so balanced accuracy and the areas under the ROC "
        "curves are not defined."
    )


def _only_class(metrics: EvaluationFigures) -> Iterator[Remark]:
    if what := describe_only_class(metrics):
        yield Remark(
            Severity.NOTE, what, advice="To measure how well the model separates classes, add images of another one."
        )


def _any_tumour(metrics: EvaluationFigures) -> Iterator[Remark]:
    found = metrics["any_tumour"]
    if found is None:
        yield Remark(
            Severity.NOTE,
            f"No class of the model is called {TUMOUR_FREE}, so tumour against none is not measured.",
            advice=f"Name the class of the images without a tumour {TUMOUR_FREE}, if there is one.",
        )
        return
    if found["balanced_accuracy"]["value"] is None:
        if found["specificity"]["value"] is None:
            what = (
                f"All images show a tumour; {in_percent(found['sensitivity'])} are called one of the tumour classes. "
                "Without tumour-free images"
            )
        else:
            what = (
                f"No image shows a tumour; {in_percent(found['specificity'])} are called tumour-free. "
                "Without images of tumours"
            )
        yield Remark(Severity.NOTE, f"{what}, whether the model separates the two cannot be measured.")
        return
    what = (
        f"Of the images with a tumour, {in_percent(found['sensitivity'])} are called one of the tumour classes; of "
        f"those without, {in_percent(found['specificity'])} are called tumour-free."
    )
    if least_of(found["balanced_accuracy"]) > 0.5:
        yield Remark(Severity.NOTE, what)
        return
    yield Remark(
        Severity.PROBLEM,
        f"{what} On average that is no better than tossing a coin.",
        "The model may recognise sources of images instead of tumours.",
        "Do not use it on images like these.",
    )


def _calibration(metrics: EvaluationFigures) -> Iterator[Remark]:
    bins = [one for one in metrics["calibration"]["bins"] if one["images"]]
    stated = sum(one["images"] * (one["confidence"] or 0.0) for one in bins) / metrics["images"]
    error = value_of(metrics["calibration"]["ece"])
    what = (
        f"The model states a probability of {format_tenths(stated)} on average for the class that it names, "
        f"and is right in {in_percent(metrics['accuracy'])}; the two differ by {100 * error:.1f} percentage points "
        "over the bins."
    )
    if error <= _WELL:
        yield Remark(Severity.FINE, what)
        return
    yield Remark(
        Severity.PROBLEM if error > _BADLY else Severity.NOTE,
        what,
        "Its probabilities are not reliable on these images.",
    )


def _heat_maps(metrics: EvaluationFigures) -> Iterator[Remark]:
    for method, found in metrics["heat_maps"].items():
        name = method_name(method)
        if not found["images"]:
            yield Remark(
                Severity.NOTE,
                f"No outlines are given, so whether the {name} points at the tumour is not known.",
                advice="Give outlines in the manifest's column outline_xy.",
            )
            continue
        pointing, chance = found["pointing"], found["area_inside"]
        what = (
            f"The hottest point of the {name} for the true class is inside the outline of the tumour in "
            f"{in_percent(pointing)} of {count_of(found['images'], 'image')}; of points anywhere in the picture, "
            f"{in_percent(chance)} would."
        )
        if value_of(pointing) < _MOSTLY:
            yield Remark(
                Severity.PROBLEM, what, "Mostly it points elsewhere.", "Do not take the map for the place of a finding."
            )
        else:
            yield Remark(Severity.FINE if value_of(pointing) >= _RELIABLY else Severity.NOTE, what)


def _deletion(metrics: EvaluationFigures) -> Iterator[Remark]:
    for method, found in metrics["deletion"].items():
        if not found["images"]:
            continue
        name, by = method_name(method), value_of(found["advantage"])
        if least_of(found["advantage"]) > 0:
            yield Remark(
                Severity.FINE,
                f"The network uses what the {name} shows: blurring its hottest pixels away lowers the probability "
                f"sooner than blurring patches at random, by {100 * by:.1f} percentage points on average.",
            )
        else:
            yield Remark(
                Severity.PROBLEM,
                f"Blurring the hottest pixels of the {name} away does not clearly lower the probability sooner than "
                "blurring patches at random.",
                "The map does not show what the network uses.",
            )


def _randomisation(metrics: EvaluationFigures) -> Iterator[Remark]:
    for name, words in (("head", "only the last layers are"), ("network", "all weights are")):
        found = metrics["randomisation"][name]["rank_correlation"]["value"]
        if found is None:
            continue
        what = (
            f"When {words} random, the Grad-CAM has a rank correlation of {found:.2f} with that of the model; "
            "0 is unlike it, 1 the same."
        )
        if abs(found) <= _TOO_ALIKE:
            yield Remark(Severity.FINE, what)
        else:
            yield Remark(Severity.PROBLEM, what, "The map hardly depends on what was learnt.")


def _unreadable(metrics: EvaluationFigures) -> Iterator[Remark]:
    if count := len(metrics["unreadable"]):
        yield Remark(
            Severity.NOTE, f"{count:,} of {count_of(count + metrics['images'], 'image')} could not be read; see below."
        )
