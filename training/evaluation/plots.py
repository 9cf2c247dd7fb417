"""Plots of an evaluation, as PNG: on white, distinguished by line and word as well as by colour."""

import io
import logging
from collections.abc import Mapping, Sequence
from itertools import cycle
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from core.model.known_classes import TUMOUR_FREE, display_name, find_class
from core.program.wording import format_percent
from training.statistics.figures import Calibration, Confusion, EvaluationFigures, PerturbationFigures, RiskCoverage
from training.statistics.ranking import roc_points

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Okabe and Ito (2008), for classes that Falx does not know.
_OTHER_COLOURS = ("#0072B2", "#CC79A7", "#D55E00", "#000000", "#F0E442")
_LINES = ("-", "--", "-.", ":")
_INK, _QUIET, _MAIN, _SECOND = "#1c2128", "#6b747d", "#0072B2", "#D55E00"
_DPI = 130


def draw_figures(
    metrics: EvaluationFigures,
    labels: npt.NDArray[np.int64],
    probabilities: npt.NDArray[np.float32],
    classes: Sequence[str],
) -> dict[str, bytes]:
    """Draw all figures.

    Args:
        metrics: what `falx evaluate` measured.
        labels: (N,) indices of the true classes.
        probabilities: (N, C), calibrated.
        classes: the names of the C classes.

    Returns:
        The bytes of PNG files by name, without suffix: `confusion`, `roc`, `reliability`, `risk_coverage`,
        `perturbation`; those that can be drawn.
    """
    figures = {
        "confusion": _confusion(metrics["confusion"]),
        "roc": _roc(metrics, labels, probabilities.astype(np.float64), classes),
        "reliability": _reliability(metrics["calibration"]),
        "risk_coverage": _risk_coverage(metrics["risk_coverage"]),
        "perturbation": _perturbation(metrics["deletion"], metrics["insertion"]),
    }
    return {name: _png(figure) for name, figure in figures.items() if figure}


def _figure(columns: int = 1, width: float = 5.2, height: float = 4.4) -> "tuple[Figure, list[Axes]]":
    # matplotlib reports on standard error that it builds a font cache.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained", facecolor="white")
    axes = list(np.atleast_1d(np.asarray(figure.subplots(1, columns), object)))
    for one in axes:
        one.spines[["top", "right"]].set_visible(False)
        one.spines[["left", "bottom"]].set_color(_QUIET)
        one.tick_params(colors=_INK, labelsize=9)
        one.grid(color="#e3e6ea", linewidth=0.8)
        one.set_axisbelow(True)
    return figure, axes


def _confusion(confusion: Confusion) -> "Figure":
    counts = np.array(confusion["counts"])
    names = [display_name(name) for name in confusion["classes"]]
    side = max(4.2, 1.6 + 0.75 * len(names))
    figure, [axes] = _figure(width=side + 0.9, height=side)
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    axes.grid(visible=False)
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for (row, column), count in np.ndenumerate(counts):
        text = f"{count:,}\n{format_percent(float(shares[row, column]))}" if counts[row].any() else "–"
        colour = "white" if shares[row, column] > 0.55 else _INK
        axes.text(column, row, text, ha="center", va="center", color=colour, fontsize=9)
    axes.set_xticks(range(len(names)), names, rotation=20, ha="right", rotation_mode="anchor")
    axes.set_yticks(range(len(names)), names)
    axes.set_xlabel("predicted class")
    axes.set_ylabel("true class")
    axes.tick_params(length=0)
    return figure


def _roc(
    metrics: EvaluationFigures,
    labels: npt.NDArray[np.int64],
    probabilities: npt.NDArray[np.float64],
    classes: Sequence[str],
) -> "Figure | None":
    curves = []
    if (any_tumour := metrics["any_tumour"]) and TUMOUR_FREE in classes:
        index = list(classes).index(TUMOUR_FREE)
        area = any_tumour["roc_auc"]["value"]
        curves.append(("Any tumour", area, 1 - probabilities[:, index], labels != index, _INK, "-"))
    others = iter(_OTHER_COLOURS * 4)
    for index, name in enumerate(classes):
        area = metrics["per_class"][name]["roc_auc"]["value"]
        known = find_class(name)
        colour = known.colour if known else next(others)
        line = _LINES[index % len(_LINES)]
        curves.append((display_name(name), area, probabilities[:, index], labels == index, colour, line))
    # With two classes each curve mirrors the other; any tumour represents both.
    curves = [curve for curve in curves if curve[1] is not None]
    if not curves:
        return None
    figure, [axes] = _figure()
    axes.plot([0, 1], [0, 1], color=_QUIET, linewidth=1, linestyle=(0, (1, 3)))
    for name, area, scores, is_positive, colour, line in curves:
        false_alarms, found = roc_points(scores, is_positive)
        axes.plot(false_alarms, found, color=colour, linestyle=line, linewidth=2, label=f"{name}: {area:.3f}")
    _square(axes, "share of the others called so", "share found")
    axes.legend(title="area under the curve", loc="lower right", frameon=False, fontsize=9, title_fontsize=9)
    return figure


def _reliability(calibration: Calibration) -> "Figure":
    figure, [axes] = _figure()
    filled = [one for one in calibration["bins"] if one["images"]]
    most = max(one["images"] for one in filled)
    axes.plot([0, 1], [0, 1], color=_QUIET, linewidth=1, linestyle=(0, (1, 3)))
    # Bins with images have both.
    stated = [one["confidence"] or 0.0 for one in filled]
    right = [one["accuracy"] or 0.0 for one in filled]
    for one, across, up in zip(filled, stated, right, strict=True):
        axes.bar(one["low"], up, one["high"] - one["low"], align="edge", color="#cfe3f1", edgecolor="white")
        axes.plot([across] * 2, [across, up], color=_SECOND, linewidth=1.5)
    axes.scatter(
        stated,
        right,
        [12 + 120 * one["images"] / most for one in filled],
        color=_MAIN,
        zorder=3,
        clip_on=False,
        label="images of a bin; larger: more images",
    )
    axes.plot([], [], color=_SECOND, linewidth=1.5, label="gap to what was stated")
    _square(axes, "stated probability of the predicted class", "share that was right")
    axes.legend(loc="upper left", frameon=False, fontsize=9)
    return figure


def _risk_coverage(found: RiskCoverage) -> "Figure":
    figure, [axes] = _figure(height=3.6)
    kept = [100 * point["kept"] for point in found["points"]]
    errors = [100 * point["error"] for point in found["points"]]
    axes.plot(kept, errors, color=_MAIN, linewidth=2, marker="o", markersize=4)
    axes.annotate(
        f"{errors[-1]:.1f} %", (kept[-1], errors[-1]), (0, 7), textcoords="offset points", ha="right", fontsize=9
    )
    axes.set_xlim(0, 104)
    axes.set_ylim(0, max(1.0, 1.2 * max(errors)))
    axes.set_xlabel("share answered by the model, most certain first (%)")
    axes.set_ylabel("wrong among them (%)")
    return figure


def _perturbation(
    deletion: Mapping[str, PerturbationFigures], insertion: Mapping[str, PerturbationFigures]
) -> "Figure | None":
    if not any(summary["images"] for summary in deletion.values()):
        return None
    figure, both = _figure(columns=2, width=8.4, height=3.6)
    for axes, found, title in ((both[0], deletion, "Blurred away"), (both[1], insertion, "Brought back")):
        for (method, summary), colour, line in zip(found.items(), cycle((_MAIN, _SECOND)), cycle(_LINES), strict=False):
            curve, chance = summary["curve"] or [], summary["random_curve"] or []
            shares = np.linspace(0, 100, len(curve))
            axes.plot(shares, curve, color=colour, linestyle=line, linewidth=2, label=f"hottest first: {method}")
        axes.plot(shares, chance, color=_QUIET, linestyle=":", linewidth=2, label="random order")
        axes.set_title(title, fontsize=10, color=_INK)
        axes.set_ylim(0, 1.02)
        axes.set_xlim(0, 100)
        axes.set_xlabel("share of the picture (%)")
    both[0].set_ylabel("mean probability of\nthe predicted class")
    both[1].legend(loc="lower right", frameon=False, fontsize=9)
    return figure


def _square(axes: "Axes", x_label: str, y_label: str) -> None:
    axes.set_xlim(-0.01, 1.01)
    axes.set_ylim(-0.01, 1.01)
    axes.set_xlabel(x_label)
    axes.set_ylabel(y_label)


def _png(figure: "Figure") -> bytes:
    target = io.BytesIO()
    # Without the line that names the library and its version, so that equal figures are equal files.
    figure.savefig(target, format="png", dpi=_DPI, metadata={"Software": None})
    return target.getvalue()
