"""Verdicts on sources that nothing was fitted to."""

import json

import numpy as np
import pytest

from bench.verdicts import main
from training.calibration.scores import Score, Scores, Unseen, write_scores

CLASSES = ("glioma", "meningioma", "notumor", "pituitary")
SOURCES = ("cheng", "lgg-flair", "lgg-t1ce", "nickparvar")


def drawn(sources=SOURCES, sharpness=8.0, count=40):
    """Draw images of each source and class, with logits that mostly favour the true class."""
    rng = np.random.default_rng(3)
    rows = []
    for source in sources:
        for label, name in enumerate(CLASSES):
            for number in range(count):
                logits = rng.normal(size=4) + sharpness * np.eye(4)[label]
                # Both sequences of a patient are in one group.
                group = f"{source.split('-')[0]}-{name}-{number // 2}"
                path = f"{source}/{name}/{number}.png"
                novelty = 1.5 if number == 0 else 0.5
                unseen = Unseen.SOURCE
                rows.append(Score(path, name, source, group, None, unseen, novelty, tuple(map(float, logits))))
    return rows


def measured(tmp_path, rows, *options):
    write_scores(tmp_path / "scores.csv", Scores(CLASSES, tuple(rows)))
    arguments = ["--scores", str(tmp_path / "scores.csv"), "--json", str(tmp_path / "found.json"), *options]
    assert main(arguments) == 0
    return json.loads((tmp_path / "found.json").read_text("utf-8"))


def test_each_source_is_measured_by_the_others(tmp_path, capsys):
    found = measured(tmp_path, drawn())
    assert list(found["sources"]) == ["cheng", "lgg-flair + lgg-t1ce", "nickparvar"]
    cheng = found["sources"]["cheng"]
    assert cheng["images"] == 160
    # One in forty is refused, and one is wrong now and then.
    assert cheng["refused"]["value"] == pytest.approx(1 / 40)
    # Which of the refused are no brain MRI, the scores do not tell.
    assert {"unlike-training", "not-a-brain-mri"}.isdisjoint(cheng["shares"])
    assert cheng["refused"]["value"] + sum(one["value"] for one in cheng["shares"].values()) == pytest.approx(1)
    assert 0.9 < cheng["decided"]["value"] <= 39 / 40
    assert cheng["right_when_decided"]["value"] > 0.95
    assert cheng["called_tumour_free"]["value"] > 0.95
    together = found["together"]
    assert together["other_scanners"]["images"] == 320
    assert together["all images"]["images"] == 640
    means = [one["decided"]["value"] for one in found["sources"].values()]
    assert together["mean of the sources"]["decided"]["value"] == pytest.approx(np.mean(means))
    out = capsys.readouterr().out
    assert "| `lgg-flair + lgg-t1ce` | 320 | " in out
    assert "Verdicts at 95 %" in out


def test_a_source_that_is_unlike_the_others_does_not_calibrate_itself(tmp_path):
    rows = drawn()
    # Its gliomas look like meningiomas: thresholds that knew it would leave the kind open.
    turned = [
        Score(
            *(getattr(row, name) for name in ("path", "label", "source", "group", "fold", "unseen", "novelty")),
            (row.logits[1], row.logits[0], *row.logits[2:]),
        )
        if row.source == "nickparvar" and row.label == "glioma"
        else row
        for row in rows
    ]
    found = measured(tmp_path, turned)["sources"]
    assert found["nickparvar"]["right_when_decided"]["value"] < 0.8
    assert found["cheng"]["right_when_decided"]["value"] > 0.95


def test_a_source_that_alone_has_a_class_is_named(tmp_path, capsys):
    rows = [row for row in drawn() if row.source == "cheng" or row.label != "pituitary"]
    found = measured(tmp_path, rows)["sources"]
    assert found["cheng"] == {"missing": "no other source has images of pituitary"}
    assert found["nickparvar"]["images"] == 120
    assert "no other source has images of pituitary" in capsys.readouterr().out


def test_levels_that_few_images_cannot_promise_are_named(tmp_path):
    found = measured(tmp_path, drawn(count=4), "--level", "99")["sources"]
    assert "not 99 %" in found["cheng"]["missing"]


def test_scores_that_are_missing_are_reported(tmp_path, capsys):
    assert main(["--scores", str(tmp_path / "nothing.csv")]) == 1
    assert "nothing.csv" in capsys.readouterr().err
