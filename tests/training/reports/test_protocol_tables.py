"""Figures by protocol are in tables, whatever measured them."""

import numpy as np
import pytest

from bench.stated_figures import PROTOCOLS
from training.reports.protocol_tables import COMPARISON_ONLY, format_cell, format_tables
from training.statistics.metrics import classification_metrics, mean_over_folds, trust_metrics

CLASSES = ("glioma", "meningioma", "notumor", "pituitary")


def measured(wrong=0):
    labels = np.arange(24) % 4
    groups = [str(index) for index in range(24)]
    probabilities = np.full((24, 4), 0.02)
    probabilities[np.arange(24), np.where(np.arange(24) < wrong, (labels + 1) % 4, labels)] = 0.94
    sets = np.eye(4, dtype=bool)[labels] & (np.arange(24) > 0)[:, None]
    share = {"value": 0.75, "interval": [0.5, 0.875]}
    return {
        "model": "some-model 1.0.0",
        **classification_metrics(labels, probabilities.astype(np.float32), groups, CLASSES),
        **trust_metrics(labels, sets, np.arange(24) < 6, groups, 0.99, CLASSES),
        "heat_maps": {"grad-cam": {"images": 18, "pointing": share, "area_inside": share}},
        "nearest_neighbour": None,
    }


def cells(text):
    """Read the tables back: for each, the cells by protocol and column."""
    tables = []
    for block in text.split("\n\n"):
        lines = [line.strip("|").split("|") for line in block.splitlines() if line.startswith("|")]
        if lines:
            head, _, *rows = [[cell.strip() for cell in line] for line in lines]
            assert all(len(row) == len(head) for row in rows)
            tables.append({row[0]: dict(zip(head, row, strict=True)) for row in rows})
    return tables


def test_each_table_has_a_row_for_each_protocol_and_comparisons_stand_last():
    tables = cells(format_tables(dict.fromkeys(sorted(PROTOCOLS), measured())))
    assert len(tables) == 3
    for table in tables:
        assert list(table) == [
            "other_scanners",
            "patient_proxy",
            "source_shift",
            "*for comparison only*",
            *COMPARISON_ONLY,
        ]


def test_figures_of_an_evaluation():
    right, looks, trust = (table["elsewhere"] for table in cells(format_tables({"elsewhere": measured(6)})))
    assert right["images"] == "24"
    assert right["accuracy"].startswith("75.0 % (")
    # Of 18 tumours 5 are called another class, two of them none; of 6 without, one is called a tumour.
    assert right["tumours' right class"].startswith("72.2 % (")
    assert right["sensitivity"].startswith("88.9 % (")
    assert right["specificity"].startswith("83.3 % (")
    assert right["tumour against none"].startswith("86.1 % (")
    assert right["nearest neighbour"] == "–"
    assert looks["Grad-CAM points into the tumour"] == "75.0 % (50.0 to 87.5)"
    assert looks["evidence map points into the tumour"] == "–"
    assert trust["calibration error"].startswith("0.190 (")
    assert trust["coverage"].startswith("95.8 % (")
    assert trust["coverage of the worst class"].startswith("glioma: 83.3 % (")
    assert trust["refused"].startswith("25.0 % (")


def test_figures_of_a_cross_validation():
    folds = [measured(wrong) for wrong in (0, 6, 12)]
    cross_validation = {"images": 72, "summary": mean_over_folds(folds)}
    right, looks, trust = (table["folds"] for table in cells(format_tables({"folds": cross_validation})))
    assert right["images"] == "72"
    assert right["accuracy"] == "75.0 % (sd 25.0, 3 folds)"
    assert right["nearest neighbour"] == "–"
    assert looks["Grad-CAM points into the tumour"] == "75.0 % (sd 0.0, 3 folds)"
    assert trust["coverage of the worst class"] == "glioma: 83.3 % (sd 0.0, 3 folds)"
    assert trust["calibration error"].endswith(", 3 folds)")


def test_figures_that_older_programs_did_not_measure_are_dashes():
    old = {
        "images": 10,
        "accuracy": {"value": 0.9, "interval": [0.8, 1.0]},
        "prediction_sets": {"nominal": 0.99, "coverage": {"value": 1.0, "interval": [0.7, 1.0]}},
        "any_tumour": None,
    }
    right, trust = (table["old"] for table in cells(format_tables({"old": old})))
    assert right["accuracy"] == "90.0 % (80.0 to 100.0)"
    assert right["tumour against none"] == right["balanced accuracy"] == "–"
    assert trust["coverage"] == "100.0 % (70.0 to 100.0)"
    assert trust["coverage of the worst class"] == trust["calibration error"] == "–"


def with_verdicts(metrics):
    share = {"value": 0.875, "interval": [0.75, 0.95]}
    names = ("decided", "right_when_decided", "decided_tumour_free", "tumour_called_tumour_free")
    at_level = {"level": 0.95, **dict.fromkeys(names, share)}
    return {**metrics, "verdicts": {"95": at_level}, "unlike_training": share}


def test_verdicts_stand_first_where_they_were_measured():
    text = format_tables({"new": with_verdicts(measured()), "old": measured()}, has_levels=True)
    said, right, *_ = cells(text)
    assert text.startswith("**What its verdicts say at 95 %**\n")
    assert said["new"]["decided"] == said["new"]["right when decided"] == "87.5 % (75.0 to 95.0)"
    assert said["new"]["unlike training"] == "87.5 % (75.0 to 95.0)"
    assert set(said) == {"new"}
    assert set(right) == {"new", "old"}
    assert "one set of validation images" not in text.replace("\n", " ")


def test_verdicts_are_left_out_where_their_figures_would_be_too_good_alone():
    text = format_tables({"other_scanners": measured(), "official": with_verdicts(measured())}, has_levels=True)
    assert text.startswith("**What it gets right**\n")
    assert "What its verdicts say" not in text


def test_verdicts_of_a_cross_validation():
    folds = [with_verdicts(measured(wrong)) for wrong in (0, 6)]
    said, *_ = cells(format_tables({"folds": {"images": 48, "summary": mean_over_folds(folds)}}))
    assert said["folds"]["decided"] == "87.5 % (sd 0.0, 2 folds)"
    assert said["folds"]["tumour-free called a tumour"] == "–"


def test_only_protocols_that_are_there_are_explained():
    text = format_tables({"other_scanners": measured()})
    assert "- `other_scanners`: " in text
    assert "official" not in text
    assert "for comparison only" not in text
    assert format_tables({}) == ""


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (None, "–"),
        ({"value": None, "interval": [None, None]}, "–"),
        ({"mean": None, "standard_deviation": None, "folds": 0}, "–"),
        ({"mean": 0.5, "standard_deviation": None, "folds": 1}, "50.0 % (1 fold)"),
        ({"mean": 0.961, "standard_deviation": 0.008, "folds": 5}, "96.1 % (sd 0.8, 5 folds)"),
        ({"value": 0.9, "interval": [0.85, 0.95]}, "90.0 % (85.0 to 95.0)"),
    ],
)
def test_cell(figure, expected):
    assert format_cell(figure) == expected


def test_cell_of_a_plain_number():
    assert format_cell({"value": 0.0123, "interval": [0.01, 0.02]}, as_percent=False) == "0.012 (0.010 to 0.020)"
