"""Labels that the networks of a cross-validation doubt."""

import dataclasses
import json

import cv2
import numpy as np
import pytest

from core.errors import InvalidScoresError, UnwritableOutputError
from core.image.phantom import head_phantom
from falx import main
from training.calibration.scores import Score, Scores, Unseen, read_scores, write_scores
from training.dataset.manifest import write_manifest
from training.dataset.rows import Row
from training.reports.findings_page import Severity
from training.runs.label_errors import DoubtRequest, doubt_labels, find_doubts, is_run, summarise_doubts

# Networks are trained.
pytestmark = pytest.mark.slow

CLASSES = ("glioma", "notumor")


def quiet(progress):
    pass


@pytest.fixture
def run(tmp_path):
    """A finished cross-validation of 80 images, of which two are labelled wrong and one cannot be told."""
    folder = tmp_path / "run"
    folder.mkdir()
    rng = np.random.default_rng(0)
    rows = []
    for index in range(80):
        label = CLASSES[index % 2]
        logits = rng.normal(scale=0.5, size=2) + 6 * (np.array(CLASSES) == label)
        score = Score(f"{index}.png", label, "here", f"p{index}", index % 4, Unseen.GROUP, 0.5, tuple(logits))
        rows.append(score)
    for index, logits in ((10, (-6.0, 6.0)), (20, (-4.0, 6.0)), (30, (0.0, 0.1))):
        rows[index] = dataclasses.replace(rows[index], logits=logits)
    write_scores(folder / "scores.csv", Scores(CLASSES, tuple(rows)))
    write_manifest(folder / "folds.csv", [Row(folder / row.path, row.label, fold=row.fold) for row in rows])
    (folder / "cross_validation.json").write_text("{}", "utf-8")
    (folder / "10.png").write_bytes(cv2.imencode(".png", head_phantom(1, "glioma", 96))[1].tobytes())
    return folder


def test_the_most_doubted_labels_come_first(run):
    findings = doubt_labels(DoubtRequest(run), quiet)
    assert findings["images"] == 80
    assert [doubt["path"] for doubt in findings["doubts"]] == ["10.png", "20.png"]
    first = findings["doubts"][0]
    assert (first["label"], first["other"], first["fold"], first["group"]) == ("glioma", "notumor", 2, "p10")
    assert first["probability"] < 0.01 < 0.95 < first["other_probability"]
    assert summarise_doubts(findings).severity is Severity.NOTE


def test_a_tumour_of_open_kind_contradicts_a_tumour_free_label(tmp_path):
    classes, rng = ("glioma", "notumor", "pituitary"), np.random.default_rng(0)
    rows = []
    for index in range(90):
        label = classes[index % 3]
        logits = rng.normal(scale=0.5, size=3) + 6 * (np.array(classes) == label)
        rows.append(Score(f"{index}.png", label, "here", f"p{index}", 0, Unseen.GROUP, 0.5, tuple(logits)))
    assert rows[31].label == "notumor"
    rows[31] = dataclasses.replace(rows[31], logits=(5.0, -4.0, 5.0))
    write_scores(tmp_path / "scores.csv", Scores(classes, tuple(rows)))
    assert [doubt["path"] for doubt in find_doubts(tmp_path / "scores.csv")["doubts"]] == ["31.png"]


def test_no_doubt_is_reported_too(run):
    text = (run / "scores.csv").read_text("utf-8").splitlines()
    (run / "scores.csv").write_text("\n".join(line for line in text if line[:3] not in ("10.", "20.")), "utf-8")
    assert summarise_doubts(doubt_labels(DoubtRequest(run), quiet)).severity is Severity.FINE


def test_the_command_lists_them_and_writes_both_files(run, tmp_path, capsys):
    page, findings = tmp_path / "d.html", tmp_path / "d.json"
    assert main(["audit", str(run), "--html", str(page), "--json", str(findings)]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "Of 80 images, 2 labels are doubted" in out
    assert "  10.png: labelled glioma (" in out
    assert f"Wrote {findings}\nWrote {page}" in out
    assert len(json.loads(findings.read_text("utf-8"))["doubts"]) == 2
    text = page.read_text("utf-8")
    # The one picture that there is, and the reason why the other is not shown.
    assert text.count("<img") == 1
    assert "expected a file, found nothing" in text


def test_pictures_are_found_by_what_the_scores_say_of_their_dataset(run, tmp_path):
    (tmp_path / "data").mkdir()
    (run / "10.png").rename(tmp_path / "data" / "10.png")
    (run / "folds.csv").unlink()
    rows = read_scores(run / "scores.csv").rows
    rows = tuple(dataclasses.replace(row, dataset=tmp_path / "data") for row in rows)
    write_scores(run / "scores.csv", Scores(CLASSES, rows))
    findings = doubt_labels(DoubtRequest(run, html=tmp_path / "d.html"), quiet)
    assert {doubt["dataset"] for doubt in findings["doubts"]} == {str(tmp_path / "data")}
    assert (tmp_path / "d.html").read_text("utf-8").count("<img") == 1


def test_a_run_without_scores_says_what_to_do(run):
    (run / "scores.csv").unlink()
    with pytest.raises(InvalidScoresError, match=r"run: expected the folder of a finished cross-validation"):
        doubt_labels(DoubtRequest(run), quiet)


def test_the_scores_are_never_written_over(run):
    with pytest.raises(UnwritableOutputError, match="would overwrite"):
        doubt_labels(DoubtRequest(run, json=run / "scores.csv"), quiet)


def test_a_dataset_is_no_run(run, tmp_path):
    assert is_run(run)
    assert not is_run(tmp_path)
    assert not is_run(run / "folds.csv")
