"""The figures of an evaluation as rows of text."""

from collections.abc import Sequence

from core.model.confidence_levels import format_level, nearest_level
from core.model.known_classes import display_name, inline_name
from core.program.translation import format_number, mark, tr
from core.program.wording import count_of, format_probability, format_tenths
from training.reports.protocol_tables import UNDEFINED, format_cell
from training.statistics.figure_paths import find_figure, is_spread, value_in
from training.statistics.figures import CrossValidation, EvaluationFigures, Figure, Mistake, Summary, VerdictFigure
from training.statistics.verdict_metrics import figures_at, level_key

# The number of unreadable images that are named.
_NAMED = 3

# The figures of the verdicts at one level: name, path to the value.
_VERDICTS: tuple[tuple[str, VerdictFigure], ...] = (
    (mark("Decided"), "decided"),
    (mark("Right when decided"), "right_when_decided"),
    (mark("Tumour-free images called tumour-free"), "decided_tumour_free"),
    (mark("Tumours called tumour-free"), "tumour_called_tumour_free"),
    (mark("Tumour-free images called a tumour"), "tumour_free_called_tumour"),
)
# The meaning of these, for the text above the table.
VERDICT_WORDS = mark("Decided: the verdict is one class, or a tumour whose kind stays open.")

# Name, path to the value, whether it is a share.
_FIGURES = (
    (mark("Accuracy"), ("accuracy",), True),
    (mark("Balanced accuracy"), ("balanced_accuracy",), True),
    (mark("Any tumour: sensitivity"), ("any_tumour", "sensitivity"), True),
    (mark("Any tumour: specificity"), ("any_tumour", "specificity"), True),
    (mark("Log loss (lower is better)"), ("log_loss",), False),
    (mark("Calibration error (lower is better)"), ("calibration", "ece"), False),
    (mark("Prediction sets with the true class"), ("prediction_sets", "coverage"), True),
    (mark("Prediction sets of one class"), ("prediction_sets", "single"), True),
    (mark("Refused"), ("refused",), True),
    (mark("Refused as unlike the training data"), ("unlike_training",), True),
    (mark("Refused as no brain MRI"), ("not_a_brain_mri",), True),
    (mark("Hottest point inside the outline"), ("heat_maps", "grad-cam", "pointing"), True),
    (mark("Nearest neighbour (baseline without learning)"), ("nearest_neighbour",), True),
)


def figure_rows(metrics: EvaluationFigures, rival: EvaluationFigures | None) -> list[tuple[str, ...]]:
    """Return rows of name, figure with its 95 % interval below and, where there is a second model, its figure.

    The figures of the verdicts come first; they are dashes where an earlier program measured.
    """
    rows = _verdict_rows(metrics, rival)
    for name, place, is_share in _FIGURES:
        own = find_figure(metrics, place)
        other = find_figure(rival, place) if rival is not None else None
        if own is None or all(value_in(one) is None for one in (own, other)):
            continue
        row: tuple[str, ...] = (tr(name), _folded(format_cell(own, is_share)))
        if rival is not None:
            row += (_folded(format_cell(other, is_share)),)
        rows.append(row)
    return rows


def unreadable_words(lines: Sequence[str], one: str, several: str) -> str:
    """Return in words which images could not be read, the first ones with the reason; empty where all could.

    Args:
        lines: one for each, with its name.
        one: the consequence for one: "is not counted".
        several: the same for several.
    """
    if not lines:
        return ""
    names = "; ".join(lines[:_NAMED]) + ("; …" if len(lines) > _NAMED else "")
    images = count_of(len(lines), "image")
    return tr(
        "{images} could not be read and {consequence}: {names}",
        images=images,
        consequence=one if len(lines) == 1 else several,
        names=names,
    )


def class_rows(metrics: EvaluationFigures) -> list[tuple[str, ...]]:
    """Return for each class its name, number of images, precision, sensitivity and F1, with intervals below."""
    return [
        (
            display_name(name),
            format_number(found["images"]),
            *(_folded(format_cell(figure)) for figure in (found["precision"], found["recall"], found["f1"])),
        )
        for name, found in metrics["per_class"].items()
    ]


def mistake_words(mistake: Mistake) -> str:
    """Return in words how an image was classified."""
    share = format_probability(mistake["probability"])
    refused = tr("; refused as outside the training data") if mistake["refused"] else ""
    true, taken = display_name(mistake["true"]), inline_name(mistake["predicted"])
    return tr(
        "{true}, classified as {taken} ({share}, calibrated){refused}",
        true=true,
        taken=taken,
        share=share,
        refused=refused,
    )


def fold_rows(results: CrossValidation) -> list[tuple[str, ...]]:
    """Return for each figure of a cross-validation its name, the mean over the folds and each fold's value."""
    rows = []
    figures = [*_fold_verdicts(results["summary"]), *_FIGURES]
    for name, place, is_share in figures:
        found = find_figure(results["summary"], place)
        if found is None or not is_spread(found) or found["mean"] is None:
            continue
        spread = found["standard_deviation"]
        text = _plain(found["mean"], is_share) + (f" ± {_plain(spread, is_share)}" if spread is not None else "")
        values = [value_in(find_figure(fold, place)) for fold in results["folds"]]
        rows.append((tr(name), text, *(_plain(one, is_share) for one in values)))
    return rows


def head_words(model: str, is_in_use: bool = False) -> str:
    """Return the head of a model's column: the version below the name, so that the column stays narrow."""
    name, gap, version = model.rpartition(" ")
    words = f"{name}\n{version}" if gap else model
    return tr("{words}, in use", words=words) if is_in_use else words


def _verdict_rows(metrics: EvaluationFigures, rival: EvaluationFigures | None) -> list[tuple[str, ...]]:
    models = [metrics] if rival is None else [metrics, rival]
    measured = [figures_at(model) for model in models]
    asked = next((model["level"] for model, found in zip(models, measured, strict=True) if found), None)
    rows = []
    # Where nothing was measured, two rows of dashes are enough.
    for name, key in _VERDICTS if any(measured) else _VERDICTS[:2]:
        if any(found is not None and key not in found for found in measured):
            # There is no tumour-free class.
            continue
        cells = [
            _verdict_cell(found[key], model["level"], asked) if found else UNDEFINED
            for model, found in zip(models, measured, strict=True)
        ]
        rows.append((tr("{name}\nat {asked}", name=tr(name), asked=format_level(asked)) if asked else tr(name), *cells))
    return rows


def _verdict_cell(figure: Figure, level: float, asked: float | None) -> str:
    """Write a figure, and its level where it differs from that of the row."""
    cell = _folded(format_cell(figure))
    return cell if level == asked else tr("{cell}\nat {level}", cell=cell, level=format_level(level))


def _fold_verdicts(summary: Summary) -> list[tuple[str, tuple[str, ...], bool]]:
    """Return the figures of the verdicts at the default level, or the nearest that most folds have."""
    levels: dict[float, int] = {}
    for key in summary.get("verdicts", {}):
        decided = find_figure(summary, ("verdicts", key, "decided"))
        if decided and is_spread(decided):
            levels[float(key) / 100] = decided["folds"]
    if not levels:
        return []
    level = nearest_level([one for one, count in levels.items() if count == max(levels.values())])
    place = ("verdicts", level_key(level))
    return [
        (tr("{name}\nat {level}", name=tr(name), level=format_level(level)), (*place, key), True)
        for name, key in _VERDICTS
    ]


def _folded(cell: str) -> str:
    """Put the interval below the figure, so that two models fit beside the names on a small screen."""
    return cell.replace(" (", "\n(", 1)


def _plain(value: float | None, is_share: bool) -> str:
    if value is None:
        return UNDEFINED
    return format_tenths(value) if is_share else format_number(value, ".3f")
