"""Figures by protocol as small Markdown tables, each with a legend in plain words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import fill
from typing import cast

from core.model.confidence_levels import DEFAULT_LEVEL, format_level, format_levels
from core.model.known_classes import inline_name
from core.program.translation import format_number, tr
from core.program.wording import count_of, tenths
from training.statistics.figure_paths import Figures, find_figure, find_part, is_spread, value_in
from training.statistics.figures import Figure, Spread
from training.statistics.verdict_metrics import level_key

UNDEFINED = "–"

# Protocols whose figures are too good for every model: they come last, separate from the others.
COMPARISON_ONLY = ("official", "deduplicated")
_COMPARISON = "*for comparison only*"

# The images of each protocol that the recipes of Falx are measured by.
_MEANINGS = {
    "other_scanners": (
        "slices of TCGA-LGG, of institutions that no training image comes from; with a glioma and without, of the same "
        "scanners and patients. Most show a glioma, so tumour against none is more informative than accuracy."
    ),
    "source_shift": (
        "images of other collections, without copies of training images. Few are meningiomas and pituitary tumours: "
        "note the intervals, and the balanced accuracy."
    ),
    "patient_proxy": (
        "cross-validation on images of the same scanners, in blocks of slice numbers: patients are not named. The "
        "numbers run by plane and then by patient, so that a patient may have been trained on in another plane, and "
        "the folds differ in planes. The tumour-free images are a separate collection, so the tumours' right "
        "class is more informative than accuracy."
    ),
    "official": (
        "the Testing images of the Kaggle set's own split. Most of them have a copy, or a neighbouring slice that is "
        "most likely of the same patient, among the Training images, so the figures of any model are too good here."
    ),
    "deduplicated": (
        "the same without each Testing image that has a copy, mirrored or not, among the Training images. Few are "
        "left, of the same scanners."
    ),
}

_NOTATION = (
    "In brackets: the 95 % interval, bootstrapped over patients or groups if the dataset names them, and "
    "exact (Clopper-Pearson) if all or none hit; for a cross-validation, the mean over the folds with the standard "
    f"deviation between them (sd). {UNDEFINED}: not measured, or not defined there."
)


@dataclass(frozen=True, slots=True)
class _Column:
    title: str
    cell: Callable[[Figures], str]


@dataclass(frozen=True, slots=True)
class _Table:
    """A table; one that is partial holds only the protocols that have a figure in its first column."""

    title: str
    columns: tuple[_Column, ...]
    legend: str
    is_partial: bool = False


def format_tables(protocols: Mapping[str, Figures], has_levels: bool = False) -> str:
    """Write the figures by protocol as Markdown: tables with their legends, and a description of the protocols.

    Protocols that did not measure verdicts, or had no outlines of tumours, are left out of the tables on them. Such a
    table is left out if only the protocols for comparison, whose figures are too good, would be in it.

    Args:
        protocols: for each name of a protocol what `falx evaluate` wrote into `metrics.json`, or what
            `falx train --folds` wrote into `cross_validation.json` with `images` besides. Figures may be missing.
        has_levels: whether the model's verdicts have levels to choose among.
    """
    if not protocols:
        return ""
    names = [name for name in protocols if name not in COMPARISON_ONLY]
    last = [name for name in COMPARISON_ONLY if name in protocols]
    tables = [_VERDICTS, _RIGHT, _PLACE, _TRUST_OF_LEVELS if has_levels else _TRUST]
    parts = [text for table in tables if (text := _format_table(table, protocols, names, last))]
    if has_levels and (note := _note_of_one_threshold(protocols, [*names, *last])):
        parts.append(fill(note, 120) + "\n")
    meanings = [f"`{name}`: {_MEANINGS[name]}" for name in names + last if name in _MEANINGS]
    listed = "".join(fill(text, 120, initial_indent="- ", subsequent_indent="  ") + "\n" for text in meanings)
    return "\n".join([*parts, fill(_NOTATION, 120) + "\n", *([listed] if listed else [])])


def _note_of_one_threshold(protocols: Mapping[str, Figures], names: Sequence[str]) -> str:
    """Name the protocols that were measured before verdicts had levels; "" if there are none."""
    earlier = [name for name in names if not find_part(protocols[name], _AT_USUAL_LEVEL)]
    nominal = (find_part(protocols[name], ("prediction_sets", "nominal")) for name in earlier)
    found = {level for level in nominal if isinstance(level, float | int)}
    at = f" of {format_levels(sorted(found))}" if found else ""
    return (
        f"Coverage and sets of {', '.join(earlier)} were measured with one threshold for all classes, at a nominal "
        f"coverage{at}, and refusal with one limit: not with the levels and limits of this model."
        if earlier
        else ""
    )


def format_cell(figure: Figure | Spread | None, as_percent: bool = True) -> str:
    """Write a figure with its interval, or a mean over folds with its spread; a dash if it is missing or undefined.

    Args:
        figure: of an evaluation or of a cross-validation, or None.
        as_percent: whether it is a share.
    """
    value = value_in(figure)
    if figure is None or value is None:
        return UNDEFINED
    unit = " %" if as_percent else ""
    if is_spread(figure):
        spread, folds = figure["standard_deviation"], count_of(figure["folds"], "fold")
        notes = folds if spread is None else f"sd {_number(spread, as_percent)}, {folds}"
    else:
        low, high = cast("Figure", figure)["interval"]
        notes = tr("{low} to {high}", low=_number(low, as_percent), high=_number(high, as_percent))
    return f"{_number(value, as_percent)}{unit} ({notes})"


def _format_table(table: _Table, protocols: Mapping[str, Figures], names: list[str], last: list[str]) -> str:
    """Write a table; "" if it is partial and no protocol belongs in it but those for comparison."""
    if table.is_partial:
        first = table.columns[0]
        names, last = ([name for name in some if first.cell(protocols[name]) != UNDEFINED] for some in (names, last))
        if not names:
            return ""
    titles = ["protocol", *(column.title for column in table.columns)]

    def row(name: str) -> list[str]:
        return [name, *(column.cell(protocols[name]) for column in table.columns)]

    rows = [titles, ["---"] * len(titles), *map(row, names)]
    if last:
        rows += [[_COMPARISON] + [""] * len(table.columns), *map(row, last)]
    lines = "".join(f"| {' | '.join(cells)} |\n" for cells in rows)
    return f"**{table.title}**\n\n{lines}\n{fill(table.legend, 120)}\n"


def _number(value: float | None, as_percent: bool) -> str:
    if value is None:
        return UNDEFINED
    return tenths(value) if as_percent else format_number(value, ".3f")


def _share(title: str, *path: str) -> _Column:
    return _Column(title, lambda figures: format_cell(find_figure(figures, path)))


def _plain(title: str, *path: str) -> _Column:
    return _Column(title, lambda figures: format_cell(find_figure(figures, path), as_percent=False))


def _worst_coverage(figures: Figures) -> str:
    """Write the least coverage of a class, and which class that is."""
    path = ("prediction_sets", "coverage_by_class")
    by_class = find_part(figures, path)
    names = by_class if isinstance(by_class, Mapping) else {}
    values = {name: value_in(find_figure(figures, (*path, name))) for name in names}
    occurring = {name: value for name, value in values.items() if value is not None}
    if not occurring:
        return UNDEFINED
    worst = min(occurring, key=lambda name: occurring[name])
    name = inline_name(worst).replace("|", r"\|")
    return f"{name}: {format_cell(find_figure(figures, (*path, worst)))}"


# Where the figures of the usual level are.
_AT_USUAL_LEVEL = ("verdicts", level_key(DEFAULT_LEVEL))

_VERDICTS = _Table(
    f"What its verdicts say at {format_level(DEFAULT_LEVEL)}",
    (
        _share("decided", *_AT_USUAL_LEVEL, "decided"),
        _share("right when decided", *_AT_USUAL_LEVEL, "right_when_decided"),
        _share("decided tumour-free", *_AT_USUAL_LEVEL, "decided_tumour_free"),
        _share("tumours called tumour-free", *_AT_USUAL_LEVEL, "tumour_called_tumour_free"),
        _share("tumour-free called a tumour", *_AT_USUAL_LEVEL, "tumour_free_called_tumour"),
        _share("unlike training", "unlike_training"),
        _share("no brain MRI", "not_a_brain_mri"),
    ),
    "Decided: the share of the images whose verdict is a class, or a tumour of open kind; a refused image is "
    "not decided. Right when decided: of those, the share whose verdict is true; a tumour of open kind is right "
    "if there is any tumour. Decided tumour-free: the share of the tumour-free images whose verdict is that "
    "there is no tumour. Then the wrong verdicts on whether there is a tumour: the share of the tumours, and of the "
    "tumour-free images, that get the contrary verdict. Unlike training, no brain MRI: the shares that are refused "
    "by the first limit of novelty alone, and by the second.",
    is_partial=True,
)

_RIGHT = _Table(
    "What it gets right",
    (
        _Column("images", lambda figures: str(figures.get("images", UNDEFINED))),
        _share("accuracy", "accuracy"),
        _share("balanced accuracy", "balanced_accuracy"),
        _share("tumours' right class", "any_tumour", "right_class"),
        _share("sensitivity", "any_tumour", "sensitivity"),
        _share("specificity", "any_tumour", "specificity"),
        _share("tumour against none", "any_tumour", "balanced_accuracy"),
        _share("nearest neighbour", "nearest_neighbour"),
    ),
    "Accuracy: the share of the images that get their true class, refused or not. Balanced accuracy: the mean of the "
    "classes' own accuracies, so that rare classes weigh as much as frequent ones. Tumours' right class: the share "
    "of the tumours that get their true class. Sensitivity: the share of the tumours that are called any kind of "
    "tumour; specificity: the share of the tumour-free images that are called so; tumour against none: the mean of "
    "the two, 50 % by guessing. Nearest neighbour: the accuracy of giving each image the class of the "
    "most similar one among the protocol's training images, compared as thumbnails of 32 x 32 pixels, also mirrored; "
    "it learns nothing.",
)

_PLACE = _Table(
    "Where it looks",
    (
        _share("Grad-CAM points into the tumour", "heat_maps", "grad-cam", "pointing"),
        _share("evidence map points into the tumour", "heat_maps", "evidence", "pointing"),
        _share("area of the tumour", "heat_maps", "grad-cam", "area_inside"),
    ),
    "Points into the tumour: the share of the images with an outline of the tumour whose heat map has its hottest "
    "point inside, without tolerance. Area of the tumour: the mean share of the picture inside the outline, which "
    "is how often a random point would be inside. Only networks that mark each cell with the evidence of a tumour "
    "have the evidence map.",
    is_partial=True,
)

_TRUST_COLUMNS = (
    _plain("calibration error", "calibration", "ece"),
    _share("coverage", "prediction_sets", "coverage"),
    _Column("coverage of the worst class", _worst_coverage),
    _share("sets of one class", "prediction_sets", "single"),
    _share("refused", "refused"),
)

_TRUST = _Table(
    "How far to trust it",
    _TRUST_COLUMNS,
    "Calibration error: the mean difference between stated probabilities and observed frequencies; 0 is perfect. "
    "Coverage: the share of the images whose prediction set holds the true class; of the worst class: of the "
    "class with the least coverage. The nominal coverage is not guaranteed, since one set of validation images "
    "was used for all that is fitted after the training: the biases of the classes, the temperature, the threshold of "
    "the sets and the novelty limit; and early stopping, in recipes that stop early. Sets of one class: the share "
    "of the images where the set leaves no choice; such sets are of use only if the coverage holds. Refused: "
    "the share that the novelty limit puts outside the training data.",
)

_TRUST_OF_LEVELS = _Table(
    "How far to trust it",
    _TRUST_COLUMNS,
    "Calibration error: the mean difference between stated probabilities and observed frequencies; 0 is perfect. "
    "Coverage: the share of the images whose plausible classes hold the true one, at the level that was measured, "
    "which is promised for each of the two questions separately; of the worst class: of the class with the least "
    "coverage. Sets of one class: the share of the images where one class alone is plausible; such sets are of use "
    "only if the coverage holds. Refused: the share that the novelty limits put outside the training data.",
)
