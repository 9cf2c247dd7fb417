"""Batches on disk: begun, told how far they are, found again, and cleared away."""

from datetime import datetime, timedelta

from core.saved_batch import (
    KEPT_FINISHED,
    BatchPlan,
    batches_folder,
    discard,
    discard_oldest,
    list_saved,
    save_plan,
    save_state,
    unfinished_batches,
)

NOW = datetime(2026, 3, 1, 12, 0, 0)
PLAN = BatchPlan(("/scans", "/more scans"), None, False, "peak", "/maps")


def test_a_batch_is_found_again_as_it_was():
    saved = save_state(save_plan(PLAN, NOW), 3412, 5000, is_finished=False)
    assert list_saved() == [saved]
    assert unfinished_batches() == [saved]
    assert saved.records.parent == saved.folder


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
