"""Verdict findings of an evaluation, and whether their promises hold, in plain words."""

from collections.abc import Iterator

from core.model.confidence_levels import DEFAULT_LEVEL, format_level
from core.model.known_classes import inline_name
from core.program.wording import exact_percent, format_tenths
from training.reports.findings_page import Remark, Severity
from training.statistics.figures import EvaluationFigures, Figure, VerdictFigure, greatest_of, value_of
from training.statistics.verdict_metrics import figures_at

_MOSTLY = 0.5
# Models that ask for a tumour first and then for its kind promise a level for each of these questions.
_BOTH = 2


def in_percent(metric: Figure) -> str:
    """Write a share as a percentage with one decimal."""
    return "not defined" if metric["value"] is None else format_tenths(metric["value"])


def verdict_remarks(metrics: EvaluationFigures) -> Iterator[Remark]:
    """Describe how often the verdicts decide, and how often they are right when they do."""
    found = figures_at(metrics)
    if found is None:
        return
    level, decided, right = metrics["level"], found["decided"], found["right_when_decided"]
    what = f"At the level of {format_level(level)}, the verdict decides in {in_percent(decided)} of the images"
    what += f", and {in_percent(right)} of those verdicts are right." if right["value"] is not None else "."
    sides: tuple[tuple[VerdictFigure, str], ...] = (
        ("decided_tumour_free", "the tumour-free images"),
        ("tumour_called_tumour_free", "those with a tumour"),
    )
    defined = [(found[name], words) for name, words in sides if name in found and found[name]["value"] is not None]
    if stated := [f"{in_percent(one)} of {words}" for one, words in defined]:
        what += f" It states that no tumour is found in {' and '.join(stated)}."
    if value_of(decided) < _MOSTLY:
        yield Remark(Severity.NOTE, what, "For most images the answer stays open, however probable one class is.")
    else:
        yield Remark(Severity.FINE, what)


def coverage_remarks(metrics: EvaluationFigures) -> Iterator[Remark]:
    """Return whether the promises of the prediction sets are kept, and whether they are those of few images."""
    yield from (_answers if metrics.get("questions") == _BOTH else _coverage)(metrics)
    yield from _few_images(metrics)


def _coverage(metrics: EvaluationFigures) -> Iterator[Remark]:
    sets = metrics["prediction_sets"]
    what = (
        f"{in_percent(sets['coverage'])} of the prediction sets hold the true class; they were calibrated for "
        f"{exact_percent(sets['nominal'])} %."
    )
    worst = sets["worst_class"]
    if worst is not None and value_of(sets["coverage_by_class"][worst]) < value_of(sets["coverage"]):
        what += (
            f" For {inline_name(worst)} it is {in_percent(sets['coverage_by_class'][worst])}, the least of all classes."
        )
    if greatest_of(sets["coverage"]) >= sets["nominal"]:
        yield Remark(Severity.FINE, what)
        return
    yield Remark(
        Severity.PROBLEM,
        what,
        "The promise of the sets holds only for images like those that they were fitted on. These are different.",
    )


def _answers(metrics: EvaluationFigures) -> Iterator[Remark]:
    """Report how often the answers to the two questions hold the truth: each should, at the level."""
    found, level = figures_at(metrics), metrics["level"]
    if found is None or "coverage_tumour" not in found:
        yield from _coverage(metrics)
        return
    parts: tuple[tuple[VerdictFigure, str], ...] = (
        ("coverage_tumour", "{} of the images with a tumour"),
        ("coverage_tumour_free", "{} of those without"),
        ("coverage_kind", "{} of the tumours, as far as their kind is concerned"),
    )
    stated = [(found[name], words) for name, words in parts if found[name]["value"] is not None]
    what = (
        "The truth is among the plausible answers in "
        + ", ".join(words.format(in_percent(one)) for one, words in stated)
        + f"; the model was calibrated for {format_level(level)} of each."
    )
    if all(greatest_of(one) >= level for one, _ in stated):
        yield Remark(Severity.FINE, what)
        return
    yield Remark(
        Severity.PROBLEM,
        what,
        "The level holds only for images like those that the model was calibrated on. These are different.",
    )


def _few_images(metrics: EvaluationFigures) -> Iterator[Remark]:
    """Report a model that cannot promise the usual level."""
    levels = [found["level"] for found in metrics.get("verdicts", {}).values()]
    if levels and max(levels) < DEFAULT_LEVEL:
        yield Remark(
            Severity.NOTE,
            f"The highest level of the model is {format_level(max(levels))}; usual is {format_level(DEFAULT_LEVEL)}.",
            "It had too few images to be calibrated on to promise more.",
        )
