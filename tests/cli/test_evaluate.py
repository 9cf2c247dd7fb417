"""`falx evaluate`, through the front door."""

import json
import os

import cv2
import pytest

from core.image.phantom import head_phantom
from falx import main
from training.calibration.scores import read_scores

# A whole dataset is classified.
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("few_perturbed")]

CLASSES = {"glioma": "glioma", "meningioma": "meningioma", "notumor": None, "pituitary": "pituitary"}


def draw_class(folder, lesion, count, seed):
    folder.mkdir(parents=True)
    for index in range(count):
        (folder / f"{index}.png").write_bytes(cv2.imencode(".png", head_phantom(seed + index, lesion, 96))[1].tobytes())


@pytest.fixture
def dataset(tmp_path):
    for number, (name, lesion) in enumerate(CLASSES.items()):
        draw_class(tmp_path / "data" / "Training" / name, lesion, 2, 10 * number)
        draw_class(tmp_path / "data" / "Testing" / name, lesion, 3, 10 * number + 5)
    return tmp_path / "data"


def metrics_of(folder):
    return json.loads((folder / "metrics.json").read_text("utf-8"))


def test_the_figures_are_written(dataset, tmp_path, capsys):
    assert main(["evaluate", str(dataset), "--out", str(tmp_path / "out")]) == 0
    metrics = metrics_of(tmp_path / "out")
    assert set(metrics) >= {
        "model",
        "dataset",
        "split",
        "fold",
        "images",
        "groups",
        "accuracy",
        "balanced_accuracy",
        "any_tumour",
        "roc_auc",
        "log_loss",
        "calibration",
        "risk_coverage",
        "heat_maps",
        "deletion",
        "insertion",
        "randomisation",
        "worst",
        "per_class",
        "confusion",
        "nearest_neighbour",
        "groups_in_training",
        "level",
        "verdicts",
        "prediction_sets",
        "refused",
        "unlike_training",
        "not_a_brain_mri",
        "unreadable",
    }
    assert metrics["images"] == 12
    assert sum(map(sum, metrics["confusion"]["counts"])) == 12
    assert set(metrics["per_class"]) == set(CLASSES)
    low, high = metrics["accuracy"]["interval"]
    assert 0 <= low <= metrics["accuracy"]["value"] <= high <= 1
    scored = read_scores(tmp_path / "out" / "scores.csv").rows
    assert all((row.dataset / row.path).is_file() for row in scored)
    right = sum(metrics["confusion"]["counts"][number][number] for number in range(4))
    assert metrics["accuracy"]["value"] == pytest.approx(right / 12)
    # Its plots are no dataset.
    out, err = capsys.readouterr()
    assert main(["audit", str(tmp_path / "out")]) == 1
    assert "the folder of an evaluation (metrics.json), which Falx wrote" in capsys.readouterr().err
    assert f"Wrote metrics.json, scores.csv, report.html and the figures to {tmp_path / 'out'}\n" in out
    for figure in (
        "accuracy  ",
        "balanced accuracy  ",
        "any tumour: sensitivity  ",
        "any tumour: specificity  ",
        "expected calibration error  ",
        "prediction sets with the true class  ",
        ", the lowest  ",
        "a tumour whose kind stays open; at 95 %:\ndecided  ",
        "right when decided  ",
        "tumours called tumour-free  ",
        "refused as unlike the training data  ",
    ):
        assert figure in out
    assert "hottest point inside the outline" not in out
    assert (tmp_path / "out" / "report.html").is_file()
    assert list((tmp_path / "out" / "figures").glob("*.png"))
    assert err == ""


def test_a_split_can_be_chosen(dataset, tmp_path):
    assert main(["evaluate", str(dataset), "--out", str(tmp_path / "out"), "--split", "Training"]) == 0
    metrics = metrics_of(tmp_path / "out")
    assert metrics["images"] == 8
    assert metrics["split"] == "Training"


def test_a_bad_image_is_named_and_the_others_are_measured(dataset, tmp_path, capsys):
    (dataset / "Testing" / "glioma" / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert main(["evaluate", str(dataset), "--out", str(tmp_path / "out")]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("bad.png: ")
    assert metrics_of(tmp_path / "out")["images"] == 12


@pytest.mark.parametrize("options", [["--split", "Nowhere"], ["--fold", "3"], ["--model", "nowhere"]])
def test_what_is_not_there_is_reported(dataset, tmp_path, capsys, options):
    assert main(["evaluate", str(dataset), "--out", str(tmp_path / "out"), *options]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_other_classes_than_the_model_s_are_reported(tmp_path, capsys):
    for seed, name in enumerate(("cat", "dog")):
        draw_class(tmp_path / "data" / name, None, 2, 10 * seed)
    assert main(["evaluate", str(tmp_path / "data"), "--out", str(tmp_path / "out")]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "cat, dog" in line


@pytest.mark.parametrize(
    ("kept", "is_defined"),
    [(["notumor"], False), (["glioma"], False), (["glioma", "pituitary"], True), (["glioma", "notumor"], True)],
)
def test_a_dataset_of_some_of_the_model_s_classes_is_measured(dataset, tmp_path, capsys, kept, is_defined):
    lines = [f"Testing/{name}/{index}.png,{name}" for name in kept for index in range(3)]
    (dataset / "m.csv").write_text("\n".join(["path,class", *lines]) + "\n", "utf-8")
    assert main(["evaluate", str(dataset / "m.csv"), "--out", str(tmp_path / "out")]) == 0
    metrics, page = metrics_of(tmp_path / "out"), (tmp_path / "out" / "report.html").read_text("utf-8")
    assert metrics["images"] == 3 * len(kept)
    for name in CLASSES:
        assert metrics["per_class"][name]["images"] == 3 * (name in kept)
    assert (metrics["balanced_accuracy"]["value"] is not None) == is_defined
    assert (metrics["roc_auc"]["value"] is not None) == is_defined
    has_both = len({name == "notumor" for name in kept}) == 2
    assert (metrics["any_tumour"]["roc_auc"]["value"] is not None) == has_both
    out, err = capsys.readouterr()
    assert err == ""
    for text in (out, page):
        assert ("All images are of one class" in text) == (not is_defined)
    assert ("balanced accuracy  not defined" in out) == (not is_defined)


def test_a_folder_of_one_class_is_measured(dataset, tmp_path):
    draw_class(tmp_path / "one" / "notumor", None, 2, 50)
    assert main(["evaluate", str(tmp_path / "one"), "--out", str(tmp_path / "out")]) == 0
    assert metrics_of(tmp_path / "out")["confusion"]["classes"] == list(CLASSES)


def test_a_dataset_without_a_class_is_reported(tmp_path, capsys):
    (tmp_path / "m.csv").write_text("path,class\n", "utf-8")
    assert main(["evaluate", str(tmp_path / "m.csv"), "--out", str(tmp_path / "out")]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "m.csv: " in line


def test_a_level_that_the_model_does_not_know_is_status_2(dataset, tmp_path, capsys, first_format):
    asked = ["--model", str(first_format), "--level", "95"]
    assert main(["evaluate", str(dataset), "--out", str(tmp_path / "out"), *asked]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert "expected a level of 99 %" in line
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("level", ["97", "0.95", "high", ""])
def test_a_level_that_is_none_is_status_2(dataset, tmp_path, capsys, level):
    assert main(["evaluate", str(dataset), "--out", str(tmp_path / "out"), "--level", level]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert "argument --level: expected 90, 95, 98 or 99 %" in line


def test_the_level_can_be_chosen(dataset, tmp_path):
    assert main(["evaluate", str(dataset), "--out", str(tmp_path / "out"), "--level", "99 %"]) == 0
    assert metrics_of(tmp_path / "out")["level"] == 0.99


@pytest.mark.parametrize("options", [[], ["--out"], ["--out", "x", "--split", "a", "--fold", "1"]])
def test_wrong_usage_is_status_2_and_one_line(dataset, capsys, options):
    assert main(["evaluate", str(dataset), *options]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("command", ["evaluate", "train"])
def test_a_folder_that_cannot_be_written_to_is_reported_before_the_work(dataset, tmp_path, capsys, command):
    (tmp_path / "file").touch()
    weights = ["--weights", "none"] if command == "train" else []
    assert main([command, str(dataset), "--out", str(tmp_path / "file"), *weights]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    [line] = err.splitlines()
    assert "cannot be written" in line


def refuse(*_):
    raise PermissionError(13, "Permission denied")


@pytest.mark.parametrize("command", ["evaluate", "train"])
def test_a_folder_that_cannot_be_listed_is_reported(dataset, tmp_path, capsys, monkeypatch, command):
    weights = ["--weights", "none"] if command == "train" else []
    with monkeypatch.context() as patch:
        patch.setattr("training.dataset.layout._folders", refuse)
        assert main([command, str(dataset), "--out", str(tmp_path / "out"), *weights]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("data: ")
    assert "Permission denied" in line


def test_a_name_that_the_system_refuses_is_reported(tmp_path, capsys):
    assert main(["evaluate", "x" * 300, "--out", str(tmp_path / "out")]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "expected a folder" in line


def test_a_class_folder_that_cannot_be_listed_is_reported(dataset, tmp_path, capsys, monkeypatch):
    locked, scandir = dataset / "Testing" / "glioma", os.scandir

    def refuse_one(path="."):
        # Python's own walks use it as well.
        return refuse() if os.fspath(path) == os.fspath(locked) else scandir(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", refuse_one)
        assert main(["evaluate", str(dataset), "--out", str(tmp_path / "out")]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("data: ")
    assert "cannot be listed" in line


def test_training_images_that_vanished_leave_no_neighbour(dataset, tmp_path, capsys):
    rows = [(path, path.parent.name, path.parent.parent.name) for path in sorted(dataset.rglob("*.png"))]
    lines = [f"{path.relative_to(dataset)},{label},{split}" for path, label, split in rows]
    (dataset / "m.csv").write_text("\n".join(["path,class,split", *lines]) + "\n", "utf-8")
    for path, _, split in rows:
        if split == "Training":
            path.unlink()
    assert main(["evaluate", str(dataset / "m.csv"), "--out", str(tmp_path / "out")]) == 0
    assert metrics_of(tmp_path / "out")["nearest_neighbour"] is None
    assert capsys.readouterr().err == ""


def test_a_manifest_of_vanished_files_is_reported(dataset, tmp_path, capsys):
    (dataset / "m.csv").write_text("path,class\nno/1.png,glioma\nno/2.png,notumor\n", "utf-8")
    assert main(["evaluate", str(dataset / "m.csv"), "--out", str(tmp_path / "out")]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "none of the 2 images could be read; the first, 1.png: expected a file, found nothing" in line


def write_manifest(dataset, outline):
    lines = [f"Testing/{name}/0.png,{name},{outline if lesion else ''}" for name, lesion in CLASSES.items()]
    (dataset / "m.csv").write_text("\n".join(["path,class,outline_xy", *lines]) + "\n", "utf-8")
    return str(dataset / "m.csv")


def test_pointing_is_reported_where_outlines_are_given(dataset, tmp_path, capsys):
    manifest = write_manifest(dataset, '"0,0 95,0 95,95 0,95"')
    assert main(["evaluate", manifest, "--out", str(tmp_path / "out")]) == 0
    assert "grad-cam: hottest point inside the outline (3)  " in capsys.readouterr().out
    found = metrics_of(tmp_path / "out")["heat_maps"]["grad-cam"]
    assert found["images"] == 3
    # Whatever is hot is inside an outline around everything.
    assert found["area_inside"]["value"] == 1
    assert found["pointing"]["value"] == found["energy_inside"]["value"]


def test_an_outline_that_is_none_is_reported_before_the_work(dataset, tmp_path, capsys):
    manifest = write_manifest(dataset, "here")
    assert main(["evaluate", manifest, "--out", str(tmp_path / "out")]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("Understood: 4 images")
    assert len(out.splitlines()) == 1
    [line] = err.splitlines()
    assert line.startswith("0.png: expected an outline")


def test_an_evaluation_that_was_stopped_can_be_continued(dataset, tmp_path, capsys, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    out = ["--out", str(tmp_path / "out")]
    with monkeypatch.context() as patch:
        patch.setattr("training.evaluation.evaluate.classification_metrics", stop)
        assert main(["evaluate", str(dataset), *out]) == 130
    assert "Stopped: 12 of 12 images measured and kept. To continue" in capsys.readouterr().err
    assert not (tmp_path / "out" / "metrics.json").exists()
    assert main(["evaluate", str(dataset), *out, "--resume", "--level", "90"]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "cannot be continued, because its verdicts were at 95 %" in line
    assert main(["evaluate", str(dataset), *out]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line == (
        f"{tmp_path / 'out'}: 12 of 12 images are kept from an evaluation that was interrupted; add --resume to "
        "continue it, or choose another folder"
    )
    assert main(["evaluate", str(dataset), *out, "--resume"]) == 0
    assert metrics_of(tmp_path / "out")["images"] == 12
    assert main(["evaluate", str(dataset), *out, "--resume"]) == 1
    assert "expected an interrupted evaluation, got a finished one; leave out --resume" in capsys.readouterr().err
