"""The figures of an evaluation as one HTML file that needs nothing else: no network, no scripts."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

import numpy as np
import numpy.typing as npt

from core.model.known_classes import display_name
from core.program.html_report import format_page, format_picture, format_png, format_table
from core.program.wording import count_of, format_percent, format_tenths
from training.evaluation.summary import method_name, summarise
from training.reports.findings_page import SHOWS_IMAGES, format_remark, shown_values
from training.reports.model_card import format_interval
from training.reports.verdict_report import format_sets, format_verdicts
from training.statistics.figures import (
    Calibration,
    ClassFigures,
    Confusion,
    EvaluationFigures,
    Figure,
    HeatFigures,
    Likeness,
    Mistake,
    RiskCoverage,
)

_LINES_SHOWN = 50
_UNIT = "\N{NO-BREAK SPACE}%"
_STYLE = """
.drawing { background: #fff; width: fit-content; max-width: 100%; box-sizing: border-box; margin: 1rem 0; }
.drawing img { display: block; max-width: 100%; height: auto; }
.mistakes { display: grid; grid-template-columns: repeat(auto-fill, minmax(18rem, 1fr)); gap: .8rem; }
.mistakes img { display: block; width: 100%; height: auto; background: #000; }
.caption { margin-top: -.6rem; font-size: .85rem; }
th { overflow-wrap: normal; vertical-align: bottom; }
td { white-space: pre-line; vertical-align: top; overflow-wrap: normal; font-variant-numeric: tabular-nums; }
"""
_METHOD = (
    "The model package was measured as it stands, through the same preprocessing and the same runtime (LiteRT) as "
    "in the window. Every image counts, refused or not. Intervals hold 95 %: whole groups (patients, where the dataset "
    "names them) are drawn with replacement, 2,000 times, 500 times for areas under curves; where all or none hit they "
    "are those of Clopper and Pearson for as many trials as there are groups. They tell how much chance there is in "
    "the choice of these patients, not how other scanners would do."
)
_HEAT = (
    "Measured on all images with an outline, for the true class, whatever was predicted. Pointing: the hottest point "
    "lies inside the outline, without tolerance; a map without heat misses. IoU: overlap of what is at half the "
    "maximum or hotter with the inside. Energy inside: share of all heat that lies inside. Area inside: share of the "
    "picture that lies inside, which is what pointing and energy would be for a map that knows nothing."
)
_PERTURBATION = (
    "Of at most 200 images, always the same ones, tenths of the picture are blurred, the hottest of the predicted "
    "class's map first (deletion), or brought back into the blurred picture (insertion). Area: under the curve of the "
    "predicted class's probability; lower is better in deletion, higher in insertion. Advantage: by how much it is "
    "better than in a random order of patches as coarse as the map."
)
_RANDOMISATION = (
    "Of the same images, the Grad-CAM's cells are compared with those of a model whose weights are shuffled layer by "
    "layer: a map that shows what was learnt looks different then (rank correlation near 0). LiteRT cannot train, "
    "but the constants of its file can be shuffled; the head is shuffled five times, the whole network once."
)


def format_report(
    metrics: EvaluationFigures, figures: Mapping[str, bytes], mistakes: Sequence[npt.NDArray[np.uint8] | None]
) -> str:
    """Write the report.

    Args:
        metrics: what `falx evaluate` measured.
        figures: of `training.evaluation.plots`, PNG by name.
        mistakes: pictures of `metrics["worst"]`, in their order, (H, W, 3) uint8 BGR, None where there is none.

    Returns:
        A whole HTML page.
    """
    metrics = shown_values(metrics)
    title = f"{metrics['model']} on {metrics['dataset']}"
    part = f", split {metrics['split']}" if metrics["split"] else ""
    part += f", fold {metrics['fold']}" if metrics["fold"] is not None else ""
    images = count_of(metrics["images"], "image")
    sections = [
        f"<h1>{escape(title)}</h1>",
        f"<p>{images} in {count_of(metrics['groups'], 'group')}{escape(part)}. {SHOWS_IMAGES}</p>",
        "<h2>In short</h2>",
        *map(format_remark, summarise(metrics)),
        *format_verdicts(metrics),
        "<h2>Figures</h2>",
        _headline(metrics),
        "<h2>Classes</h2>",
        _classes(metrics["per_class"]),
        _drawing(figures, "confusion", "Confusion matrix: true classes in rows, shares of each row in per cent"),
        _confusion(metrics["confusion"]),
        _drawing(figures, "roc", "ROC curves: each class against the rest; the dotted line is chance"),
        "<h2>Do the probabilities mean what they say?</h2>",
        _calibration(metrics["calibration"], metrics["log_loss"]),
        _drawing(
            figures,
            "reliability",
            "Reliability diagram: on the dotted line, stated and observed agree; below it, the model is too sure",
        ),
        *format_sets(metrics["prediction_sets"]),
        "<h2>Leaving the least certain to a person</h2>",
        _risk(metrics["risk_coverage"]),
        _drawing(figures, "risk_coverage", "Errors among the images that the model answers, the most certain first"),
        "<h2>Heat maps</h2>",
        f"<p>{_HEAT}</p>",
        _heat(metrics["heat_maps"]),
        f"<p>{_PERTURBATION}</p>",
        _perturbation(metrics),
        _drawing(
            figures, "perturbation", "Probability of the predicted class as the picture is blurred or brought back"
        ),
        f"<p>{_RANDOMISATION}</p>",
        _randomisation(metrics["randomisation"]),
        *_mistakes(metrics["worst"], mistakes),
        *_unreadable(metrics["unreadable"]),
        "<h2>How it was measured</h2>",
        f"<p>{_METHOD}</p>",
    ]
    # No line shall begin with a per cent sign.
    return format_page(title, (section.replace(" %", _UNIT) for section in sections), _STYLE)


def _share(metric: Figure) -> str:
    return _unbroken(format_interval(metric))


def _number(metric: Figure) -> str:
    return _unbroken(format_interval(metric, as_percent=False))


def _unbroken(text: str) -> str:
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _narrow(cells: Iterable[str]) -> list[str]:
    """Put the intervals of cells below their values, without the unit, so that many columns fit."""
    parts = (cell.partition("\N{NO-BREAK SPACE}(") for cell in cells)
    return [f"{value}\n({interval.replace(_UNIT, '')}" if interval else value for value, _, interval in parts]


def _headline(metrics: EvaluationFigures) -> str:
    rows = [("Accuracy", _share(metrics["accuracy"]), "images classified right")]
    if metrics["nearest_neighbour"]:
        rows.append(("Nearest neighbour", _share(metrics["nearest_neighbour"]), "the same without learning anything"))
    rows += [
        ("Balanced accuracy", _share(metrics["balanced_accuracy"]), "mean of the classes' recalls"),
        ("ROC AUC", _number(metrics["roc_auc"]), "mean of the classes, each against the rest; 0.5 is chance"),
    ]
    if found := metrics["any_tumour"]:
        rows += [
            (
                "Any tumour: sensitivity",
                _share(found["sensitivity"]),
                "tumours called one of the tumour classes",
            ),
            ("Any tumour: specificity", _share(found["specificity"]), "tumour-free images called so"),
            ("Any tumour: balanced accuracy", _share(found["balanced_accuracy"]), "mean of the two"),
            ("Any tumour: ROC AUC", _number(found["roc_auc"]), "by the probability of any tumour"),
        ]
    rows.append(("Refused", _share(metrics["refused"]), "outside what the model was trained on, it says"))
    refused = (("Refused as unlike", "unlike_training"), ("Refused as no brain MRI", "not_a_brain_mri"))
    figures: Mapping[str, Any] = metrics
    rows += [(title, _share(figures[name]), "part of the refused") for title, name in refused if name in figures]
    return format_table(["Figure", "Value (95 % interval)", "What it is"], rows)


def _classes(per_class: Mapping[str, ClassFigures]) -> str:
    return format_table(
        ["Class", "Images", "Precision", "Recall (sensitivity)", "Specificity", "F1", "ROC AUC"],
        [
            [
                display_name(name),
                found["images"],
                *_narrow(_share(found[figure]) for figure in ("precision", "recall", "specificity", "f1")),
                *_narrow([_number(found["roc_auc"])]),
            ]
            for name, found in per_class.items()
        ],
    )


def _confusion(confusion: Confusion) -> str:
    names = [display_name(name) for name in confusion["classes"]]
    rows = [
        [name, *_narrow(_share(one) for one in shares)]
        for name, shares, counts in zip(names, confusion["shares"], confusion["counts"], strict=True)
        if any(counts)
    ]
    return format_table(["True class", *(f"called {name}" for name in names)], rows)


def _calibration(calibration: Calibration, log_loss: Figure) -> str:
    rows = [
        (
            "Expected calibration error",
            _number(calibration["ece"]),
            "mean gap of the bins below; leans upwards with few images",
        ),
        ("Brier score", _number(calibration["brier"]), "squared error of all probabilities, 0 to 2"),
        ("Log loss", _number(log_loss), "in nats; punishes certainty that is wrong"),
    ]
    if calibration["any_tumour_ece"]:
        rows.insert(
            1,
            ("The same of any tumour", _number(calibration["any_tumour_ece"]), "gap of the probability of any tumour"),
        )
    return format_table(["Figure", "Value (95 % interval)", "What it is"], rows)


def _risk(found: RiskCoverage) -> str:
    points = found["points"]
    half = min(points, key=lambda point: abs(point["kept"] - 0.5))
    text = (
        f"Answering only the most certain {format_percent(half['kept'])} of the images, the model would be wrong in "
        f"{format_tenths(half['error'])} of them, instead of {format_tenths(points[-1]['error'])} of all."
    )
    return f"<p>{escape(text)} Mean error over all shares: {escape(_share(found['area']))}.</p>"


def _heat(heat_maps: Mapping[str, HeatFigures]) -> str:
    rows: list[list[str | int]] = [
        [
            method_name(method),
            found["images"],
            *_narrow(_share(found[figure]) for figure in ("pointing", "iou", "energy_inside", "area_inside")),
        ]
        for method, found in heat_maps.items()
    ]
    return format_table(["Heat map", "Images", "Pointing", "IoU", "Energy inside", "Area inside"], rows)


def _perturbation(metrics: EvaluationFigures) -> str:
    rows: list[list[str | int]] = [
        [
            f"{title}, {method_name(method)}",
            found["images"],
            *(_number(found[figure]) for figure in ("area", "random_area", "advantage")),
        ]
        for title, by_method in (("Deletion", metrics["deletion"]), ("Insertion", metrics["insertion"]))
        for method, found in by_method.items()
    ]
    return format_table(["Test", "Images", "Area", "Area at random", "Advantage"], rows)


def _randomisation(found: Mapping[str, Likeness]) -> str:
    return format_table(
        ["Random weights", "Images", "Rank correlation"],
        [
            [title, found[name]["images"], _number(found[name]["rank_correlation"])]
            for title, name in (("Head", "head"), ("Whole network", "network"))
        ],
    )


def _drawing(figures: Mapping[str, bytes], name: str, caption: str) -> str:
    if name not in figures:
        return ""
    drawing = f'<figure class="drawing">{format_png(figures[name], caption)}</figure>'
    return f'{drawing}<p class="caption">{escape(caption)}.</p>'


def _mistakes(worst: Sequence[Mistake], pictures: Sequence[npt.NDArray[np.uint8] | None]) -> Iterable[str]:
    yield "<h2>The worst mistakes</h2>"
    if not worst:
        yield "<p>None: every image is classified right.</p>"
        return
    yield (
        "<p>The images that the model was most certain of, and wrong about. On the left the picture, with the outline "
        "of the tumour in blue where it is known; on the right the heat map of the predicted class.</p>"
    )
    yield '<div class="mistakes">' + "".join(map(_mistake, worst, pictures)) + "</div>"


def _mistake(one: Mistake, picture: npt.NDArray[np.uint8] | None) -> str:
    shown = "" if picture is None else format_picture(picture, "the picture, and its heat map")
    refused = "; refused as outside the training data" if one["refused"] else ""
    caption = (
        f"<b>{escape(display_name(one['predicted']))}</b>, stated at {_certainty(one['probability'])}; "
        f"is {escape(display_name(one['true']))}{refused}<br>{escape(one['path'])}"
    )
    return f"<figure>{shown}<figcaption>{caption}</figcaption></figure>"


def _certainty(probability: float) -> str:
    return escape(format_tenths(probability))


def _unreadable(lines: Sequence[str]) -> Iterable[str]:
    if lines:
        yield "<h2>Files that cannot be read</h2>"
        yield "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines[:_LINES_SHOWN]) + "</ul>"
        if len(lines) > _LINES_SHOWN:
            yield f"<p>Shown are {_LINES_SHOWN} of {len(lines):,}.</p>"
