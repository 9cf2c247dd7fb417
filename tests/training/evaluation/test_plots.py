"""What the figures of an evaluation show: each value at its place, each axis with its own words."""

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from core.model.verdicts import display_name
from training.evaluation.plots import draw_figures

CLASSES = ("glioma", "meningioma", "notumor", "pituitary")
COUNTS = [[8, 2, 0, 0], [1, 6, 0, 3], [0, 0, 10, 0], [0, 0, 5, 5]]
CALIBRATION = {
    "bins": [
        {"low": 0.4, "high": 0.6, "images": 10, "confidence": 0.55, "accuracy": 0.3},
        {"low": 0.6, "high": 0.8, "images": 0, "confidence": None, "accuracy": None},
        {"low": 0.8, "high": 1.0, "images": 30, "confidence": 0.85, "accuracy": 0.95},
    ]
}
COVERAGE = {"points": [{"kept": 0.25, "error": 0.0}, {"kept": 0.5, "error": 0.1}, {"kept": 1.0, "error": 0.2}]}
DELETION = {"grad-cam": {"images": 4, "curve": [0.9, 0.3, 0.1], "random_curve": [0.9, 0.7, 0.1]}}
INSERTION = {"grad-cam": {"images": 4, "curve": [0.1, 0.8, 0.9], "random_curve": [0.1, 0.4, 0.9]}}


def metrics_of(areas=(0.9, 0.8, 0.7, 0.6)):
    return {
        "confusion": {"classes": CLASSES, "counts": COUNTS},
        "any_tumour": {"roc_auc": {"value": 0.95}},
        "per_class": {name: {"roc_auc": {"value": area}} for name, area in zip(CLASSES, areas, strict=True)},
        "calibration": CALIBRATION,
        "risk_coverage": COVERAGE,
        "deletion": DELETION,
        "insertion": INSERTION,
    }


@pytest.fixture
def drawn(monkeypatch):
    """Give the figures by name, as they are when they are written."""
    written = []
    save = Figure.savefig

    def save_and_keep(figure, *arguments, **options):
        written.append(figure)
        save(figure, *arguments, **options)

    monkeypatch.setattr(Figure, "savefig", save_and_keep)
    labels = np.arange(8) % 4
    # Sure of glioma, and of no other class.
    probabilities = np.full((8, 4), 0.25, np.float32)
    probabilities[labels == 0] = 0.7, 0.1, 0.1, 0.1
    names = draw_figures(metrics_of(), labels, probabilities, CLASSES)
    return dict(zip(names, written, strict=True))


def axis_words(axes):
    return axes.get_xlabel(), axes.get_ylabel()


def test_the_axes_say_what_runs_along_them(drawn):
    said = {name: [axis_words(axes) for axes in figure.axes] for name, figure in drawn.items()}
    share = "share of the picture (%)"
    assert said == {
        "confusion": [("predicted class", "true class")],
        "roc": [("share of the others called so", "share found")],
        "reliability": [("stated probability of the predicted class", "share that was right")],
        "risk_coverage": [("share answered by the model, most certain first (%)", "wrong among them (%)")],
        "perturbation": [(share, "mean probability of\nthe predicted class"), (share, "")],
    }


def test_true_classes_are_rows_and_predicted_ones_columns(drawn):
    [axes] = drawn["confusion"].axes
    names = [display_name(name) for name in CLASSES]
    assert [label.get_text() for label in axes.get_xticklabels()] == names
    assert [label.get_text() for label in axes.get_yticklabels()] == names
    texts = {text.get_position(): text.get_text() for text in axes.texts}
    for row, counts in enumerate(COUNTS):
        for column, count in enumerate(counts):
            # x, y
            number, share = texts[column, row].split("\n")
            assert number == str(count)
            assert float(share.split("\N{NO-BREAK SPACE}")[0].split(" ")[0]) == pytest.approx(10 * count)
    # The first true class is above.
    assert axes.yaxis_inverted()
    assert not axes.xaxis_inverted()
    np.testing.assert_allclose(axes.images[0].get_array(), np.array(COUNTS) / 10)


def test_the_curve_of_a_class_is_of_that_class(drawn):
    [axes] = drawn["roc"].axes
    curves = {line.get_label(): line for line in axes.lines if not line.get_label().startswith("_")}
    assert list(curves) == [
        "Any tumour: 0.950",
        "Glioma: 0.900",
        "Meningioma: 0.800",
        "No tumour: 0.700",
        "Pituitary tumour: 0.600",
    ]
    # All gliomas are found before any false alarm; of the others none is told from the rest but from glioma.
    x, y = curves["Glioma: 0.900"].get_data()
    assert y[x == 0].max() == 1
    x, y = curves["Pituitary tumour: 0.600"].get_data()
    assert y[x == 0].max() == 0
    colours = {to_hex(line.get_color()) for line in curves.values()}
    assert len(colours) == len(curves)


def test_stated_probabilities_run_across_and_shares_that_were_right_upwards(drawn):
    [axes] = drawn["reliability"].axes
    [points] = axes.collections
    np.testing.assert_allclose(points.get_offsets(), [[0.55, 0.3], [0.85, 0.95]])
    bars = [(bar.get_x(), bar.get_width(), bar.get_height()) for bar in axes.patches]
    assert bars == [pytest.approx((0.4, 0.2, 0.3)), pytest.approx((0.8, 0.2, 0.95))]
    sizes = points.get_sizes()
    assert sizes[0] < sizes[1]


def test_errors_rise_with_what_is_answered(drawn):
    [axes] = drawn["risk_coverage"].axes
    [line] = axes.lines
    np.testing.assert_allclose(line.get_xdata(), [25, 50, 100])
    np.testing.assert_allclose(line.get_ydata(), [0, 10, 20])
    assert [text.get_text() for text in axes.texts] == ["20.0 %"]


def test_what_is_blurred_away_stands_left_and_what_is_brought_back_right(drawn):
    away, back = drawn["perturbation"].axes
    assert (away.get_title(), back.get_title()) == ("Blurred away", "Brought back")
    for axes, found in ((away, DELETION), (back, INSERTION)):
        curves = {line.get_label(): line for line in axes.lines}
        np.testing.assert_allclose(curves["hottest first: grad-cam"].get_ydata(), found["grad-cam"]["curve"])
        np.testing.assert_allclose(curves["random order"].get_ydata(), found["grad-cam"]["random_curve"])
        np.testing.assert_allclose(curves["random order"].get_xdata(), [0, 50, 100])
