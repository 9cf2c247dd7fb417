"""HTML report of an evaluation in one self-contained file: no network, no scripts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from core.model.known_classes import display_name
from core.program.html_report import (
    Table,
    embed_picture,
    embed_png,
    render_page,
)
from core.program.wording import count_of, format_percent, format_tenths
from training.evaluation.summary import method_name, summarise
from training.reports.findings_page import shown_values
from training.reports.model_card import format_interval
from training.reports.verdict_report import set_table, verdict_tables
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


@dataclass(frozen=True, slots=True)
class _Risk:
    """The error rate when the model answers only the half of which it is most certain, in words."""

    kept: str
    error: str
    error_of_all: str
    mean_error: str


@dataclass(frozen=True, slots=True)
class _Mistake:
    """A wrong prediction of high probability; `picture` is a source, or None if there is none."""

    picture: str | None
    predicted: str
    probability: str
    true: str
    is_refused: bool
    path: str


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
    extent = f"{count_of(metrics['images'], 'image')} in {count_of(metrics['groups'], 'group')}{part}"
    return render_page(
        "evaluation_report.html",
        title=title,
        extent=extent,
        drawings={name: embed_png(content) for name, content in figures.items()},
        remarks=summarise(metrics),
        verdicts=verdict_tables(metrics),
        headline=_headline(metrics),
        classes=_classes(metrics["per_class"]),
        confusion=_confusion(metrics["confusion"]),
        calibration=_calibration(metrics["calibration"], metrics["log_loss"]),
        sets=set_table(metrics["prediction_sets"]),
        risk=_risk(metrics["risk_coverage"]),
        heat_maps=_heat(metrics["heat_maps"]),
        perturbation=_perturbation(metrics),
        randomisation=_randomisation(metrics["randomisation"]),
        mistakes=[_mistake(*one) for one in zip(metrics["worst"], mistakes, strict=True)],
        unreadable=metrics["unreadable"],
        most_lines=_LINES_SHOWN,
    )


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


def _headline(metrics: EvaluationFigures) -> Table:
    rows = [("Accuracy", _share(metrics["accuracy"]), "images classified correctly")]
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
    rows.append(("Refused", _share(metrics["refused"]), "outside the training data, by the novelty limit"))
    refused: tuple[tuple[str, Literal["unlike_training", "not_a_brain_mri"]], ...] = (
        ("Refused as unlike", "unlike_training"),
        ("Refused as no brain MRI", "not_a_brain_mri"),
    )
    rows += [(title, _share(metrics[name]), "part of the refused") for title, name in refused if name in metrics]
    return Table(["Figure", "Value (95 % interval)", "What it is"], rows)


def _classes(per_class: Mapping[str, ClassFigures]) -> Table:
    return Table(
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


def _confusion(confusion: Confusion) -> Table:
    names = [display_name(name) for name in confusion["classes"]]
    rows = [
        [name, *_narrow(_share(one) for one in shares)]
        for name, shares, counts in zip(names, confusion["shares"], confusion["counts"], strict=True)
        if any(counts)
    ]
    return Table(["True class", *(f"called {name}" for name in names)], rows)


def _calibration(calibration: Calibration, log_loss: Figure) -> Table:
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
    return Table(["Figure", "Value (95 % interval)", "What it is"], rows)


def _risk(found: RiskCoverage) -> _Risk:
    points = found["points"]
    half = min(points, key=lambda point: abs(point["kept"] - 0.5))
    return _Risk(
        format_percent(half["kept"]),
        format_tenths(half["error"]),
        format_tenths(points[-1]["error"]),
        _share(found["area"]),
    )


def _heat(heat_maps: Mapping[str, HeatFigures]) -> Table:
    rows: list[list[str | int]] = [
        [
            method_name(method),
            found["images"],
            *_narrow(_share(found[figure]) for figure in ("pointing", "iou", "energy_inside", "area_inside")),
        ]
        for method, found in heat_maps.items()
    ]
    return Table(["Heat map", "Images", "Pointing", "IoU", "Energy inside", "Area inside"], rows)


def _perturbation(metrics: EvaluationFigures) -> Table:
    rows: list[list[str | int]] = [
        [
            f"{title}, {method_name(method)}",
            found["images"],
            *(_number(found[figure]) for figure in ("area", "random_area", "advantage")),
        ]
        for title, by_method in (("Deletion", metrics["deletion"]), ("Insertion", metrics["insertion"]))
        for method, found in by_method.items()
    ]
    return Table(["Test", "Images", "Area", "Area at random", "Advantage"], rows)


def _randomisation(found: Mapping[str, Likeness]) -> Table:
    return Table(
        ["Random weights", "Images", "Rank correlation"],
        [
            [title, found[name]["images"], _number(found[name]["rank_correlation"])]
            for title, name in (("Head", "head"), ("Whole network", "network"))
        ],
    )


def _mistake(one: Mistake, picture: npt.NDArray[np.uint8] | None) -> _Mistake:
    return _Mistake(
        None if picture is None else embed_picture(picture),
        display_name(one["predicted"]),
        format_tenths(one["probability"]),
        display_name(one["true"]),
        one["refused"],
        one["path"],
    )
