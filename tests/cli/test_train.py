"""`falx train`, through the front door: what is wrong is told in one line. A training itself: tests/training."""

import dataclasses
import json
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import cv2
import pytest

from core.image.phantom import head_phantom
from core.model.store import shipped_package
from falx import main
from training.dataset.manifest import read_dataset
from training.run_files import CHECKPOINTS, EPOCHS_FILE, LAST, ORDER_FILE
from training.runs.order import TrainingOrder, read_order, write_order
from training.runs.request import TrainingRequest
from training.settings.config import TrainingConfig
from training.settings.config_file import read_config
from training.settings.starting_points import fitted, start_from_package

# Networks are trained.
pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]

WITHOUT_TENSORFLOW = """
import sys
sys.modules["tensorflow"] = sys.modules["keras"] = None
from falx import main
from training.settings.config import TrainingConfig
from training.runs.order import ORDER_FILE, TrainingOrder, write_order
from training.runs.request import TrainingRequest
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--size", "10"], "expected 64 to 1024, got 10"),
        (["--size", "big"], "expected a whole number, got 'big'"),
        (["--epochs", "-1"], "expected 0 to 10000, got -1"),
        (["--seed", "-1"], "expected 0 to 2147483647, got -1"),
        (["--name", "../x"], "expected letters, digits and . + - _, got '../x'"),
        (["--name", "x" * 61], "expected 60 characters at most, got 61"),
        (["--version", ""], "expected letters, digits and . + - _, got ''"),
        (
            ["--architecture", "resnet"],
            "expected one of mobilenet-v2, baseline-cnn, efficientnet-lite0, efficientnetv2-b0, got 'resnet'",
        ),
        (["--folds", "1"], "expected a whole number of 2 or more, got '1'"),
        (["--folds", "some"], "expected a whole number of 2 or more, got 'some'"),
        (["--fold", "1", "--folds", "5"], "not allowed with argument --fold"),
    ],
)
def test_a_wrong_flag_is_status_2_and_one_line(tmp_path, capsys, options, expected):
    assert main(["train", str(tmp_path), "--out", str(tmp_path / "out"), *options]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert f"{options[-2]}: {expected}" in line


@pytest.mark.parametrize("setting", ["size = 10", "epochs = -1", "seed = -1", "architecture = 'resnet'"])
def test_a_wrong_setting_in_a_file_is_status_1_and_one_line(tmp_path, capsys, setting):
    (tmp_path / "recipe.toml").write_text(setting, "utf-8")
    options = ["--config", str(tmp_path / "recipe.toml"), "--weights", "none"]
    assert main(["train", str(tmp_path), "--out", str(tmp_path / "out"), *options]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(f"recipe.toml: {setting.partition(' ')[0]}: expected ")


def test_without_tensorflow_it_says_what_to_install(tmp_path):
    arguments = ["train", str(tmp_path), "--out", str(tmp_path / "out"), "--weights", "none"]
    process = subprocess.run(
        [sys.executable, "-c", WITHOUT_TENSORFLOW, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert process.returncode == 1
    [line] = process.stderr.splitlines()
    assert 'pip install -e ".[training]"' in line
    assert not (tmp_path / "out").exists()


def test_what_tensorflow_says_at_its_start_is_not_passed_on(tmp_path):
    pytest.importorskip("tensorflow")
    (tmp_path / "data").mkdir()
    command = (
        sys.executable,
        "falx.py",
        "train",
        str(tmp_path / "data"),
        "--weights",
        "none",
        "--out",
        str(tmp_path / "out"),
    )
    process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert process.returncode == 1
    assert process.stderr == (
        "data: expected images of 2 to 20 classes, found 0 (none); "
        "put the images of each class into its own folder, "
        "or name it in the column class of a manifest\n"
    )


@pytest.mark.parametrize(
    ("architecture", "expected"),
    [
        ("efficientnet-lite0", "give --weights FILE"),
        ("efficientnetv2-b0", "give --weights FILE"),
        ("baseline-cnn", "give --weights none"),
    ],
)
def test_imagenet_weights_that_are_not_downloaded_are_reported(tmp_path, capsys, architecture, expected):
    pytest.importorskip("tensorflow")
    options = ["--out", str(tmp_path / "out"), "--architecture", architecture, "--weights", "imagenet", "--yes"]
    assert main(["train", str(tmp_path), *options]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{architecture}: ")
    assert expected in line
    assert not (tmp_path / "out").exists()


def test_the_figures_of_a_cross_validation_are_reported(tmp_path, capsys, monkeypatch):
    pytest.importorskip("tensorflow")

    def pretend(request, count, report):
        figures = {"images": 3, "accuracy": {"value": 0.5}, "log_loss": {"value": 1.25}}
        several = {"mean": 0.5, "standard_deviation": 0.125, "folds": count}
        return {
            "folds": [{"fold": fold, **figures} for fold in range(count)],
            "summary": {
                "accuracy": several,
                "per_class": {"a": {"recall": several | {"standard_deviation": None, "folds": 1}}},
                "refused": several | {"mean": None, "standard_deviation": None, "folds": 0},
            },
            "images_without_fold": 4,
            "calibration": "To calibrate a model by these scores: --scores out",
            "unreadable": ["bad.png: empty"],
        }

    monkeypatch.setattr("training.runs.cross_validation.cross_validate", pretend)
    options = ["--out", str(tmp_path / "out"), "--folds", "2", "--weights", "none"]
    assert main(["train", str(tmp_path), *options]) == 1
    out, err = capsys.readouterr()
    assert err == "bad.png: empty\n"
    assert "fold 1: 3 images, accuracy 0.5000, log loss 1.2500\n" in out
    assert "\naccuracy  0.5000 ± 0.1250\nper class, a, recall  0.5000\nTo calibrate" in out
    assert "4 images" in out
    assert "cross_validation.json" in out
    assert "\nTo calibrate a model by these scores: --scores out\n" in out


def test_an_error_of_reading_is_not_laid_to_the_output(tmp_path, capsys, monkeypatch):
    pytest.importorskip("tensorflow")

    def fail(*_):
        raise OSError(5, "Input/output error", "scan.png")

    monkeypatch.setattr("training.runs.run.read_dataset", fail)
    assert main(["train", str(tmp_path), "--out", str(tmp_path / "out"), "--weights", "none"]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("scan.png: ")
    assert "Input/output error" in line
    assert "written" not in line


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], "required: DATASET"),
        (["--resume", "--size", "96"], "--size: expected with DATASET"),
        (["--resume", "--weights", "none"], "--weights: expected with DATASET"),
        (["--finish"], "--finish: expected with --resume"),
        (["data", "--resume", "--finish", "--folds", "2"], "--finish: expected with --resume, and without --folds"),
    ],
)
def test_flags_that_do_not_go_together_are_status_2(tmp_path, capsys, arguments, expected):
    assert main(["train", *arguments, "--out", str(tmp_path / "out")]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert expected in line


def test_a_run_that_the_window_started_goes_on_here(tmp_path, monkeypatch, capsys):
    config = TrainingConfig(size=96, epochs=3)
    request = TrainingRequest(tmp_path / "data", tmp_path / "run", config, None, name="mine")
    write_order(TrainingOrder(request, None, is_yielding=True, threads=2))
    orders = []

    def pretend(order, report):
        orders.append(order)
        return SimpleNamespace(unreadable=(), package=tmp_path / "package", words="", calibrated_by="")

    monkeypatch.setattr("cli.train.perform_training", pretend)
    assert main(["train", "--out", str(tmp_path / "run"), "--resume", "--finish"]) == 0
    wanted = dataclasses.replace(request, resume=True, is_finishing=True)
    assert orders == [TrainingOrder(wanted, None, is_yielding=False, threads=2)]


def test_a_folder_without_a_run_cannot_go_on(tmp_path, capsys):
    assert main(["train", "--out", str(tmp_path), "--resume"]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "found no order.json" in line


@pytest.fixture
def asked(monkeypatch):
    """The orders that are given; nothing is trained."""
    pytest.importorskip("tensorflow")
    orders = []

    def pretend(order, report):
        orders.append(order)
        return SimpleNamespace(package="package", unreadable=(), words="", calibrated_by="")

    monkeypatch.setattr("cli.train.perform_training", pretend)
    return orders


def test_going_on_from_a_model_takes_the_network_that_it_has(tmp_path, capsys, asked):
    options = ["--out", str(tmp_path / "out"), "--weights", "falx-mobilenetv2", "--epochs", "3"]
    assert main(["train", str(tmp_path), *options]) == 0
    [order] = asked
    start = start_from_package(shipped_package())
    assert order.request.config == fitted(TrainingConfig(epochs=3), start)
    assert f"Using the settings of {start.title}, which this training starts from: " in capsys.readouterr().out


def test_another_architecture_than_that_of_the_model_is_refused(tmp_path, capsys, asked):
    options = ["--out", str(tmp_path / "out"), "--weights", "falx-mobilenetv2", "--architecture", "baseline-cnn"]
    assert main(["train", str(tmp_path), *options]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "expected --architecture mobilenet-v2, which it is of, got baseline-cnn" in line
    assert not asked


def test_a_recipe_is_found_by_its_name(tmp_path, asked):
    options = ["--out", str(tmp_path / "out"), "--weights", "none", "--config", "guided"]
    assert main(["train", str(tmp_path), *options]) == 0
    assert asked[0].request.config == read_config(ROOT / "training" / "recipes" / "guided.toml")


def test_of_an_unknown_recipe_those_that_there_are_are_named(tmp_path, capsys):
    assert main(["train", str(tmp_path), "--out", str(tmp_path / "out"), "--config", "giuded"]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("giuded: expected a TOML file or a recipe, found neither; the recipes are: ")
    assert "guided, official, quick, standard, thorough" in line


def test_without_imagenet_s_weights_all_other_starts_are_named(tmp_path, capsys):
    pytest.importorskip("tensorflow")
    assert main(["train", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    [line] = capsys.readouterr().err.splitlines()
    for start in ("--yes", "--weights falx-mobilenetv2", "--weights FILE", "--weights none"):
        assert start in line


def test_an_installed_model_is_a_start_without_a_network(tmp_path, asked, monkeypatch):
    monkeypatch.setattr("urllib.request.urlopen", lambda *_, **__: pytest.fail("has used the network"))
    assert main(["train", str(tmp_path), "--out", str(tmp_path / "out"), "--weights", "falx-mobilenetv2"]) == 0
    assert asked[0].request.weights == shipped_package()


@pytest.mark.parametrize("flags", [[], ["--keep-names"]])
def test_names_of_classes_are_kept_where_that_is_asked_for(tmp_path, asked, flags):
    assert main(["train", str(tmp_path), "--out", str(tmp_path / "out"), "--weights", "none", *flags]) == 0
    assert asked[0].request.keeps_names is bool(flags)


def test_label_maps_of_heads_are_given_and_kept_with_the_run(tmp_path, asked, capsys):
    command = ["train", str(tmp_path), "--out", str(tmp_path / "out"), "--weights", "none"]
    assert main([*command, "--head-labels", str(tmp_path / "maps")]) == 0
    assert asked[0].request.head_labels == tmp_path / "maps"
    write_order(asked[0])
    resume = ["train", "--out", str(tmp_path / "out"), "--resume"]
    assert main(resume) == 0
    assert asked[1].request.head_labels == tmp_path / "maps"
    assert main([*resume, "--head-labels", str(tmp_path)]) == 2
    assert "--head-labels: expected with DATASET" in capsys.readouterr().err


def test_a_recipe_with_drawn_heads_says_that_it_needs_label_maps(tmp_path, capsys):
    pytest.importorskip("tensorflow")
    (tmp_path / "data" / "notumor").mkdir(parents=True)
    (tmp_path / "data" / "glioma").mkdir()
    for name in ("notumor", "glioma"):
        cv2.imwrite(str(tmp_path / "data" / name / "1.png"), head_phantom(1, size=64))
    (tmp_path / "recipe.toml").write_text("[drawn]\nshare = 0.25\n", "utf-8")
    options = ["--out", str(tmp_path / "out"), "--weights", "none", "--config", str(tmp_path / "recipe.toml")]
    assert main(["train", str(tmp_path / "data"), *options]) == 1
    [line] = [line for line in capsys.readouterr().err.splitlines() if "drawn" in line]
    assert "drawn.share: 0.25 of the samples are to be drawn" in line
    assert "--head-labels DIR" in line
    assert not (tmp_path / "out" / ORDER_FILE).exists()


@pytest.mark.parametrize("kept", [None, True, False])
def test_a_run_that_is_resumed_keeps_its_way_with_names_of_classes(tmp_path, asked, kept):
    """Also a run of an earlier Falx, whose order does not tell and which took all names as they stood."""
    command = ["train", str(tmp_path), "--out", str(tmp_path / "out"), "--weights", "none"]
    assert main(command) == 0
    write_order(asked[0])
    path = tmp_path / "out" / ORDER_FILE
    values = json.loads(path.read_text("utf-8"))
    del values["keeps_names"]
    path.write_text(json.dumps(values if kept is None else values | {"keeps_names": kept}), "utf-8")
    assert main([*command, "--resume"]) == 0
    assert asked[1].request.keeps_names is (kept is not False)


def stopped(monkeypatch, out, prepare):
    """Stop a training after what `prepare` has put into its folder."""

    def pretend(order, report):
        prepare(order)
        raise KeyboardInterrupt

    monkeypatch.setattr("cli.train.perform_training", pretend)
    return main(["train", "data", "--out", str(out), "--weights", "none", "--epochs", "7"])


def nothing(order):
    pass


def the_order(order):
    write_order(order)


def two_epochs(order):
    write_order(order)
    (order.request.out / CHECKPOINTS).mkdir()
    (order.request.out / CHECKPOINTS / LAST).touch()
    epochs = [{"number": n, "loss": 1.0, "validation_loss": 1.0, "validation_accuracy": 0.5} for n in (1, 2)]
    lines = "".join(f"{json.dumps(epoch)}\n" for epoch in epochs)
    (order.request.out / CHECKPOINTS / EPOCHS_FILE).write_text(lines, "utf-8")


@pytest.mark.parametrize(
    ("prepare", "expected"),
    [
        (nothing, "Stopped before anything was written. Run the same command again"),
        (the_order, "nothing is trained yet. To start again: falx train --out {out} --resume"),
        (two_epochs, "2 of 7 epochs done and kept. To continue: falx train --out {out} --resume  "),
    ],
)
def test_a_training_that_is_stopped_says_what_is_there(tmp_path, monkeypatch, capsys, prepare, expected):
    pytest.importorskip("tensorflow")
    assert stopped(monkeypatch, tmp_path / "run", prepare) == 130
    [line] = capsys.readouterr().err.strip().splitlines()
    assert expected.format(out=tmp_path / "run") in line


def draw(folder, *seeds, lesion=None):
    folder.mkdir(parents=True, exist_ok=True)
    for seed in seeds:
        cv2.imwrite(str(folder / f"{seed}.png"), head_phantom(seed, lesion, size=64))


@pytest.fixture
def tiny(tmp_path):
    """Settings of a network that trains in seconds."""
    text = "architecture = 'baseline-cnn'\nstride = 16\nsize = 64\nepochs = 2\nhead_epochs = 0\nbatch_size = 8\n"
    (tmp_path / "tiny.toml").write_text(text, "utf-8")
    return tmp_path / "tiny.toml"


def test_a_dataset_with_validation_is_trained_as_it_is_named_and_all_of_it_is_said(tmp_path, tiny, capsys):
    pytest.importorskip("tensorflow")
    data = tmp_path / "data"
    for number, (name, lesion) in enumerate({"glioma_tumor": "glioma", "no_tumor": None}.items()):
        seeds = range(100 * number, 100 * number + 12)
        draw(data / "train" / name, *seeds[:6], lesion=lesion)
        draw(data / "valid" / name, *seeds[6:9], lesion=lesion)
        draw(data / "TEST" / name, *seeds[9:], lesion=lesion)
    (data / ".ipynb_checkpoints").mkdir()
    # Cut within its header, of which nobody has thought.
    cut = (540).to_bytes(4, "little") + b"n+2\0\r\n\x1a\n" + bytes(100)
    (data / "train" / "no_tumor" / "cut\n\x1b[31m.nii").write_bytes(cut)
    out = tmp_path / "run"
    assert main(["train", str(data), "--out", str(out), "--config", str(tiny), "--weights", "none"]) == 1
    said, err = capsys.readouterr()
    assert said.splitlines()[0] == (
        "Understood: Training 13 (train), Validation 6 (valid), Testing 6 (TEST); "
        "classes glioma (from glioma_tumor), notumor (from no_tumor)"
    )
    assert "Skipped system files: .ipynb_checkpoints." in said
    assert said.count("Reading the images") == 1
    assert [line.partition(",")[0] for line in said.splitlines() if re.search(r"validation loss \d", line)] == [
        "Epoch 1 of 2",
        "Epoch 2 of 2",
    ]
    [line] = err.splitlines()
    assert line.startswith(r"cut\n\x1b[31m.nii: ")
    run = json.loads((out / "run.json").read_text("utf-8"))
    assert run["validation"] == "named by the dataset"
    assert run["images"] == {"glioma": 6, "notumor": 6}
    assert run["validation_images"] == {"glioma": 3, "notumor": 3}
    assert run["class_names"] == {"glioma_tumor": "glioma", "no_tumor": "notumor"}
    assert run["understood"]["skipped"] == [".ipynb_checkpoints"]
    held_out = {row.path.resolve().parent.parent.name for row in read_dataset(out / "held_out.csv").rows}
    assert held_out == {"valid"}
    card = (out / "package" / "MODEL_CARD.md").read_text("utf-8")
    assert "| Validation data | named by the dataset (" in card
    assert "| Names of classes | glioma (in the dataset: glioma_tumor), notumor (in the dataset: no_tumor) |" in card
    assert main(["evaluate", str(data), "--out", str(tmp_path / "e"), "--model", str(out / "package")]) == 0
    assert "on 6 images" in capsys.readouterr().out


def test_scores_become_paths_of_the_order(tmp_path):
    from cli.train import _new_order
    from cli.train_options import train_parser

    flags = ["--weights", "none", "--architecture", "baseline-cnn", "--scores", "run", "other/scores.csv"]
    order = _new_order(train_parser().parse_args([str(tmp_path), "--out", str(tmp_path / "out"), *flags]))
    assert order.request.scores == (Path("run"), Path("other/scores.csv"))
    (tmp_path / "out").mkdir()
    write_order(order)
    assert read_order(tmp_path / "out").request.scores == tuple(one.absolute() for one in order.request.scores)


def test_scores_and_folds_exclude_each_other(tmp_path, capsys):
    assert main(["train", str(tmp_path), "--out", str(tmp_path / "o"), "--folds", "2", "--scores", "run"]) == 2
    assert "argument --scores: expected without --folds" in capsys.readouterr().err
