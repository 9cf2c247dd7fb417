"""What a model is worth: the figures of its package, as a table of a report."""

from collections.abc import Mapping
from typing import Any

from core.program.html_report import Table
from core.program.wording import format_tenths

# Of the images that a training used itself.
_OWN = "validation"
# Protocols whose test images resemble the training images: their figures are for comparison with others alone.
_FLATTERING = ("official", "deduplicated")
_WORDS = {
    "patient_proxy": "new slices of the scanners that the models learnt from",
    "source_shift": "images of other collections",
    "other_scanners": "other scanners, with and without a tumour",
}
_COLUMNS = (
    ("tumours found", "any_tumour", "sensitivity"),
    ("tumour-free recognised", "any_tumour", "specificity"),
    ("right kind of tumour", "any_tumour", "right_class"),
)
_SPREAD = "Brackets hold the 95 % interval, or the spread between folds (sd)."


def performance_table(metrics: Mapping[str, Any]) -> Table | None:
    """Make a table of what was measured, a row for each protocol; None where nothing was.

    Args:
        metrics: figures by protocol, as a package states them.
    """
    rows: list[tuple[str | int, ...]] = []
    for name, figures in metrics.items():
        if name == _OWN or name in _FLATTERING or not isinstance(figures, Mapping):
            continue
        cells = [_figure(figures, group, key) for _, group, key in _COLUMNS]
        images = figures.get("images")
        if any(cells):
            shown = [cell or "–" for cell in cells]
            words = _WORDS.get(name, name.replace("_", " "))
            rows.append((words, images if isinstance(images, int) else "–", *shown))
    return Table(("Measured on", "Images", *(title for title, _, _ in _COLUMNS)), rows) if rows else None


def performance_words(metrics: Mapping[str, Any], model: str) -> str:
    """Say how to read the table, or that there are no figures.

    Args:
        metrics: figures by protocol, as a package states them.
        model: name and version.
    """
    if performance_table(metrics) is None:
        return "How often the verdicts of this model are right was not measured on test data."
    is_own = all(
        figures.get("model") == model
        for name, figures in metrics.items()
        if name != _OWN and isinstance(figures, Mapping)
    )
    whose = f"of {model}" if is_own else "of models that were trained in the same way, without the images measured on"
    return f"Figures {whose}. {_SPREAD} The model card has all of them, and their limits."


def _figure(figures: Mapping[str, Any], group: str, key: str) -> str:
    summary = figures.get("summary")
    for place in (figures, summary):
        found = place.get(group) if isinstance(place, Mapping) else None
        figure = found.get(key) if isinstance(found, Mapping) else None
        if isinstance(figure, Mapping):
            return _in_words(figure)
    return ""


def _in_words(figure: Mapping[str, Any]) -> str:
    mean, spread, interval = figure.get("mean"), figure.get("standard_deviation"), figure.get("interval")
    value = figure.get("value") if mean is None else mean
    if not isinstance(value, int | float):
        return ""
    if isinstance(spread, int | float):
        return f"{format_tenths(value)} (sd {100 * spread:.1f})"
    if isinstance(interval, list) and len(interval) == 2 and all(isinstance(end, int | float) for end in interval):
        return f"{format_tenths(value)} ({100 * interval[0]:.1f} to {100 * interval[1]:.1f})"
    return format_tenths(value)
