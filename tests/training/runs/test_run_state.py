"""Whether a run has anything left to do."""

import dataclasses
import json
import shutil

import pytest

from core.model.package import HEAD_FILE
from core.model.store import shipped_package
from falx import main
from training.fitting.early_stopping import has_stalled
from training.runs.order import TrainingOrder, write_order
from training.runs.request import TrainingRequest
from training.runs.run_state import finished_package
from training.settings.config import TrainingConfig


def write_epochs(out, losses, published):
    """Write what a run of so many epochs leaves, the first of them in its package."""
    epochs = [
        {"number": number, "loss": 0.5, "validation_loss": loss, "validation_accuracy": 0.9}
        for number, loss in enumerate(losses, start=1)
    ]
    (out / "checkpoints").mkdir(exist_ok=True)
    (out / "checkpoints" / "epochs.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in epochs), "utf-8")
    (out / "run.json").write_text(json.dumps({"epochs": epochs[:published]}), "utf-8")


@pytest.fixture
def order(tmp_path):
    """A run of two epochs that is at its end."""
    out = tmp_path / "run"
    shutil.copytree(shipped_package(), out / "package")
    write_epochs(out, [0.5, 0.4], 2)
    request = TrainingRequest(tmp_path / "data", out, TrainingConfig(epochs=2, patience=2), None, resume=True)
    found = TrainingOrder(request, None, is_yielding=False, threads=None)
    write_order(found)
    return found


def changed(order, **changes):
    return dataclasses.replace(order, request=dataclasses.replace(order.request, **changes))


def test_a_finished_run_says_so_and_where_its_package_is(order, monkeypatch, capsys):
    monkeypatch.setattr("cli.train.perform_training", lambda *arguments: pytest.fail("has gone on"))
    out = order.request.out
    assert main(["train", "--out", str(out), "--resume"]) == 0
    told = capsys.readouterr().out
    assert told == f"This run is already finished. Model package: {out / 'package'}\n"


@pytest.mark.parametrize("missing", ["run.json", "package", f"package/{HEAD_FILE}"])
def test_a_run_that_was_not_wholly_published_goes_on(order, missing):
    path = order.request.out / missing
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    assert finished_package(order) is None


def test_epochs_since_the_package_was_made_are_published(order):
    write_epochs(order.request.out, [0.5, 0.4], 1)
    assert finished_package(order) is None
    assert finished_package(changed(order, is_finishing=True)) is None


def test_a_run_that_was_finished_early_goes_on_unless_it_is_finished_again(order):
    write_epochs(order.request.out, [0.5], 1)
    assert finished_package(order) is None
    assert finished_package(changed(order, is_finishing=True)) == order.request.out / "package"


def test_a_run_that_ended_since_it_got_no_better_is_finished(order):
    write_epochs(order.request.out, [0.4, 0.5, 0.6], 3)
    config = dataclasses.replace(order.request.config, epochs=9)
    assert finished_package(changed(order, config=config)) == order.request.out / "package"


def test_a_cross_validation_is_never_said_to_be_finished(order):
    assert finished_package(dataclasses.replace(order, folds=2)) is None


@pytest.mark.parametrize(
    ("losses", "is_stalled"), [([], False), ([1.0], False), ([1.0, 2.0, 3.0], True), ([3.0, 1.0, 2.0], False)]
)
def test_a_loss_that_gets_no_better_for_so_long_has_stalled(losses, is_stalled):
    assert has_stalled(losses, 2) is is_stalled
