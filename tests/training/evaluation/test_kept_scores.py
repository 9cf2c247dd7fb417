"""An evaluation that was interrupted is continued, and ends as one without a break."""

import errno
import os
import shutil
import tempfile
from pathlib import Path

import cv2
import pytest

from core.errors import DiskFullError, FolderInUseError, InvalidRunError, LostFolderError, OccupiedFolderError
from core.file_lock import Lock
from core.image.phantom import head_phantom
from core.jobs.events import Progress
from core.model.store import shipped_package
from training.evaluation.evaluate import evaluate
from training.evaluation.request import EvaluationRequest, Resuming
from training.evaluation.unfinished import unfinished_evaluation, unfinished_evaluations
from training.run_files import KEPT_SCORES_FILE

# Datasets are classified.
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("few_perturbed")]

NAMES = ("glioma", "notumor", "pituitary")


@pytest.fixture
def manifest(tmp_path):
    lines = ["path,class,outline_xy"]
    for number, name in enumerate(NAMES):
        for index in range(2):
            lesion = None if name == "notumor" else name
            cv2.imwrite(str(tmp_path / f"{name}{index}.png"), head_phantom(10 * number + index, lesion, size=96))
            outline = '"20,20 70,20 70,70"' if lesion and not index else ""
            lines.append(f"{name}{index}.png,{name},{outline}")
    (tmp_path / "data.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return tmp_path / "data.csv"


class StoppedError(Exception):
    """Ends an evaluation, as a killed process would."""


def stop_at_the_end(progress: Progress):
    if progress.phase == "Computing the figures":
        raise StoppedError


def quietly(progress):
    pass


def interrupt(request, kept):
    """Interrupt an evaluation after a number of images, in the middle of writing the next one."""
    with pytest.raises(StoppedError):
        evaluate(request, stop_at_the_end)
    path = request.out / KEPT_SCORES_FILE
    lines = path.read_bytes().splitlines(keepends=True)
    assert len(lines) == 7
    path.write_bytes(b"".join(lines[: kept + 1]) + lines[kept + 1][:50])


def ask(manifest, out, **changes):
    return EvaluationRequest(manifest, out, **{"package": shipped_package()} | changes)


@pytest.fixture
def measured(monkeypatch):
    """Names of the files that were read to be measured."""
    from training.evaluation import image_scores

    names, read = [], image_scores.read_isolated

    def watched(path, is_wanted):
        names.append(path.name)
        return read(path, is_wanted)

    monkeypatch.setattr(image_scores, "read_isolated", watched)
    return names


def test_what_is_continued_ends_as_without_a_break(manifest, tmp_path, measured):
    whole = evaluate(ask(manifest, tmp_path / "whole"), quietly)
    request = ask(manifest, tmp_path / "out")
    interrupt(request, kept=4)
    found = unfinished_evaluation(tmp_path / "out")
    assert (found.done, found.images) == (4, 6)
    measured.clear()
    assert evaluate(found.request, quietly) == whole
    # The torn one and the last one alone.
    assert sorted(measured) == ["pituitary0.png", "pituitary1.png"]
    for name in ("metrics.json", "scores.csv", "report.html"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
    assert not (tmp_path / "out" / KEPT_SCORES_FILE).exists()
    assert unfinished_evaluation(tmp_path / "out") is None


def test_its_temporary_files_are_in_its_folder_and_those_of_a_killed_one_go(manifest, tmp_path):
    out, places = tmp_path / "out", set()
    (out / ".temporary" / "left").mkdir(parents=True)

    def stop(progress):
        places.add(tempfile.gettempdir())
        raise StoppedError

    with pytest.raises(StoppedError):
        evaluate(ask(manifest, out), stop)
    assert places == {str(out / ".temporary")}
    assert not (out / ".temporary").exists()


def test_an_image_that_changed_is_measured_again(manifest, tmp_path, measured):
    interrupt(ask(manifest, tmp_path / "out"), kept=4)
    os.utime(tmp_path / "glioma1.png", ns=(1, 1))
    measured.clear()
    evaluate(ask(manifest, tmp_path / "out", resuming=Resuming.YES), quietly)
    assert sorted(measured) == ["glioma1.png", "pituitary0.png", "pituitary1.png"]


def test_one_that_was_interrupted_before_its_first_score_is_begun_again(manifest, tmp_path, measured):
    interrupt(ask(manifest, tmp_path / "out"), kept=0)
    (tmp_path / "out" / KEPT_SCORES_FILE).unlink()
    measured.clear()
    evaluate(ask(manifest, tmp_path / "out", resuming=Resuming.YES), quietly)
    assert len(measured) == 6
    with pytest.raises(InvalidRunError, match="expected an interrupted evaluation, got a finished one"):
        evaluate(ask(manifest, tmp_path / "out", resuming=Resuming.YES), quietly)


def test_a_change_is_refused_with_advice(manifest, tmp_path, mine):
    interrupt(ask(manifest, tmp_path / "out"), kept=4)
    before = (tmp_path / "out" / KEPT_SCORES_FILE).read_bytes()
    manifest.with_name("less.csv").write_text("path,class\nglioma0.png,glioma\nnotumor0.png,notumor\n", "utf-8")
    for changes, reason in (
        ({"level": 0.9}, "its verdicts were at 95 %"),
        ({"package": mine}, "it was of another model, falx-"),
        ({"dataset": manifest.with_name("less.csv")}, "the dataset has changed"),
    ):
        request = EvaluationRequest(
            **{"dataset": manifest, "package": shipped_package(), "out": tmp_path / "out"} | changes,
            resuming=Resuming.YES,
        )
        with pytest.raises(InvalidRunError, match=f"{reason}.*choose another folder, or delete {KEPT_SCORES_FILE}"):
            evaluate(request, quietly)
    # What was kept is still there, and can be continued.
    assert (tmp_path / "out" / KEPT_SCORES_FILE).read_bytes() == before


def test_without_resuming_kept_scores_are_not_overwritten(manifest, tmp_path, measured):
    interrupt(ask(manifest, tmp_path / "out"), kept=4)
    before = (tmp_path / "out" / KEPT_SCORES_FILE).read_bytes()
    measured.clear()
    with pytest.raises(OccupiedFolderError, match=r"4 of 6 images are kept.*add --resume"):
        evaluate(ask(manifest, tmp_path / "out"), quietly)
    assert (tmp_path / "out" / KEPT_SCORES_FILE).read_bytes() == before
    # Without a score in it there is nothing to lose.
    (tmp_path / "out" / KEPT_SCORES_FILE).write_bytes(before.splitlines(keepends=True)[0])
    evaluate(ask(manifest, tmp_path / "out"), quietly)
    assert len(measured) == 6


def test_scores_stay_if_the_disk_is_full_when_they_are_taken_over(manifest, tmp_path, monkeypatch):
    request = ask(manifest, tmp_path / "out")
    interrupt(request, kept=4)
    before = (tmp_path / "out" / KEPT_SCORES_FILE).read_bytes()
    write = Path.write_bytes

    def fill(path, content):
        write(path, content[:100])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", fill)
        with pytest.raises(DiskFullError):
            evaluate(unfinished_evaluation(request.out).request, quietly)
    assert (tmp_path / "out" / KEPT_SCORES_FILE).read_bytes() == before
    assert unfinished_evaluation(request.out).done == 4


@pytest.mark.parametrize("order", ["before it is read", "after it was read"])
def test_an_image_that_vanishes_meanwhile_costs_its_line_at_most(manifest, tmp_path, monkeypatch, order):
    from training.evaluation import image_scores

    read = image_scores.read_isolated

    def vanish(path, is_wanted):
        if path.name != "notumor1.png":
            return read(path, is_wanted)
        if order == "before it is read":
            path.unlink()
            return read(path, is_wanted)
        slices = read(path, is_wanted)
        path.unlink()
        return slices

    monkeypatch.setattr(image_scores, "read_isolated", vanish)
    found = evaluate(ask(manifest, tmp_path / "out"), quietly)
    was_read = order == "after it was read"
    assert found["images"] == (6 if was_read else 5)
    assert [line.split(":")[0] for line in found["unreadable"]] == ([] if was_read else ["notumor1.png"])


def test_two_processes_do_not_evaluate_into_one_folder(manifest, tmp_path):
    (tmp_path / "out").mkdir()
    lock = Lock.take(tmp_path / "out" / "evaluation.lock")
    try:
        with pytest.raises(FolderInUseError, match="another process is evaluating there"):
            evaluate(ask(manifest, tmp_path / "out"), quietly)
    finally:
        lock.release()


def test_unfinished_evaluations_are_listed_newest_first_and_damaged_ones_left_out(manifest, tmp_path):
    interrupt(ask(manifest, tmp_path / "all" / "a"), kept=2)
    shutil.copytree(tmp_path / "all" / "a", tmp_path / "all" / "b")
    os.utime(tmp_path / "all" / "b" / KEPT_SCORES_FILE, ns=(1, 1))
    (tmp_path / "all" / "c").mkdir()
    (tmp_path / "all" / "c" / KEPT_SCORES_FILE).write_text("{", "utf-8")
    assert [found.request.out.name for found in unfinished_evaluations(tmp_path / "all")] == ["a", "b"]


def test_an_evaluation_that_ends_while_they_are_listed_is_left_out(manifest, tmp_path, monkeypatch):
    interrupt(ask(manifest, tmp_path / "all" / "a"), kept=2)
    shutil.copytree(tmp_path / "all" / "a", tmp_path / "all" / "b")
    glob = Path.glob

    def glob_and_finish(folder, pattern):
        found = list(glob(folder, pattern))
        (tmp_path / "all" / "b" / KEPT_SCORES_FILE).unlink(missing_ok=True)
        return found

    monkeypatch.setattr(Path, "glob", glob_and_finish)
    assert [found.request.out.name for found in unfinished_evaluations(tmp_path / "all")] == ["a"]


def test_what_ended_before_the_first_image_leaves_nothing(tmp_path):
    (tmp_path / "data.csv").write_text("path,class\nno.png,glioma\n", "utf-8")
    with pytest.raises(Exception, match="none of the 1 images"):
        evaluate(ask(tmp_path / "data.csv", tmp_path / "out"), quietly)
    assert not (tmp_path / "out" / KEPT_SCORES_FILE).exists()


def move_pictures(manifest, share):
    share.mkdir()
    for picture in manifest.parent.glob("*.png"):
        picture.rename(share / picture.name)
    manifest.write_text(manifest.read_text("utf-8").replace("\n", "\nshare/").removesuffix("share/"), "utf-8")


def test_a_share_that_disappears_ends_it_until_the_share_is_back(manifest, tmp_path, monkeypatch):
    from training.evaluation import image_scores

    share, gone = tmp_path / "share", tmp_path / "gone"
    move_pictures(manifest, share)
    whole = evaluate(ask(manifest, tmp_path / "whole"), quietly)
    read, done = image_scores.read_isolated, []

    def unplugging(path, is_wanted):
        found = read(path, is_wanted)
        done.append(path)
        if len(done) == 2:
            share.rename(gone)
        return found

    monkeypatch.setattr(image_scores, "read_isolated", unplugging)
    out = tmp_path / "out"
    with pytest.raises(LostFolderError, match="missing or empty now; reconnect or restore it, then resume"):
        evaluate(ask(manifest, out), quietly)
    for _ in range(2):
        with pytest.raises(LostFolderError, match="missing or empty now"):
            evaluate(ask(manifest, out, resuming=Resuming.YES), quietly)
    assert not (out / "metrics.json").exists()
    gone.rename(share)
    assert evaluate(ask(manifest, out, resuming=Resuming.YES), quietly) == whole


def with_sides(text):
    head, *lines = text.splitlines()
    sides = [("training", "testing")[index % 2] for index in range(len(lines))]
    return "\n".join([f"{head},split", *(f"{line},{side}" for line, side in zip(lines, sides, strict=True))]) + "\n"


def with_a_mistake(text):
    return text.replace("glioma0.png,glioma", "glioma0.png,pituitary")


@pytest.mark.parametrize("change", [with_sides, with_a_mistake])
def test_a_share_that_disappears_after_the_last_score_costs_no_figure(manifest, tmp_path, change):
    share, gone, out = tmp_path / "share", tmp_path / "gone", tmp_path / "out"
    move_pictures(manifest, share)
    manifest.write_text(change(manifest.read_text("utf-8")), "utf-8")
    whole = evaluate(ask(manifest, tmp_path / "whole"), quietly)

    def unplug(progress):
        if progress.phase == "Computing the figures" and not gone.exists():
            share.rename(gone)

    with pytest.raises(LostFolderError, match="reconnect or restore it, then resume"):
        evaluate(ask(manifest, out), unplug)
    assert not (out / "metrics.json").exists()
    gone.rename(share)
    assert evaluate(ask(manifest, out, resuming=Resuming.YES), quietly) == whole
