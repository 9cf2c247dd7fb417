"""JSON Lines and CSV say the same, whatever is in a path."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.image.slice import Slice, Window
from core.model.prediction import Prediction
from core.model.preprocessing import Placement
from core.records.record import (
    failed,
    format_csv_header,
    format_csv_line,
    format_json_line,
    parse_csv_line,
    parse_json_line,
    predicted,
)

CLASSES = ("glioma", "meningioma", "notumor", "pituitary")
KEYS = [
    "path",
    "frame",
    "verdict",
    "label",
    "level",
    "tumour_probability",
    "probabilities",
    "prediction_set",
    "novelty",
    "in_distribution",
    "window",
    "model",
    "input_sha256",
    "error",
]
WINDOW = Window(width=300.0, center=40.0)
PATHS = ["in/a.dcm", 'with "quotes", and; more', "two\nlines", "脳 ü/ö.png", r"C:\scans\a.png", "=1+1"]


def record_of(path="in/a.dcm", plausible=("glioma",), novelty=0.31, level=0.95, classes=CLASSES):
    found = Prediction(
        classes=classes,
        logits=np.array([4, 1, -3, 0], np.float32),
        probabilities=np.array([0.97, 0.02, 0.0, 0.01], np.float32),
        level=level,
        prediction_set=plausible,
        novelty=novelty,
        foreign_limit=2.0,
        window=WINDOW,
        placement=Placement(64, 64, 1, 0, 1, 0),
        features=None,
        pooled=np.zeros(1, np.float32),
    )
    return predicted(path, Slice(np.zeros((64, 64)), WINDOW, Path(path), 2, 5, "abc"), found, "falx-x 1.0.0")


def csv_row(record):
    [row] = csv.DictReader(io.StringIO(format_csv_header(CLASSES) + format_csv_line(record, CLASSES)))
    return row


def test_a_record_is_the_one_of_the_design():
    assert json.loads(format_json_line(record_of())) == {
        "path": "in/a.dcm",
        "frame": 2,
        "verdict": "glioma",
        "label": "glioma",
        "level": 0.95,
        "tumour_probability": 1.0,
        "probabilities": {"glioma": 0.97, "meningioma": 0.02, "notumor": 0.0, "pituitary": 0.01},
        "prediction_set": ["glioma"],
        "novelty": 0.31,
        "in_distribution": True,
        "window": [300.0, 40.0],
        "model": "falx-x 1.0.0",
        "input_sha256": "abc",
        "error": None,
    }


@pytest.mark.parametrize("record", [record_of(), failed("a.png", "is damaged", "falx-x 1.0.0")])
def test_all_keys_are_there_in_their_order(record):
    assert list(json.loads(format_json_line(record))) == KEYS


def test_a_failure_is_null_but_for_what_is_known():
    told = json.loads(format_json_line(failed("a.png", "is damaged", "falx-x 1.0.0")))
    known = {"path": "a.png", "frame": 0, "model": "falx-x 1.0.0", "error": "is damaged"}
    assert told == dict.fromkeys(KEYS) | known


@pytest.mark.parametrize(
    ("plausible", "novelty", "verdict"),
    [
        (("glioma",), 1.0, "glioma"),
        (("glioma", "meningioma"), 0.3, "tumour"),
        (("glioma", "notumor"), 0.3, "uncertain"),
        (("glioma",), 1.01, "unlike-training"),
        (("glioma", "meningioma"), 2.0, "unlike-training"),
        (("glioma",), 2.01, "not-a-brain-mri"),
    ],
)
def test_the_verdict_goes_by_novelty_then_by_the_set(plausible, novelty, verdict):
    told = record_of(plausible=plausible, novelty=novelty).as_dict()
    assert told["verdict"] == verdict
    assert told["label"] == "glioma"
    assert told["in_distribution"] is (novelty <= 1)


@pytest.mark.parametrize("path", PATHS)
def test_a_json_record_is_one_line(path):
    line = format_json_line(record_of(path))
    assert line.count("\n") == 1
    assert line.endswith("\n")
    assert json.loads(line)["path"] == path


@pytest.mark.parametrize("path", PATHS)
def test_csv_says_what_json_says(path):
    told, row = record_of(path, ("glioma", "meningioma")).as_dict(), csv_row(record_of(path, ("glioma", "meningioma")))
    # A spreadsheet would run it.
    assert row["path"] == ("'=1+1" if path == "=1+1" else path)
    for key in ("verdict", "label", "model", "input_sha256"):
        assert row[key] == told[key]
    assert int(row["frame"]) == told["frame"]
    assert {name: float(row[f"probability_{name}"]) for name in CLASSES} == told["probabilities"]
    assert (float(row["level"]), float(row["tumour_probability"])) == (told["level"], told["tumour_probability"])
    assert row["prediction_set"].split("|") == told["prediction_set"]
    assert float(row["novelty"]) == told["novelty"]
    assert row["in_distribution"] == "True"
    assert [float(part) for part in row["window"].split("|")] == told["window"]
    assert row["error"] == ""


def test_a_csv_failure_is_empty_but_for_what_is_known():
    row = csv_row(failed("a.png", "is damaged", "falx-x 1.0.0"))
    known = {"path": "a.png", "frame": "0", "model": "falx-x 1.0.0", "error": "is damaged"}
    assert row == dict.fromkeys(row, "") | known


def test_csv_names_other_classes_too():
    header = format_csv_header(("left", "right")).strip().split(",")
    assert header[6:8] == ["probability_left", "probability_right"]


def test_the_probability_of_a_finding_is_that_of_its_class():
    found = record_of().finding
    assert found.stated_probability == ("glioma", found.probabilities["glioma"])


@pytest.mark.parametrize("number", ["1e999", "1.7", "true", "-1", "1" * 30])
def test_a_line_of_json_with_another_frame_than_a_count_is_no_record(number):
    line = format_json_line(record_of()).replace('"frame": 2', f'"frame": {number}')
    with pytest.raises(ValueError, match="expected the index of a slice, got"):
        parse_json_line(line)


def test_a_line_of_json_with_a_number_too_large_is_no_record():
    line = format_json_line(record_of()).replace('"novelty": 0.31', f'"novelty": {"9" * 400}')
    with pytest.raises(ValueError, match="a number that is too large"):
        parse_json_line(line)


@pytest.mark.parametrize("frame", [-1, 10**12])
def test_a_line_with_an_impossible_slice_is_no_record(frame):
    known = replace(record_of(), frame=frame)
    with pytest.raises(ValueError, match=f"expected the index of a slice, got {frame}"):
        parse_json_line(format_json_line(known))
    with pytest.raises(ValueError, match=f"expected the index of a slice, got {frame}"):
        parse_csv_line(format_csv_line(known, CLASSES), CLASSES)
