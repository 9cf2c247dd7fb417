"""Verdict tables of the evaluation report: each level, then each verdict at the requested level."""

from dataclasses import dataclass

from core.model.confidence_levels import format_level
from core.model.known_classes import display_name, inline_name
from core.model.verdicts import verdict_name
from core.program.html_report import Table
from training.reports.protocol_tables import format_cell
from training.statistics.figures import EvaluationFigures, Figure, PredictionSets, VerdictFigure
from training.statistics.verdict_metrics import figures_at

_NO_BREAK = "\N{NO-BREAK SPACE}"
# The name of a figure, its key, and what it is a share of.
_FIGURES: tuple[tuple[str, VerdictFigure, str], ...] = (
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


@dataclass(frozen=True, slots=True)
class VerdictTables:
    """The section of the verdicts.

    Attributes:
        levels: figures of each level.
        shares: of the images that get each verdict, at the requested level.
        has_several_levels: whether the model knows more than one.
    """

    levels: Table
    shares: Table
    has_several_levels: bool


def verdict_tables(metrics: EvaluationFigures) -> VerdictTables | None:
    """Put the verdicts into tables; None if they were not measured.

    Args:
        metrics: what `falx evaluate` measured.
    """
    asked = figures_at(metrics)
    if asked is None:
        return None
    levels = list(metrics["verdicts"].values())
    rows = [(title, *(_cell(level[name]) for level in levels), what) for title, name, what in _FIGURES if name in asked]
    heads = [f"at {format_level(level['level'])}".replace(" ", _NO_BREAK) for level in levels]
    shares = [
        (_name(word, metrics["confusion"]["classes"]), _line(share))
        for word, share in asked["shares"].items()
        if share["value"]
    ]
    return VerdictTables(
        Table(["Figure (95 % interval)", *heads, "Share of what"], rows),
        Table([f"Verdict at {format_level(metrics['level'])}", "Share of the images (95 % interval)"], shares),
        len(levels) > 1,
    )


def set_table(sets: PredictionSets) -> Table:
    """Put the prediction sets into a table.

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
    return Table(["Figure", "Value (95 % interval)"], rows)


def _name(word: str, classes: list[str]) -> str:
    return display_name(word) if word in classes else verdict_name(word)


def _line(figure: Figure, as_percent: bool = True) -> str:
    return format_cell(figure, as_percent).replace(" ", _NO_BREAK)


def _cell(figure: Figure) -> str:
    """Put the interval below the value, so that many columns fit."""
    return format_cell(figure).replace(" (", "\n(", 1).replace(" ", _NO_BREAK)
