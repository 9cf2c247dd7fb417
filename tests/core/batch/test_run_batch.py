"""A batch from beginning to end: told as it goes, stopped and resumed at any point."""

import dataclasses
import errno
import os
import shutil
from io import FileIO
from pathlib import Path

import cv2
import nibabel
import numpy as np
import pydicom
import pytest

from core.batch.request import BatchRequest
from core.batch.run_batch import _Session, run_batch
from core.errors import (
    DiskFullError,
    InvalidRecordsError,
    NoImagesError,
    UnreadableImageError,
    UnwritableOutputError,
)
from core.files import unwritable
from core.image.figure import write_explanation
from core.image.phantom import head_phantom, phantom_volume
from core.jobs.events import Cancelled
from core.model.store import shipped_package
from core.readers import read_slices
from core.records.record import parse_json_line
from core.records.record_outputs import RecordOutputs
from core.records.slice_choice import SliceChoice
from tests.core.batch.conftest import ignore
from tests.threads import working_threads

SLICES = 4


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    """Four pictures, one of them damaged, a volume between them, and a text file."""
    folder = tmp_path_factory.mktemp("inputs") / "in"
    (folder / "notumor").mkdir(parents=True)
    (folder / "glioma").mkdir()
    for seed, name in enumerate(("glioma/a.png", "glioma/b.png", "notumor/d.png")):
        cv2.imwrite(str(folder / name), head_phantom(seed, size=64))
    (folder / "glioma" / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "glioma" / "notes.txt").write_text("text", "utf-8")
    stack = np.transpose(phantom_volume(1, slices=SLICES, size=64), (2, 1, 0))
    nibabel.save(nibabel.Nifti1Image(stack, np.eye(4)), folder / "glioma" / "c.nii")
    return folder


RECORDS, FILES = 4 + SLICES, 5


@pytest.fixture
def request_(inputs, tmp_path):
    return BatchRequest((str(inputs),), shipped_package(), tmp_path / "out.jsonl", tmp_path / "out.csv")


def run_anew(request, *told, **more):
    """Run a batch as if it had not been run before."""
    for path in (request.jsonl, request.csv):
        if path:
            path.unlink(missing_ok=True)
    return run_batch(request, *told, **more)


def outputs_of(request):
    return request.jsonl.read_bytes(), request.csv.read_bytes()


def test_records_and_progress_are_reported_file_by_file(request_, inputs):
    told, groups = [], []
    summary = run_batch(request_, told.append, groups.append)
    assert [len(group) for group in groups] == [1, 1, 1, SLICES, 1]
    lines = request_.jsonl.read_text("utf-8").splitlines()
    assert [record for group in groups for record in group] == [parse_json_line(line) for line in lines]
    assert [progress.done for progress in told][:FILES] == list(range(FILES))
    last = told[-1]
    assert (last.phase, last.done, last.total, last.seconds_left) == ("Classifying images", FILES, FILES, 0)
    assert last.values["images per second"] > 0
    assert (summary.files, summary.records, summary.kept_records) == (FILES, RECORDS, 0)
    assert summary.failures == 1
    assert summary.skipped_files == 1
    assert sum(summary.verdicts.values()) == RECORDS
    assert (summary.agreement.images, summary.agreement.unread) == (RECORDS - 1, 1)


@pytest.mark.slow
@pytest.mark.parametrize("after", range(FILES + 1))
def test_a_batch_stopped_and_resumed_ends_as_if_it_had_not_been(request_, after):
    run_batch(request_, ignore, ignore)
    expected = outputs_of(request_)
    threads = working_threads()
    calls = 0

    def stop(progress):
        nonlocal calls
        calls += 1
        if calls > after:
            raise Cancelled

    with pytest.raises(Cancelled):
        run_anew(request_, stop, ignore)
    assert working_threads() == threads
    assert all(whole.startswith(part) for whole, part in zip(expected, outputs_of(request_), strict=True))
    groups = []
    summary = run_batch(dataclasses.replace(request_, is_resumed=True), ignore, groups.append)
    assert outputs_of(request_) == expected
    assert sum(map(len, groups)) == summary.records == RECORDS
    assert summary.files == FILES


def test_progress_of_a_resumed_batch_begins_at_what_is_kept_and_its_pace_is_its_own(request_, monkeypatch):
    # All is told, however little time is between.
    monkeypatch.setattr("core.batch.progress._SECONDS_BETWEEN_SKIPS", 0)
    run_batch(request_, ignore, ignore)
    whole = [outputs.splitlines(keepends=True) for outputs in outputs_of(request_)]
    request_.jsonl.write_bytes(b"".join(whole[0][:2]))
    request_.csv.write_bytes(b"".join(whole[1][:3]))
    told = []
    run_batch(dataclasses.replace(request_, is_resumed=True), told.append, ignore)
    done = [progress.done for progress in told]
    assert done[0] == 2
    assert done == sorted(done)
    assert done[-1] == FILES
    assert all(progress.seconds_left is None and not progress.values for progress in told if progress.done == 2)


@pytest.mark.slow
@pytest.mark.parametrize("lines", range(RECORDS + 1))
def test_a_volume_that_was_written_in_part_is_completed(request_, lines):
    run_batch(request_, ignore, ignore)
    expected = outputs_of(request_)
    whole = expected[0].splitlines(keepends=True)
    request_.jsonl.write_bytes(b"".join(whole[:lines]))
    request_.csv.unlink()
    run_batch(dataclasses.replace(request_, is_resumed=True), ignore, ignore)
    assert outputs_of(request_) == expected


def test_resuming_what_is_complete_changes_nothing(request_):
    run_batch(request_, ignore, ignore)
    expected = outputs_of(request_)
    summary = run_batch(dataclasses.replace(request_, is_resumed=True), ignore, ignore)
    assert outputs_of(request_) == expected
    assert (summary.files, summary.kept_records, summary.failures) == (FILES, RECORDS, 1)


def test_new_files_are_appended(request_, inputs, tmp_path):
    folder = shutil.copytree(inputs, tmp_path / "copy")
    request = dataclasses.replace(request_, paths=(str(folder),))
    run_batch(request, ignore, ignore)
    before = outputs_of(request)
    (folder / "0.png").write_bytes((folder / "glioma" / "a.png").read_bytes())
    groups = []
    run_batch(dataclasses.replace(request, is_resumed=True), ignore, groups.append)
    after = outputs_of(request)
    assert all(new.startswith(old) for new, old in zip(after, before, strict=True))
    assert [record.path for record in groups[-1]] == [str(folder / "0.png")]
    assert len(after[0].splitlines()) == RECORDS + 1


def test_other_slices_are_not_mixed_in(request_):
    run_batch(request_, ignore, ignore)
    before = outputs_of(request_)
    with pytest.raises(InvalidRecordsError, match="'all'"):
        run_batch(dataclasses.replace(request_, is_resumed=True, slices=SliceChoice.PEAK), ignore, ignore)
    assert outputs_of(request_) == before


def test_peaks_are_resumed_too(request_):
    request = dataclasses.replace(request_, slices=SliceChoice.PEAK)
    run_batch(request, ignore, ignore)
    expected = outputs_of(request)
    request.csv.write_bytes(b"".join(expected[1].splitlines(keepends=True)[:3]))
    request.jsonl.unlink()
    run_batch(dataclasses.replace(request, is_resumed=True), ignore, ignore)
    assert outputs_of(request) == expected


def test_a_file_that_vanishes_after_it_was_found_is_one_failure(request_, inputs, tmp_path):
    folder = shutil.copytree(inputs, tmp_path / "copy") / "glioma"
    for name in ("d.png", "e.png"):
        shutil.copy(folder / "a.png", folder / name)
    request = dataclasses.replace(request_, paths=(str(folder),), workers=1)
    groups = []

    def on_records(records):
        groups.append(records)
        (folder / "e.png").unlink(missing_ok=True)

    # It is the sixth, and only four are looked at ahead.
    run_batch(request, ignore, on_records)
    [last] = groups[-1]
    assert last.path.endswith("e.png")
    assert "found nothing" in last.error


def test_a_full_disk_ends_the_batch_and_keeps_what_was_written(request_, monkeypatch):
    run_batch(request_, ignore, ignore)
    expected = outputs_of(request_)
    # For the header of the CSV file, and what is written of two files to both outputs and of a third to one.
    room = 6

    class FileOnFullDisk(FileIO):
        def write(self, content):
            nonlocal room
            room -= 1
            if room < 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return super().write(content)

    with monkeypatch.context() as patched:
        patched.setattr("core.records.record_writer.FileIO", FileOnFullDisk)
        with pytest.raises(UnwritableOutputError, match=r"out\.csv.*no space is left.*2 records are kept"):
            run_anew(request_, ignore, ignore)
    assert len(request_.jsonl.read_bytes().splitlines()) == 3
    run_batch(dataclasses.replace(request_, is_resumed=True), ignore, ignore)
    assert outputs_of(request_) == expected


def test_heat_maps_are_written_and_completed(request_, inputs, tmp_path):
    request = dataclasses.replace(request_, heatmaps=tmp_path / "maps", paths=(str(inputs), str(inputs / "notumor")))
    expected = {f"{name}.png" for name in ("glioma/a.png", "glioma/b.png", "notumor/d.png")}
    expected |= {f"glioma/c.nii-frame {n}.png" for n in range(SLICES)}
    run_batch(request, ignore, ignore)

    def found():
        return {path.relative_to(request.heatmaps).as_posix() for path in request.heatmaps.rglob("*.png")}

    assert found() == expected
    (request.heatmaps / "glioma" / "b.png.png").unlink()
    (request.heatmaps / "glioma" / "c.nii-frame 2.png").unlink()
    (request.heatmaps / "glioma" / "a.png.png").write_bytes(b"older")
    before = outputs_of(request)
    run_batch(dataclasses.replace(request, is_resumed=True), ignore, ignore)
    assert found() == expected
    assert (request.heatmaps / "glioma" / "a.png.png").read_bytes() == b"older"
    assert outputs_of(request) == before


def test_a_heat_map_that_fails_is_reported_and_the_rest_goes_on(request_, tmp_path):
    request = dataclasses.replace(request_, heatmaps=tmp_path / "maps")
    (request.heatmaps / "glioma" / "a.png.png").mkdir(parents=True)
    problems = []
    summary = run_batch(request, ignore, ignore, problems.append)
    [problem] = problems
    assert "a.png: no heat map" in problem
    assert (summary.problems, summary.records) == (1, RECORDS)


def test_a_remark_on_a_file_is_reported_and_is_no_failure(request_, tmp_path):
    dataset = pydicom.dcmread(Path(pydicom.__file__).parent / "data" / "test_files" / "MR_small.dcm")
    dataset.RescaleSlope, dataset.RescaleIntercept = "0", "0"
    dataset.save_as(tmp_path / "a.dcm")
    told = []
    request = dataclasses.replace(request_, paths=(str(tmp_path / "a.dcm"),))
    problems = []
    summary = run_batch(request, ignore, ignore, problems.append, told.append)
    [remark] = told
    assert problems == []
    assert remark.startswith(str(tmp_path / "a.dcm"))
    assert "Rescale Slope" in remark
    assert (summary.problems, summary.failures, summary.records) == (0, 0, 1)


def test_a_remark_on_a_file_that_is_read_at_last_or_finished_is_reported(request_, tmp_path):
    dataset = pydicom.dcmread(Path(pydicom.__file__).parent / "data" / "test_files" / "MR_small.dcm")
    dataset.RescaleSlope, dataset.RescaleIntercept = "0", "0"
    path = tmp_path / "a.dcm"
    path.write_bytes(b"DICM")
    cv2.imwrite(str(tmp_path / "b.png"), head_phantom(0, size=64))
    request = dataclasses.replace(request_, paths=(str(path), str(tmp_path / "b.png")))
    assert run_batch(request, ignore, ignore).failures == 1
    dataset.save_as(path)
    told = []
    summary = run_batch(dataclasses.replace(request, is_resumed=True), ignore, ignore, pytest.fail, told.append)
    assert summary.failures == 0
    [remark] = told
    assert "a.dcm" in remark


def test_nothing_is_written_over_an_input(request_, inputs):
    path = inputs / "glioma" / "a.png"
    before = path.read_bytes()
    with pytest.raises(UnwritableOutputError, match="would overwrite"):
        run_batch(dataclasses.replace(request_, paths=(str(path),), csv=path), ignore, ignore)
    assert path.read_bytes() == before


def test_an_empty_folder_is_reported(request_, tmp_path):
    (tmp_path / "empty").mkdir()
    summary = run_batch(dataclasses.replace(request_, paths=(str(tmp_path / "empty"),)), ignore, ignore)
    assert summary.empty_folders == (str(tmp_path / "empty"),)
    assert (summary.files, summary.records) == (0, 0)
    assert Path(request_.jsonl).read_bytes() == b""


def cut(request, lines):
    """Leave so many records, as a kill would; in one file only, so that the other is completed from it."""
    request.jsonl.write_bytes(b"".join(request.jsonl.read_bytes().splitlines(keepends=True)[:lines]))
    request.csv.unlink()


def sorted_lines(request):
    return [sorted(part.splitlines()) for part in outputs_of(request)]


# Up to a folder's end, within the volume, and within the second folder.
@pytest.mark.slow
@pytest.mark.parametrize("lines", [RECORDS, RECORDS + 1, RECORDS + 5, 2 * RECORDS - 1])
@pytest.mark.parametrize("has_place", [False, True])
def test_a_folder_that_is_away_is_reported_and_completed_when_it_is_back(request_, inputs, tmp_path, lines, has_place):
    first, second, third = (shutil.copytree(inputs, tmp_path / name) for name in ("first", "second", "third"))
    request = dataclasses.replace(request_, paths=tuple(map(str, (first, second, third))))
    run_batch(request, ignore, ignore)
    expected = sorted_lines(request)
    cut(request, lines)
    resumed = dataclasses.replace(request, is_resumed=True, folders=request.paths)
    second.rename(tmp_path / "away")
    if has_place and lines > RECORDS + 1:
        # Where a disk was taken out, its place may still be there.
        second.mkdir()
        (second / ".keep").touch()
    for _ in range(2):
        groups = []
        with pytest.raises(NoImagesError, match=r"second: expected the folder.*then resume"):
            run_batch(resumed, ignore, groups.append)
        told = [record for group in groups for record in group]
        assert [record.path for record in told] == [
            parse_json_line(line).path for line in request.jsonl.read_text("utf-8").splitlines()
        ]
        assert len([record for record in told if record.path.startswith(str(third))]) == RECORDS
    shutil.rmtree(second, ignore_errors=True)
    (tmp_path / "away").rename(second)
    assert run_batch(resumed, ignore, ignore).records == 3 * RECORDS
    assert sorted_lines(request) == expected


def test_a_folder_that_was_not_reached_yet_is_known_for_a_folder(request_, inputs, tmp_path):
    gone = str(tmp_path / "gone")
    request = dataclasses.replace(request_, paths=(gone, str(inputs)), folders=(gone,))
    with pytest.raises(NoImagesError, match="gone: expected the folder"):
        run_batch(request, ignore, ignore)
    assert len(request.jsonl.read_text("utf-8").splitlines()) == RECORDS


@pytest.mark.slow
def test_a_folder_that_goes_away_in_the_middle_leaves_no_failures(request_, inputs, tmp_path):
    folder = tmp_path / "copy"
    for number in range(4):
        shutil.copytree(inputs, folder / f"{number}")
    request = dataclasses.replace(request_, paths=(str(folder), str(inputs)))
    run_batch(request, ignore, ignore)
    expected = sorted_lines(request)

    def on_records(records):
        if folder.exists() and records[0].path.endswith("c.nii"):
            folder.rename(tmp_path / "away")

    with pytest.raises(NoImagesError, match="copy: expected the folder"):
        run_anew(request, ignore, on_records)
    paths = [parse_json_line(line).path for line in request.jsonl.read_text("utf-8").splitlines()]
    assert paths.count(str(inputs / "glioma" / "a.png")) == 1
    assert len(paths) < 5 * RECORDS
    (tmp_path / "away").rename(folder)
    run_batch(dataclasses.replace(request, is_resumed=True), ignore, ignore)
    assert sorted_lines(request) == expected


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["damaged", "missing", "empty"])
def test_a_file_that_could_not_be_read_and_now_can_is_done_again(request_, inputs, tmp_path, kind):
    path, content = tmp_path / "single.png", (inputs / "glioma" / "b.png").read_bytes()
    if kind != "missing":
        path.write_bytes(b"" if kind == "empty" else content[:40])
    request = dataclasses.replace(request_, paths=(str(path), str(inputs)))
    assert run_batch(request, ignore, ignore).failures == 2
    before = outputs_of(request)
    assert run_batch(dataclasses.replace(request, is_resumed=True), ignore, ignore).failures == 2
    assert outputs_of(request) == before
    path.write_bytes(content)
    groups = []
    summary = run_batch(dataclasses.replace(request, is_resumed=True), ignore, groups.append)
    assert (summary.failures, summary.records) == (1, RECORDS + 1)
    assert [record.error for group in groups for record in group if record.path == str(path)] == [None]
    after = outputs_of(request)
    run_anew(request, ignore, ignore)
    assert after == outputs_of(request)


def test_what_could_not_be_read_stays_where_other_files_are_asked_for(request_, inputs, tmp_path):
    folder = shutil.copytree(inputs, tmp_path / "copy")
    request = dataclasses.replace(request_, paths=(str(folder),))
    run_batch(request, ignore, ignore)
    shutil.copy(folder / "glioma" / "a.png", folder / "glioma" / "bad.png")
    for change in ({"paths": (str(inputs),)}, {"patterns": ("*.nii",)}):
        run_batch(dataclasses.replace(request, is_resumed=True, **change), ignore, ignore)
        told = [parse_json_line(line) for line in request.jsonl.read_text("utf-8").splitlines()]
        assert [bool(record.error) for record in told if record.path == str(folder / "glioma" / "bad.png")] == [True]


def test_new_records_take_the_old_ones_place_after_a_kill_too(request_, inputs, tmp_path):
    folder = shutil.copytree(inputs, tmp_path / "copy")
    request = dataclasses.replace(request_, paths=(str(folder),))
    run_batch(request, ignore, ignore)
    shutil.copy(folder / "glioma" / "a.png", folder / "glioma" / "bad.png")
    failing = outputs_of(request)
    run_batch(dataclasses.replace(request, is_resumed=True), ignore, ignore)
    expected = outputs_of(request)
    # As if it had been killed before that.
    for path, before, after in zip((request.jsonl, request.csv), failing, expected, strict=True):
        [new] = [line for line in after.splitlines(keepends=True) if b"bad.png" in line]
        path.write_bytes(before + new)
    run_batch(dataclasses.replace(request, is_resumed=True), ignore, ignore)
    assert outputs_of(request) == expected


def test_a_volume_that_cannot_be_finished_is_reported_and_done_again(request_, inputs, tmp_path):
    folder = shutil.copytree(inputs, tmp_path / "copy")
    request = dataclasses.replace(request_, paths=(str(folder),))
    run_batch(request, ignore, ignore)
    expected, volume = outputs_of(request), folder / "glioma" / "c.nii"
    content = volume.read_bytes()
    cut(request, 5)
    volume.write_bytes(content[:400])
    resumed = dataclasses.replace(request, is_resumed=True)
    assert run_batch(resumed, ignore, ignore).failures == 2
    volume.write_bytes(content)
    assert run_batch(resumed, ignore, ignore).records == RECORDS
    assert outputs_of(request) == expected


def test_a_folder_that_is_back_at_once_leaves_no_failures(request_, inputs, tmp_path):
    folder = shutil.copytree(inputs, tmp_path / "copy")
    request = dataclasses.replace(request_, paths=(str(folder),), workers=1)
    run_batch(request, ignore, ignore)
    expected, away = outputs_of(request), []

    def blink(path, is_wanted):
        if path.name == "d.png" and not away:
            away.append(path)
            raise UnreadableImageError("d.png: expected a file, found nothing; check the name", is_missing=True)
        return read_slices(path)

    groups = []
    summary = run_anew(request, ignore, groups.append, read=blink)
    assert away
    assert (summary.failures, summary.records, summary.kept_records, summary.files) == (1, RECORDS, 0, FILES)
    assert sum(map(len, groups)) == RECORDS
    assert outputs_of(request) == expected


def test_a_folder_that_is_emptied_before_it_is_reached_is_not_taken_for_an_empty_one(request_, inputs, tmp_path):
    later = shutil.copytree(inputs, tmp_path / "later")
    request = dataclasses.replace(request_, paths=(str(inputs), str(later)), workers=1)

    def on_records(records):
        if not (tmp_path / "away").exists():
            later.rename(tmp_path / "away")
            later.mkdir()

    with pytest.raises(NoImagesError, match="later: expected the folder"):
        run_batch(request, ignore, on_records)


@pytest.mark.parametrize("name", ["EIO", "ESTALE", "ENOTCONN", "EHOSTDOWN"])
def test_a_share_out_of_reach_leaves_no_failures(request_, inputs, tmp_path, monkeypatch, name):
    folder = shutil.copytree(inputs, tmp_path / "share")
    request = dataclasses.replace(request_, paths=(str(folder),), workers=1)
    error = OSError(getattr(errno, name), os.strerror(getattr(errno, name)))
    scandir, read_bytes, reads = os.scandir, Path.read_bytes, []

    def is_cut(path):
        return folder in Path(path).parents and len(reads) > 2

    def cut_scandir(path="."):
        if len(reads) > 2 and (Path(path) == folder or is_cut(path)):
            raise error
        return scandir(path)

    def cut_read(path):
        reads.append(path)
        if is_cut(path):
            raise error
        return read_bytes(path)

    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", cut_scandir)
        patched.setattr(Path, "read_bytes", cut_read)
        with pytest.raises(NoImagesError, match="share: expected the folder"):
            run_batch(request, ignore, ignore)
    lines = request.jsonl.read_text("utf-8").splitlines()
    assert all("cannot be read (" not in (parse_json_line(line).error or "") for line in lines)


def test_heat_maps_are_where_they_were_when_a_folder_is_away(request_, inputs, tmp_path):
    first, second = (shutil.copytree(inputs, tmp_path / "in" / name) for name in ("first", "second"))
    maps = tmp_path / "maps"
    request = dataclasses.replace(request_, paths=(str(first), str(second)), heatmaps=maps)
    run_batch(request, ignore, ignore)
    expected = sorted(maps.rglob("*.png"))
    (maps / "first" / "glioma" / "a.png.png").unlink()
    second.rename(tmp_path / "away")
    with pytest.raises(NoImagesError):
        run_batch(dataclasses.replace(request, is_resumed=True), ignore, ignore)
    assert sorted(maps.rglob("*.png")) == expected


def test_no_records_are_written_over_an_image_of_a_folder(request_, inputs):
    for path in (inputs / "glioma" / "a.png", inputs / "glioma" / "c.nii"):
        before = path.read_bytes()
        for form in ("csv", "jsonl"):
            with pytest.raises(UnwritableOutputError, match="got an image"):
                run_batch(dataclasses.replace(request_, **{form: path}), ignore, ignore)
        assert path.read_bytes() == before


def test_a_disk_without_room_for_heat_maps_ends_the_batch(request_, tmp_path, monkeypatch):
    request = dataclasses.replace(request_, heatmaps=tmp_path / "maps", workers=1)
    run_batch(request, ignore, ignore)
    expected, maps = outputs_of(request), sorted(request.heatmaps.rglob("*.png"))
    shutil.rmtree(request.heatmaps)
    calls = 0

    def fill(path, *_):
        nonlocal calls
        calls += 1
        if calls > 2:
            raise unwritable(path, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
        write_explanation(path, *_)

    with monkeypatch.context() as patched:
        patched.setattr("core.batch.heat_map_files.write_explanation", fill)
        with pytest.raises(DiskFullError, match="no space is left"):
            run_anew(request, ignore, ignore)
    # One that was started meanwhile, no more.
    assert calls <= 4
    run_batch(dataclasses.replace(request, is_resumed=True), ignore, ignore)
    assert (outputs_of(request), sorted(request.heatmaps.rglob("*.png"))) == (expected, maps)


def test_why_a_batch_stopped_is_not_hidden_by_what_then_also_fails(request_, monkeypatch):
    def fail(error):
        raise error

    monkeypatch.setattr(_Session, "_catch_up", lambda *_: fail(KeyError("first")))
    monkeypatch.setattr(RecordOutputs, "kept", lambda _: fail(InvalidRecordsError("second")))
    with pytest.raises(KeyError, match="first"):
        run_batch(request_, ignore, ignore)
