"""Files that name patients or state opinions are closed to other users of the computer."""

import dataclasses
import os
import stat
import sys
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from core.batch.saved_batch import BatchPlan, batches_folder, save_plan
from core.errors import UnwritableOutputError
from core.files import replacing
from core.history.database import corrections_folder
from core.history.entry import Judgement, Opinion
from core.history.history import History, history_file
from core.history.reproduction import correct
from core.image.phantom import head_phantom
from core.model.store import models_folder
from core.private_folder import close_to_others, make_private_folder
from core.program.crash_log import crash_folder, write_crash
from core.program.locations import data_folder, settle_data_folder
from core.program.log import end_log, log_file, start_log
from core.readers import read_slices
from tests.core.history.test_history import record
from tests.core.phantom_study import write_picture
from training.evaluation.request import evaluations_folder
from training.runs.order import runs_folder
from training.settings.imagenet_weights import weights_file

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps users apart by other means")


@pytest.fixture(autouse=True)
def usual_mask():
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_a_folder_is_made_private_and_one_that_is_there_is_closed(tmp_path):
    make_private_folder(tmp_path / "a" / "b")
    assert mode(tmp_path / "a" / "b") == 0o700
    (tmp_path / "c").mkdir(mode=0o755)
    make_private_folder(tmp_path / "c")
    assert mode(tmp_path / "c") == 0o700
    close_to_others(tmp_path / "missing")
    assert not (tmp_path / "missing").exists()


def test_a_private_file_is_closed_while_it_is_written_and_after(tmp_path):
    target = tmp_path / "a.csv"
    target.write_text("earlier")
    with replacing(target, is_private=True) as temporary:
        assert mode(temporary) == 0o600
        temporary.write_text("new")
    assert mode(target) == 0o600
    assert target.read_text() == "new"


@pytest.mark.parametrize("error", [PermissionError(1, "not permitted"), MemoryError()])
def test_a_file_that_cannot_be_closed_leaves_nothing(tmp_path, monkeypatch, error):
    with replacing(tmp_path / "a.csv", is_private=True) as first:
        pass
    (tmp_path / "a.csv").unlink()

    def fail(path):
        raise error

    monkeypatch.setattr("core.files.close_to_others", fail)
    with (
        pytest.raises(UnwritableOutputError if isinstance(error, OSError) else MemoryError),
        replacing(tmp_path / "a.csv", is_private=True),
    ):
        pass
    assert list(tmp_path.iterdir()) == []
    # The name is free again: nothing holds its lock.
    with replacing(tmp_path / "a.csv") as other:
        other.write_text("new")
        assert other == first or sys.platform == "win32"


def test_a_saved_batch_is_private():
    batches_folder().mkdir(mode=0o755, parents=True)
    saved = save_plan(BatchPlan(("scans",)), datetime(2026, 1, 31))
    assert mode(batches_folder()) == mode(saved.folder) == 0o700
    assert {mode(path) for path in saved.folder.iterdir()} == {0o600}


def test_corrections_are_private(tmp_path):
    path = write_picture(tmp_path / "a.png", [head_phantom()])
    [image] = read_slices(Path(path))
    seen = dataclasses.replace(record(1, path=path), input_sha256=image.input_sha256)
    with History() as history:
        history.set_opinions([(seen, Opinion(Judgement.OTHER, "meningioma"))])
        entries = history.find()
    manifest = corrections_folder(history_file()) / "corrections.csv"
    correct(entries, manifest, SimpleNamespace(is_cancelled=False))
    assert mode(manifest) == 0o600
    assert mode(manifest.parent) == 0o700
    assert mode(history_file()) == 0o600


def test_log_and_crash_reports_are_private():
    handler = start_log()
    end_log(handler)
    write_crash("ValueError")
    assert mode(log_file().parent) == mode(crash_folder()) == 0o700


def test_what_earlier_versions_left_open_is_closed_at_the_start_but_shared_models_stay_open():
    places = (batches_folder(), runs_folder(), evaluations_folder(), corrections_folder(history_file()))
    private = [*places, log_file().parent, crash_folder()]
    shared = [models_folder(), models_folder() / "of the lab", weights_file().parent]
    for folder in (*private, *shared):
        folder.mkdir(parents=True)
        folder.chmod(0o755)
    data_folder().chmod(0o755)
    files = [history_file(), history_file().with_name(f"{history_file().name}-wal")]
    for file in files:
        file.write_bytes(b"")
        file.chmod(0o644)
    assert settle_data_folder() == ""
    assert {mode(folder) for folder in private} == {0o700}
    assert {mode(file) for file in files} == {0o600}
    assert {mode(folder) for folder in (data_folder(), *shared)} == {0o755}
