"""Batches on disk: started, told how far they are, found again, and cleared away."""

import errno
import json
import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.batch.saved_batch import (
    KEPT_FINISHED,
    BatchPlan,
    batches_folder,
    discard,
    discard_oldest,
    finished_batches,
    has_begun,
    list_saved,
    note_folders,
    save_plan,
    save_state,
    tidy_batches,
    unfinished_batches,
)
from core.errors import NoImagesError, UnwritableOutputError
from core.file_lock import Lock

NOW = datetime(2026, 3, 1, 12, 0, 0)
PLAN = BatchPlan(("/scans", "/more scans"), "/models/mine-2.0", False, "peak", "/maps", "mine 2.0", 0.98)


def test_a_batch_is_found_again_as_it_was():
    saved = save_state(save_plan(PLAN, NOW), 3412, 5000, is_finished=False)
    assert list_saved() == [saved]
    assert unfinished_batches() == [saved]
    assert saved.records.parent == saved.folder


def test_finished_ones_are_found_newest_first_with_their_counts():
    old, new, _ = (save_plan(PLAN, NOW + timedelta(hours=hour)) for hour in range(3))
    old, new = (save_state(saved, 3, 3, True, {"glioma": 2, "failed": 1}) for saved in (old, new))
    assert finished_batches() == [new, old]
    assert finished_batches()[0].verdicts == {"glioma": 2, "failed": 1}


def test_one_of_a_program_that_did_not_count_is_found():
    saved = save_state(save_plan(PLAN, NOW), 3, 3, is_finished=True)
    (saved.folder / "state.json").write_text('{"done": 3, "total": 3, "is_finished": true}', encoding="utf-8")
    plan = json.loads((saved.folder / "request.json").read_text(encoding="utf-8"))
    del plan["model_title"], plan["level"]
    (saved.folder / "request.json").write_text(json.dumps(plan), encoding="utf-8")
    [found] = finished_batches()
    assert (found.done, found.verdicts, found.plan.model_title, found.plan.level) == (3, {}, "", None)


def test_two_of_one_second_stand_apart():
    assert save_plan(PLAN, NOW).folder != save_plan(PLAN, NOW).folder
    assert len(list_saved()) == 2


def test_unfinished_ones_are_found_newest_first():
    old, new, finished = (save_plan(PLAN, NOW + timedelta(hours=hour)) for hour in range(3))
    save_state(finished, 5, 5, is_finished=True)
    assert unfinished_batches() == [new, old]
    discard(new)
    assert unfinished_batches() == [old]


def test_a_damaged_one_is_left_alone():
    saved = save_plan(PLAN, NOW)
    (saved.folder / "state.json").write_text("{", encoding="utf-8")
    assert unfinished_batches() == [saved]
    (saved.folder / "request.json").write_text("[]", encoding="utf-8")
    assert unfinished_batches() == []
    assert saved.folder.exists()


def test_none_are_found_where_nothing_was_ever_classified():
    assert not batches_folder().exists()
    assert list_saved() == []


def test_old_finished_ones_make_room_and_unfinished_ones_stay():
    unfinished = save_plan(PLAN, NOW - timedelta(days=1))
    for hour in range(KEPT_FINISHED + 2):
        save_state(save_plan(PLAN, NOW + timedelta(hours=hour)), 1, 1, is_finished=True)
    discard_oldest()
    left = list_saved()
    assert len(left) == KEPT_FINISHED + 1
    assert left[-1].folder == unfinished.folder
    assert left[0].started == NOW + timedelta(hours=KEPT_FINISHED + 1)


def test_folders_with_something_in_them_are_noted(tmp_path):
    for name in ("full", "empty"):
        (tmp_path / name).mkdir()
    (tmp_path / "full" / "a.png").touch()
    paths = tuple(str(tmp_path / name) for name in ("full", "empty", "full/a.png"))
    saved = save_plan(BatchPlan(paths), datetime(2026, 3, 1))
    assert not has_begun(saved)
    assert note_folders(saved).folders == (paths[0],)
    [found] = list_saved()
    assert found.folders == (paths[0],)
    assert has_begun(saved)


def test_a_batch_of_an_earlier_program_with_results_has_begun(tmp_path):
    saved = save_plan(BatchPlan((str(tmp_path / "missing"),)), datetime(2026, 3, 1))
    assert list_saved()[0].folders is None
    saved.records.touch()
    assert has_begun(saved)
    assert list_saved()[0].folders == ()
    saved.records.unlink()
    (saved.folder / "request.json").write_text("damaged", "utf-8")
    assert has_begun(saved)


@pytest.mark.parametrize("name", ["missing", "n" * 300])
def test_a_batch_does_not_begin_without_all_that_was_chosen(tmp_path, name):
    (tmp_path / "a.png").touch()
    saved = save_plan(BatchPlan((str(tmp_path / "a.png"), str(tmp_path / name))), datetime(2026, 3, 1))
    with pytest.raises(NoImagesError, match="expected what was chosen, found nothing"):
        note_folders(saved)
    assert not has_begun(saved)


def test_a_batch_that_cannot_be_kept_leaves_nothing(monkeypatch):
    def fill(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", fill)
        with pytest.raises(UnwritableOutputError, match=r"cannot be kept there \(No space left.*start again"):
            save_plan(BatchPlan(("a",)), datetime(2026, 3, 1))
    assert list(batches_folder().iterdir()) == []


def killed(*_, **__):
    """Stand in for a step in which the process is killed: nothing after it is done."""
    raise KeyboardInterrupt


def test_of_one_that_is_killed_as_it_begins_nothing_is_left(monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr("core.batch.saved_batch.replacing", killed)
        with pytest.raises(KeyboardInterrupt):
            save_plan(PLAN, NOW)
    [left] = batches_folder().iterdir()
    (left / ".0123456789abcdef.0.part").touch()
    saved = save_plan(PLAN, NOW)
    assert saved.folder == left
    assert list(batches_folder().iterdir()) == [left]
    assert [path.name for path in left.iterdir()] == ["request.json"]


def test_of_one_that_is_killed_as_it_is_deleted_nothing_is_listed_and_nothing_stays(monkeypatch):
    kept, deleted = save_plan(PLAN, NOW), save_plan(PLAN, NOW + timedelta(hours=1))
    deleted.records.write_text("names a file of a patient", "utf-8")
    with monkeypatch.context() as patched:
        patched.setattr("shutil.rmtree", killed)
        with pytest.raises(KeyboardInterrupt):
            discard(deleted)
    assert list_saved() == [kept]
    tidy_batches()
    assert list(batches_folder().iterdir()) == [kept.folder]


def test_of_one_that_cannot_be_moved_aside_the_plan_goes_last(monkeypatch):
    deleted = save_plan(PLAN, NOW)
    deleted.records.write_text("names a file of a patient", "utf-8")
    deleted.folder.with_name(f".deleted {deleted.folder.name}").mkdir()
    (deleted.folder.with_name(f".deleted {deleted.folder.name}") / "of an earlier one").touch()
    with monkeypatch.context() as patched:
        patched.setattr("shutil.rmtree", killed)
        with pytest.raises(KeyboardInterrupt):
            discard(deleted)
    assert list_saved() == [deleted]
    assert not deleted.records.exists()
    discard(deleted)
    tidy_batches()
    assert list(batches_folder().iterdir()) == []


def test_one_that_another_process_begins_right_now_stays():
    begun = batches_folder() / "begun"
    begun.mkdir(parents=True)
    lock = Lock.take(batches_folder() / ".beginning.lock")
    tidy_batches()
    assert begun.exists()
    lock.release()
    tidy_batches()
    assert not begun.exists()


def test_one_whose_plan_is_lost_keeps_its_records():
    saved = save_plan(PLAN, NOW)
    saved.records.write_text("a record", "utf-8")
    (saved.folder / "request.json").unlink()
    tidy_batches()
    assert saved.records.exists()
