"""The verdicts of an evaluation as tables of its report: each level, then each verdict at the level asked for."""

from collections.abc import Mapping
from html import escape
from typing import Any

from core.model.known_classes import display_name, inline_name
from core.model.levels import format_level
from core.model.verdicts import verdict_name
from core.program.html_report import format_table
from training.reports.protocol_tables import format_cell
from training.statistics.verdict_metrics import figures_at

_NO_BREAK = "\N{NO-BREAK SPACE}"
_LEVELS = (
    "A verdict decides when it names one class, or a tumour whose kind stays open. The level is how often the truth is "
    "to be among the plausible answers, to each question for itself: a higher level decides less often and is wrong "
    "less often. A refused image counts as not decided."
)
_ONE_LEVEL = (
    "A verdict decides when it names one class, or a tumour whose kind stays open. This model knows one level, of one "
    "question: which classes are plausible. A refused image counts as not decided."
)
_COVERAGE = (
    "A prediction set lists the classes that are plausible. Coverage is the share of the images whose set holds the "
    "true class. It is promised only for images like those that the sets were fitted on, not for each class, and where "
    "the model answers two questions, for each of these. Small sets are useful only where the coverage holds."
)
# What a figure is called, where it stands, and what it is.
_FIGURES = (
    ("Decided", "decided", "of all images"),
    ("Right when decided", "right_when_decided", "of the decided; an open kind is right for any tumour"),
    ("Decided: no tumour", "decided_tumour_free", "of the tumour-free images"),
    ("Decided: a tumour", "decided_tumour", "of the images with a tumour"),
    ("A tumour called tumour-free", "tumour_called_tumour_free", "of the images with a tumour; wrong"),
    ("Tumour-free called a tumour", "tumour_free_called_tumour", "of the tumour-free images; wrong"),
    ("A tumour plausible", "coverage_tumour", "of the images with a tumour"),
    ("No tumour plausible", "coverage_tumour_free", "of the tumour-free images"),
    ("The right kind plausible", "coverage_kind", "of the images with a tumour in which a tumour is plausible"),
)


def format_verdicts(metrics: Mapping[str, Any]) -> list[str]:
    """Write the section of the verdicts as parts of a page; none where they were not measured.

    Args:
        metrics: what `falx evaluate` measured.
    """
    asked = figures_at(metrics)
    if asked is None:
        return []
    levels = list(metrics["verdicts"].values())
    rows = [(title, *(_cell(level[name]) for level in levels), what) for title, name, what in _FIGURES if name in asked]
    heads = [f"at {format_level(level['level'])}".replace(" ", _NO_BREAK) for level in levels]
    shares = [
        (_name(word, metrics["confusion"]["classes"]), _line(share))
        for word, share in asked["shares"].items()
        if share["value"]
    ]
    return [
        "<h2>Verdicts</h2>",
        f"<p>{escape(_LEVELS if len(levels) > 1 else _ONE_LEVEL)}</p>",
        format_table(["Figure (95 % interval)", *heads, "Share of what"], rows),
        format_table([f"Verdict at {format_level(metrics['level'])}", "Share of the images (95 % interval)"], shares),
    ]


def format_sets(sets: Mapping[str, Any]) -> list[str]:
    """Write the section of the prediction sets as parts of a page.

    Args:
        sets: `prediction_sets` of what `falx evaluate` measured.
    """
    rows = [("Coverage, all classes", _line(sets["coverage"]))]
    for name, found in sets["coverage_by_class"].items():
        if found["value"] is not None:
            rows.append((f"Coverage, {inline_name(name)}", _line(found)))
    rows += [
        ("Level", format_level(sets["nominal"])),
        ("Sets of one class", _line(sets["single"])),
        ("Classes in a set, on average", _line(sets["mean_size"], as_percent=False)),
    ]
    return ["<h2>Prediction sets</h2>", f"<p>{_COVERAGE}</p>", format_table(["Figure", "Value (95 % interval)"], rows)]


def _name(word: str, classes: list[str]) -> str:
    return display_name(word) if word in classes else verdict_name(word)


def _line(figure: Mapping[str, Any], as_percent: bool = True) -> str:
    return format_cell(figure, as_percent).replace(" ", _NO_BREAK)


def _cell(figure: Mapping[str, Any]) -> str:
    """Put the interval below the value, so that many columns fit."""
    return format_cell(figure).replace(" (", "\n(", 1).replace(" ", _NO_BREAK)
