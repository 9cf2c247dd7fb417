"""The works of the training window: stopped, killed and continued; what becomes of the model then."""

import dataclasses
import errno
import json
import os
import shutil
import tempfile
import threading
import types

import pytest

from core.batch.inputs import RECONNECT, lost_folder
from core.errors import (
    DiskFullError,
    FalxError,
    InvalidConfigError,
    InvalidDatasetError,
    InvalidPackageError,
    LostFolderError,
    MissingLibraryError,
    OccupiedFolderError,
    UnwritableOutputError,
)
from core.jobs import job_targets
from core.jobs.child_job import ChildJob
from core.jobs.events import Cancelled, End, Outcome, PartialResult, Progress
from core.model.package import CARD_FILE, ModelPackage, write_about
from core.model.store import install, models_folder, shipped_package
from training.dataset.choice import DatasetChoice, dataset_of
from training.fitting.checkpoint import load_checkpoint, save_checkpoint
from training.reports.card_edit import write_card
from training.run_files import MANIFEST_FILE, ORDER_FILE
from training.runs import gui_jobs as window_jobs
from training.runs.execute import perform_training
from training.runs.measurement import read_measured
from training.runs.order import RunState, TrainingOrder, find_run, has_work, read_epochs, read_order
from training.runs.request import TrainingRequest
from training.settings.config import TrainingConfig

# Networks are trained.
pytestmark = pytest.mark.slow

CONFIG = TrainingConfig(
    architecture="baseline-cnn", stride=16, size=64, epochs=2, head_epochs=0, batch_size=8, validation_share=0.25
)


class Quiet:
    """A pipe that no one reads."""

    def __init__(self):
        self.lines = []

    def report(self, progress):
        pass

    def log(self, text):
        self.lines.append(text)


def order_of(dataset, out, **changes):
    return TrainingOrder(TrainingRequest(dataset, out, CONFIG, None, **changes), None, True, None)


def is_in_second_epoch(progress):
    return progress.epochs and progress.done > progress.total // 2 + 1


@pytest.fixture(scope="module")
def stopped(dataset, tmp_path_factory):
    """Stop a training in its second epoch."""
    pytest.importorskip("tensorflow")
    order = order_of(dataset, tmp_path_factory.mktemp("stopped") / "run")

    def stop(progress):
        if is_in_second_epoch(progress):
            raise Cancelled

    before = set(threading.enumerate())
    with pytest.raises(Cancelled):
        perform_training(order, stop)
    left = [thread.name for thread in set(threading.enumerate()) - before if "PoolExecutor" in thread.name]
    return order, left


@pytest.fixture(scope="module")
def finished(stopped):
    """Make a model of the best epoch of the stopped training."""
    order = stopped[0]
    request = dataclasses.replace(order.request, resume=True, is_finishing=True)
    phases = []
    pipe = Quiet()
    pipe.report = lambda progress: phases.append(progress.phase)
    assert window_jobs.train(dataclasses.replace(order, request=request), pipe) == request.out
    return request.out, phases


def test_what_a_killed_training_had_half_published_goes(tmp_path, monkeypatch):
    for name in (".publishing-x/package", "fold-1/.publishing-y"):
        (tmp_path / "run" / name).mkdir(parents=True)
    order = order_of(tmp_path / "nothing", tmp_path / "run")
    monkeypatch.setattr("training.runs.execute._needing_tensorflow", lambda name: None)
    with pytest.raises(AttributeError):
        perform_training(order, lambda progress: None)
    assert not list((tmp_path / "run").rglob(".publishing-*"))


def test_a_stopped_training_keeps_its_epochs_and_ends_its_threads(stopped, tmp_path):
    order, left = stopped
    out = order.request.out
    assert left == []
    # The fixtures after this one continue with the run.
    assert {"last.npz", "best.npz", "epochs.jsonl"} <= {path.name for path in (out / "checkpoints").iterdir()}
    assert len(read_epochs(out)) == 1
    assert read_order(out).request == dataclasses.replace(order.request, resume=True)


def test_the_best_epoch_until_now_becomes_a_model_without_any_more(finished):
    out, phases = finished
    assert "Fine-tuning the whole network" not in phases
    assert len(json.loads((out / "run.json").read_text("utf-8"))["epochs"]) == 1
    assert find_run(out).state is RunState.FINISHED
    ModelPackage.open(out / "package").verify_files()
    assert not (out / "run.lock").exists()


def test_a_finished_model_is_measured_beside_another_once(finished, tmp_path):
    out, _ = finished
    measured = window_jobs.measure(out, shipped_package(), Quiet())
    assert measured.is_validation
    assert measured.rival == ModelPackage.open(shipped_package()).title
    assert measured == read_measured(out)
    images = json.loads((out / "evaluation" / "metrics.json").read_text("utf-8"))["images"]
    assert images == len((out / "held_out.csv").read_text("utf-8").splitlines()) - 1 == 8
    assert json.loads((out / "comparison" / "metrics.json").read_text("utf-8"))["images"] == images
    told = []
    pipe = Quiet()
    pipe.report = told.append
    # Its own package is no rival, and what was measured is.
    again = window_jobs.measure(out, out / "package", pipe)
    assert (again.rival, told) == (None, [])
    assert "is this one" in again.no_rival


def test_a_training_that_is_killed_in_an_epoch_goes_on_to_its_end(dataset, tmp_path):
    pytest.importorskip("tensorflow")
    order = dataclasses.replace(order_of(dataset, tmp_path / "run"), threads=1)
    child = ChildJob(job_targets.TRAIN, (order,))
    outcome = None
    for event in child.events():
        if isinstance(event, Progress) and is_in_second_epoch(event):
            child.kill()
        if isinstance(event, Outcome):
            outcome = event
    assert outcome.end is End.CANCELLED
    assert find_run(order.request.out).state is RunState.STOPPED
    first = read_epochs(order.request.out)
    assert len(first) == 1
    events = list(ChildJob(job_targets.TRAIN, (read_order(order.request.out),)).events())
    assert events[-1] == Outcome(End.SUCCEEDED, order.request.out) or events[-1].value == order.request.out
    epochs = read_epochs(order.request.out)
    assert epochs[:1] == first
    assert len(epochs) == 2
    tuned = [event for event in events if isinstance(event, Progress) and event.epochs]
    assert tuned[0].done >= tuned[0].total // 2
    ModelPackage.open(order.request.out / "package").verify_files()
    assert not any(isinstance(event, PartialResult) for event in events)


def test_a_run_that_cannot_be_begun_is_not_offered_again(tmp_path):
    pytest.importorskip("tensorflow")
    (tmp_path / "data").mkdir()
    with pytest.raises(InvalidDatasetError):
        perform_training(order_of(tmp_path / "data", tmp_path / "run"), lambda progress: None)
    assert not (tmp_path / "run").exists()


def test_a_run_stopped_before_its_first_epoch_is_offered_again(dataset, tmp_path):
    pytest.importorskip("tensorflow")

    def stop(progress):
        raise Cancelled

    with pytest.raises(Cancelled):
        perform_training(order_of(dataset, tmp_path / "run"), stop)
    assert find_run(tmp_path / "run").state is RunState.STOPPED


def test_the_order_of_another_run_in_the_folder_stays(dataset, tmp_path):
    pytest.importorskip("tensorflow")
    (tmp_path / "run" / "checkpoints").mkdir(parents=True)
    (tmp_path / "run" / "checkpoints" / "last.npz").touch()
    (tmp_path / "run" / ORDER_FILE).write_text("theirs", "utf-8")
    with pytest.raises(InvalidConfigError, match="holds a run already"):
        perform_training(order_of(dataset, tmp_path / "run"), lambda progress: None)
    assert (tmp_path / "run" / ORDER_FILE).read_text("utf-8") == "theirs"


@pytest.fixture
def joined(dataset, tmp_path):
    """An order whose images have to be listed in the run's folder first."""
    choice = DatasetChoice((dataset,), frozenset({dataset / "glioma" / "0.png"}))
    out = tmp_path / "run"
    return dataclasses.replace(order_of(dataset_of(choice, out), out), choice=choice)


def test_the_images_of_another_run_in_the_folder_stay(joined):
    pytest.importorskip("tensorflow")
    out = joined.request.out
    (out / "checkpoints").mkdir(parents=True)
    for name in ("checkpoints/last.npz", ORDER_FILE, MANIFEST_FILE):
        (out / name).write_text("theirs", "utf-8")
    with pytest.raises(OccupiedFolderError, match="holds a run already"):
        perform_training(joined, lambda progress: None)
    assert [(out / name).read_text("utf-8") for name in (ORDER_FILE, MANIFEST_FILE)] == ["theirs", "theirs"]


def test_a_list_of_the_user_s_in_the_folder_stays(joined):
    pytest.importorskip("tensorflow")
    out = joined.request.out
    out.mkdir()
    (out / MANIFEST_FILE).write_text("theirs", "utf-8")
    with pytest.raises(OccupiedFolderError, match=r"holds a dataset\.csv that belongs to no run"):
        perform_training(joined, lambda progress: None)
    assert [path.name for path in out.iterdir()] == [MANIFEST_FILE]
    assert (out / MANIFEST_FILE).read_text("utf-8") == "theirs"


def test_the_user_s_list_stays_though_an_earlier_start_went_by_it(dataset, tmp_path, monkeypatch):
    pytest.importorskip("tensorflow")
    mine = [(tmp_path / name, name) for name in (MANIFEST_FILE, "held_out.csv")]
    for path, text in mine:
        path.write_text(text, "utf-8")
    order = order_of(tmp_path / MANIFEST_FILE, tmp_path)

    def end(error):
        def train(request, report):
            raise error

        monkeypatch.setattr("training.runs.run.train", train)
        with pytest.raises(type(error)):
            perform_training(order, lambda progress: None)

    end(Cancelled())
    assert (tmp_path / ORDER_FILE).exists()
    end(InvalidDatasetError("no"))
    assert not (tmp_path / ORDER_FILE).exists()
    assert [(path, path.read_text("utf-8")) for path, _ in mine] == mine


def test_a_disk_that_is_full_at_the_start_does_not_lock_the_folder(joined, monkeypatch):
    pytest.importorskip("tensorflow")
    monkeypatch.setattr("training.runs.run.train", lambda request, report: "result")
    with monkeypatch.context() as patch:

        def fill(*arguments):
            raise DiskFullError("no space is left")

        for name in ("write_order", "settle"):
            patch.setattr(f"training.runs.execute.{name}", fill)
            with pytest.raises(DiskFullError):
                perform_training(joined, lambda progress: None)
            patch.undo()
    assert perform_training(joined, lambda progress: None) == "result"


@pytest.mark.parametrize("has_begun", [False, True])
def test_chosen_images_are_listed_once_the_folder_is_the_run_s(joined, monkeypatch, has_begun):
    pytest.importorskip("tensorflow")
    out = joined.request.out

    def fail(request, report):
        assert "glioma/0.png" not in request.dataset.read_text("utf-8")
        (out / "held_out.csv").touch()
        if has_begun:
            save_checkpoint(out / "checkpoints" / "last.npz", {}, {})
        raise InvalidConfigError("no")

    monkeypatch.setattr("training.runs.run.train", fail)
    with pytest.raises(InvalidConfigError, match="no"):
        perform_training(joined, lambda progress: None)
    assert out.exists() is has_begun
    if has_begun:
        resumed = read_order(out)
        assert (resumed.request.dataset, resumed.choice) == (out / MANIFEST_FILE, None)


def test_a_folder_that_cannot_be_made_is_reported(dataset, tmp_path):
    pytest.importorskip("tensorflow")
    out = tmp_path / ("n" * 300)
    assert not has_work(out)
    with pytest.raises(UnwritableOutputError, match="File name too long"):
        perform_training(order_of(dataset, out), lambda progress: None)


def test_nothing_to_finish_is_reported(dataset, tmp_path):
    pytest.importorskip("tensorflow")
    order = order_of(dataset, tmp_path / "run", resume=True, is_finishing=True)
    with pytest.raises(InvalidConfigError, match="expected a checkpoint to make a model of"):
        perform_training(order, lambda progress: None)


def test_a_start_from_another_network_is_refused(dataset, tmp_path):
    pytest.importorskip("tensorflow")
    order = order_of(dataset, tmp_path / "run")
    order = dataclasses.replace(order, request=dataclasses.replace(order.request, weights=shipped_package()))
    with pytest.raises(InvalidConfigError, match="expected a model of architecture baseline-cnn"):
        perform_training(order, lambda progress: None)
    assert not (tmp_path / "run" / ORDER_FILE).exists()


def test_weights_that_do_not_fit_are_reported_before_the_images_are_read(dataset, tmp_path, monkeypatch):
    pytest.importorskip("tensorflow")
    monkeypatch.setattr("training.runs.run.read_training_images", lambda *arguments: pytest.fail("has read images"))
    (tmp_path / "weights.h5").write_bytes(b"\x89HDF\r\n\x1a\n and no more")
    config = dataclasses.replace(CONFIG, architecture="mobilenet-v2")
    request = dataclasses.replace(
        order_of(dataset, tmp_path / "run").request, weights=tmp_path / "weights.h5", config=config
    )
    with pytest.raises(InvalidConfigError, match=r"weights\.h5"):
        perform_training(TrainingOrder(request, None, True, None), lambda progress: None)
    assert not (tmp_path / "run").exists()


def test_a_missing_library_is_reported_in_words(dataset, tmp_path, monkeypatch):
    def fail(name):
        raise ModuleNotFoundError("No module named 'tensorflow'\nand more", name="tensorflow")

    monkeypatch.setattr("importlib.import_module", fail)
    with pytest.raises(MissingLibraryError, match=r"training needs TensorFlow \(No module named 'tensorflow'\); inst"):
        perform_training(order_of(dataset, tmp_path / "run"), lambda progress: None)
    assert not (tmp_path / "run").exists()


def test_an_import_of_our_own_that_fails_is_no_missing_library(dataset, tmp_path, monkeypatch):
    def fail(name):
        raise ImportError("cannot import name 'fit' from 'training.fitting.fit'", name="training.fitting.fit")

    monkeypatch.setattr("importlib.import_module", fail)
    with pytest.raises(ImportError, match="cannot import name"):
        perform_training(order_of(dataset, tmp_path / "run"), lambda progress: None)


def test_a_completed_card_goes_with_the_model_and_undo_brings_the_earlier_one_back(package_copy):
    earlier = install(shipped_package()).folder
    card = earlier.joinpath(CARD_FILE).read_text("utf-8")
    installation = window_jobs.install(package_copy, f"{card}\nMade by: us\n\n", Quiet())
    assert installation.folder == earlier
    assert earlier.joinpath(CARD_FILE).read_text("utf-8").endswith("\nMade by: us\n")
    ModelPackage.open(earlier).verify_files()
    window_jobs.undo(package_copy, Quiet())
    assert earlier.joinpath(CARD_FILE).read_text("utf-8") == card
    ModelPackage.open(earlier).verify_files()


def test_undo_removes_a_model_that_had_no_earlier_one(package_copy):
    installation = window_jobs.install(package_copy, "Card", Quiet())
    assert installation.earlier is None
    assert installation.folder.is_dir()
    window_jobs.undo(package_copy, Quiet())
    assert [path.name for path in models_folder().iterdir()] == []


def test_an_exported_package_opens_and_carries_the_card(package_copy, tmp_path):
    window_jobs.export(package_copy, "My card", tmp_path / "out.zip", Quiet())
    package = ModelPackage.open(tmp_path / "out.zip")
    package.verify_files()
    assert package.read(CARD_FILE) == b"My card\n"
    assert package.title == ModelPackage.open(shipped_package()).title


def test_the_same_card_changes_nothing_and_a_torn_one_is_mended(package_copy):
    about = (package_copy / "package.json").read_bytes()
    write_card(package_copy, (package_copy / CARD_FILE).read_text("utf-8"))
    assert (package_copy / "package.json").read_bytes() == about
    (package_copy / CARD_FILE).write_text("half a c", "utf-8")
    write_card(package_copy, "half a c")
    ModelPackage.open(package_copy).verify_files()


def test_a_package_of_a_newer_format_is_neither_installed_nor_exported(package_copy, tmp_path):
    about = json.loads((package_copy / "package.json").read_text("utf-8"))
    write_about(package_copy, about | {"format": 3})
    with pytest.raises(InvalidPackageError, match="expected package format 1 or 2, got 3"):
        window_jobs.install(package_copy, "Card", Quiet())
    with pytest.raises(InvalidPackageError, match="expected package format 1 or 2, got 3"):
        window_jobs.export(package_copy, "Card", tmp_path / "out.zip", Quiet())
    assert not models_folder().exists()
    shutil.rmtree(package_copy)
    with pytest.raises(InvalidPackageError, match="found none"):
        window_jobs.install(package_copy, "Card", Quiet())


@pytest.mark.parametrize("has_begun", [False, True])
def test_a_full_disk_is_reported_and_a_run_that_was_begun_can_go_on(dataset, tmp_path, monkeypatch, has_begun):
    pytest.importorskip("tensorflow")

    def fill(request, report):
        checkpoints = request.out / "checkpoints"
        if has_begun:
            save_checkpoint(checkpoints / "last.npz", {}, {})

        def write(file, **arrays):
            file.write(b"half")
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr("numpy.savez", write)
        save_checkpoint(checkpoints / "last.npz", {}, {"second": True})

    monkeypatch.setattr("training.runs.run.train", fill)
    with pytest.raises(DiskFullError, match="no space is left") as told:
        perform_training(order_of(dataset, tmp_path / "run"), lambda progress: None)
    assert told.value.code == "disk-full"
    left = sorted(path.name for path in (tmp_path / "run").rglob("*") if path.is_file())
    assert left == (["last.npz", "order.json"] if has_begun else ["order.json"])
    assert find_run(tmp_path / "run").state is RunState.STOPPED
    if has_begun:
        assert load_checkpoint(tmp_path / "run" / "checkpoints" / "last.npz")[1] == {}


def test_a_disk_that_fails_before_the_first_checkpoint_withdraws_no_run(dataset, tmp_path, monkeypatch):
    pytest.importorskip("tensorflow")

    def fail(request, report):
        def write(file, **arrays):
            raise OSError(errno.EIO, "Input/output error")

        monkeypatch.setattr("numpy.savez", write)
        save_checkpoint(request.out / "checkpoints" / "last.npz", {}, {})

    monkeypatch.setattr("training.runs.run.train", fail)
    with pytest.raises(FalxError, match="Input/output error"):
        perform_training(order_of(dataset, tmp_path / "run"), lambda progress: None)
    assert find_run(tmp_path / "run").state is RunState.STOPPED


def test_a_share_that_disappears_withdraws_no_run(dataset, tmp_path, monkeypatch):
    pytest.importorskip("tensorflow")

    def fail(request, report):
        raise lost_folder("scans", RECONNECT)

    order = order_of(dataset, tmp_path / "run")
    with monkeypatch.context() as patched:
        patched.setattr("training.runs.run.train", fail)
        with pytest.raises(LostFolderError, match="then resume"):
            perform_training(order, lambda progress: None)
    assert find_run(tmp_path / "run").state is RunState.STOPPED
    # Resumed before it is back.
    dataset.rename(tmp_path / "gone")
    again = dataclasses.replace(order, request=dataclasses.replace(order.request, resume=True))
    with pytest.raises(InvalidDatasetError, match="found nothing"):
        perform_training(again, lambda progress: None)
    assert find_run(tmp_path / "run").state is RunState.STOPPED


def test_what_a_killed_process_left_half_written_is_removed(dataset, tmp_path, monkeypatch):
    pytest.importorskip("tensorflow")
    checkpoints = tmp_path / "run" / "checkpoints"
    checkpoints.mkdir(parents=True)
    (checkpoints / ".last.npz.123.part").touch()
    left = tmp_path / "run" / ".temporary" / "__pycache__" / "__autograph_generated_file.pyc"
    left.parent.mkdir(parents=True)
    left.touch()
    places = []

    def train(request, report):
        places.append(tempfile.gettempdir())
        return "result"

    monkeypatch.setattr("training.runs.run.train", train)
    before = tempfile.gettempdir()
    assert perform_training(order_of(dataset, tmp_path / "run"), lambda progress: None) == "result"
    assert list(checkpoints.iterdir()) == []
    assert places == [str(tmp_path / "run" / ".temporary")]
    assert not left.parent.parent.exists()
    assert tempfile.gettempdir() == before


def test_what_a_library_that_cannot_be_loaded_says_is_passed_on(dataset, tmp_path, monkeypatch, capfd):
    def fail(name):
        os.write(2, b"no such instruction\n")
        raise ImportError("no such instruction")

    within = types.FunctionType(fail.__code__, {"__name__": "tensorflow.python.pywrap", "os": os})
    monkeypatch.setattr("training.runs.execute.importlib.import_module", within)
    with pytest.raises(MissingLibraryError, match="no such instruction"):
        perform_training(order_of(dataset, tmp_path / "run"), lambda progress: None)
    os.write(2, b"and more\n")
    assert capfd.readouterr().err == "no such instruction\nand more\n"
