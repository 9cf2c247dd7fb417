"""The order of a run: written, read back, found again, and locked while a process is at work."""

import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from core.errors import InvalidConfigError
from core.program.locations import data_folder
from training.fitting.epoch import Epoch
from training.run_files import LOCK_FILE, ORDER_FILE
from training.runs.execute import perform_training
from training.runs.order import (
    RunState,
    TrainingOrder,
    find_run,
    has_work,
    read_epochs,
    read_order,
    runs_folder,
    unfinished_runs,
    write_order,
)
from training.runs.request import TrainingRequest
from training.runs.run_lock import holding, is_running
from training.settings.config import AugmentationConfig, TrainingConfig

ROOT = Path(__file__).resolve().parents[3]

HOLD = """
import sys, time
from pathlib import Path
from training.runs.run_lock import holding
with holding(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


def order_in(folder, folds=None, **changes):
    config = TrainingConfig(size=96, epochs=3, augmentation=AugmentationConfig(noise=2.0))
    request = TrainingRequest(ROOT / "brains", folder, config, ROOT / "start", name="mine", version="2.1")
    return TrainingOrder(dataclasses.replace(request, **changes), folds, is_yielding=False, threads=2)


@pytest.mark.parametrize("changes", [{}, {"weights": None}, {"fold": 2}, {"head_labels": ROOT / "heads"}])
@pytest.mark.parametrize("folds", [None, 5])
def test_an_order_is_read_back_as_one_to_go_on_with(tmp_path, folds, changes):
    order = order_in(tmp_path / "run", folds, **changes)
    write_order(order)
    resumed = dataclasses.replace(order, request=dataclasses.replace(order.request, resume=True))
    assert read_order(tmp_path / "run") == resumed


@pytest.mark.parametrize("is_own", [True, False])
def test_an_order_that_is_resumed_is_read_once(tmp_path, monkeypatch, is_own):
    """Also for whether the run made the list of its images itself, which is kept with it."""
    write_order(order_in(tmp_path), makes_dataset=is_own)
    really_open, opened = open, []
    monkeypatch.setattr(
        "builtins.open", lambda path, *rest, **more: (opened.append(path), really_open(path, *rest, **more))[1]
    )
    monkeypatch.setattr(
        "training.runs.execute._needing_tensorflow", lambda name: SimpleNamespace(train=lambda *_: None)
    )
    order = dataclasses.replace(read_order(tmp_path), threads=None)
    perform_training(order, lambda progress: None)
    assert order.makes_dataset is is_own
    assert opened.count(tmp_path / ORDER_FILE) == 1


def test_a_relative_dataset_is_found_from_anywhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_order(order_in(tmp_path / "run", dataset=Path("brains")))
    monkeypatch.chdir(ROOT)
    assert read_order(tmp_path / "run").request.dataset == tmp_path / "brains"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"format": 2}, "expected format 1, got 2"),
        ({"dataset": 3}, r"order\.json, dataset: expected a text, got 3; start a new run"),
        ({"folds": "some"}, 'folds: expected a whole number, got "some"'),
        ({"config": {"size": 3}}, "expected 64 to 1024"),
        ({"config": []}, r"config: expected an object, got \[\]"),
    ],
)
def test_a_damaged_order_is_reported(tmp_path, change, expected):
    write_order(order_in(tmp_path))
    values = json.loads((tmp_path / ORDER_FILE).read_text("utf-8"))
    (tmp_path / ORDER_FILE).write_text(json.dumps(values | change), "utf-8")
    with pytest.raises(InvalidConfigError, match=expected):
        read_order(tmp_path)


def test_a_torn_or_missing_order_is_reported(tmp_path):
    with pytest.raises(InvalidConfigError, match=r"no order\.json"):
        read_order(tmp_path)
    (tmp_path / ORDER_FILE).write_bytes(b'{"format": 1, "da')
    with pytest.raises(InvalidConfigError, match=r"order\.json: expected JSON, .*; start a new run"):
        read_order(tmp_path)


def test_runs_that_were_not_finished_are_found_the_newest_first():
    assert runs_folder() == data_folder() / "runs"
    for name, age in (("old", 100), ("new", 10), ("done", 5), ("folded", 50), ("damaged", 1)):
        write_order(order_in(runs_folder() / name, folds=2 if name == "folded" else None))
        path = runs_folder() / name / ORDER_FILE
        os.utime(path, (10**9 - age, 10**9 - age))
    (runs_folder() / "done" / "run.json").touch()
    (runs_folder() / "folded" / "fold-0").mkdir()
    (runs_folder() / "folded" / "fold-0" / "run.json").touch()
    (runs_folder() / "damaged" / ORDER_FILE).write_text("{", "utf-8")
    (runs_folder() / "new" / "checkpoints").mkdir()
    figures = {"number": 1, "loss": 0.5, "validation_loss": 0.4, "validation_accuracy": 0.9}
    (runs_folder() / "new" / "checkpoints" / "epochs.jsonl").write_text(json.dumps(figures) + "\n", "utf-8")
    found = unfinished_runs()
    assert [(run.folder.name, run.epochs) for run in found] == [("new", 1), ("folded", 1), ("old", 0)]
    assert find_run(runs_folder() / "done").state is RunState.FINISHED
    assert read_epochs(runs_folder() / "new") == [Epoch(**figures)]
    assert has_work(runs_folder() / "folded") is False


def test_a_folder_is_held_by_one_at_a_time_and_left_as_it_was(tmp_path):
    folder = tmp_path / "run"
    with holding(folder):
        assert is_running(folder)
        with pytest.raises(InvalidConfigError, match="another process is training there"), holding(folder):
            pass
        assert (folder / LOCK_FILE).read_text("utf-8") == f"{os.getpid()}\n"
    assert not folder.exists()


def test_the_mark_of_a_process_that_was_killed_ends_with_it():
    folder = runs_folder() / "run"
    write_order(order_in(folder))
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout.readline() == "held\n"
        assert is_running(folder)
        assert find_run(folder).state is RunState.UNDER_WAY
        assert unfinished_runs() == []
    finally:
        process.kill()
        process.communicate()
    assert (folder / LOCK_FILE).exists()
    assert [run.folder for run in unfinished_runs()] == [folder]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps users apart by other means")
def test_the_runs_of_the_user_s_data_folder_are_closed_to_others(tmp_path):
    runs_folder().mkdir(mode=0o755, parents=True)
    write_order(order_in(runs_folder() / "mine"))
    assert runs_folder().stat().st_mode & 0o077 == 0
    # A place that the user chose keeps its permissions.
    (tmp_path / "shared").mkdir(mode=0o755)
    write_order(order_in(tmp_path / "shared" / "run"))
    assert (tmp_path / "shared").stat().st_mode & 0o777 == 0o755
