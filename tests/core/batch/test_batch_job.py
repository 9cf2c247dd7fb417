"""A batch as a job: rows on their way, and its results as files."""

import errno
import json
import os
import shutil
from datetime import datetime
from pathlib import Path

import cv2
import numpy as np
import pydicom
import pytest

from core.batch.batch_job import row_of, run
from core.batch.export import write_heat_maps, write_records, write_report
from core.batch.reopen_finished import read_rows
from core.batch.row import BatchRemarks
from core.batch.saved_batch import BatchPlan, finished_batches, list_saved, save_plan
from core.errors import (
    DiskFullError,
    InvalidPackageError,
    InvalidRecordsError,
    NoImagesError,
    UnwritableOutputError,
)
from core.image.phantom import head_phantom
from core.jobs.events import Cancelled
from core.model.package import PACKAGE_FILE, write_about
from core.model.store import models_folder
from core.records.record import failed


class FakeWire:
    """Keeps what a job tells; cancels it after so many reports."""

    def __init__(self, limit=None):
        self.parts, self.reports, self.lines, self.limit = [], [], [], limit

    def report(self, progress):
        self.reports.append(progress)
        if self.limit is not None and len(self.reports) > self.limit:
            raise Cancelled

    def check(self):
        pass

    @property
    def is_cancelled(self):
        return False

    def send_part(self, value):
        self.parts.append(value)

    def log(self, text):
        self.lines.append(text)

    @property
    def keys(self):
        return [row.key for part in self.parts for row in part]


@pytest.fixture
def scans(tmp_path):
    folder = tmp_path / "scans" / "glioma"
    folder.mkdir(parents=True)
    for seed in range(5):
        (folder / f"{seed}.png").write_bytes(cv2.imencode(".png", head_phantom(seed, size=64))[1].tobytes())
    (folder / "noise.png").write_bytes(
        cv2.imencode(".png", np.random.default_rng(0).integers(0, 255, (64, 64), np.uint8))[1].tobytes()
    )
    (folder.parent / "empty.dcm").write_bytes(b"")
    return folder.parent


@pytest.fixture
def saved(scans):
    return save_plan(BatchPlan((str(scans),)), datetime(2026, 3, 1))


def test_rows_are_reported_and_the_end_is_written_down(saved, scans):
    pipe = FakeWire()
    summary = run(saved, pipe)
    rows = [row for part in pipe.parts for row in part]
    assert summary.records == len(rows) == 7
    assert sorted(row.path for row in rows) == sorted(str(path) for path in scans.rglob("*.*"))
    assert {row.truth for row in rows} == {"glioma", ""}
    [found] = list_saved()
    assert (found.done, found.total, found.is_finished) == (7, 7, True)


def test_what_was_cancelled_is_reported_kept_and_completed_later(saved):
    pipe = FakeWire(limit=3)
    with pytest.raises(Cancelled):
        run(saved, pipe)
    before = pipe.keys
    assert 0 < len(before) < 7
    [found] = list_saved()
    assert not found.is_finished
    again = FakeWire()
    run(found, again)
    assert again.keys[: len(before)] == before
    assert len(set(again.keys)) == len(again.keys) == 7


def test_a_batch_is_resumed_by_the_model_that_it_began_with(scans, mine):
    saved = save_plan(BatchPlan((str(scans),), str(mine), model_title="mine 2.0"), datetime(2026, 3, 1))
    with pytest.raises(Cancelled):
        run(saved, FakeWire(limit=3))
    # Moved meanwhile, as by an installation.
    models_folder().mkdir(parents=True)
    mine.rename(models_folder() / "mine-2.0")
    run(list_saved()[0], FakeWire())
    assert {json.loads(line)["model"] for line in saved.records.read_text("utf-8").splitlines()} == {"mine 2.0"}


def test_a_batch_keeps_its_level(scans, second_format, tmp_path):
    saved = save_plan(BatchPlan((str(scans),), str(second_format), level=0.9), datetime(2026, 3, 1))
    with pytest.raises(Cancelled):
        run(saved, FakeWire(limit=3))
    run(list_saved()[0], FakeWire())
    levels = [json.loads(line)["level"] for line in saved.records.read_text("utf-8").splitlines()]
    assert set(levels) == {0.9, None}
    write_report(saved, None, tmp_path / "report.html", FakeWire())
    assert "Verdicts are right in 90 %" in (tmp_path / "report.html").read_text("utf-8")


@pytest.mark.parametrize("is_installed", [True, False])
def test_the_level_of_an_earlier_program_is_reported_where_its_model_knows_it(
    scans, first_format, tmp_path, is_installed
):
    about = json.loads((first_format / PACKAGE_FILE).read_text("utf-8"))
    write_about(first_format, about | {"name": "mine", "version": "2.0"})
    saved = save_plan(BatchPlan((str(scans),), str(first_format), model_title="mine 2.0"), datetime(2026, 3, 1))
    run(saved, FakeWire())
    lines = [json.loads(line) for line in saved.records.read_text("utf-8").splitlines()]
    for told in lines:
        del told["level"], told["tumour_probability"]
    saved.records.write_text("".join(json.dumps(told) + "\n" for told in lines), "utf-8")
    if not is_installed:
        shutil.rmtree(first_format)
    pipe = FakeWire()
    read_rows(saved, pipe)
    rows = [row for part in pipe.parts for row in part if row.verdict != "failed"]
    assert [row.tumour_probability for row in rows] == [
        pytest.approx(1 - told["probabilities"]["notumor"], abs=1e-6) for told in lines if told["verdict"]
    ]
    write_report(saved, None, tmp_path / "report.html", FakeWire())
    said = "Verdicts are right in 99 %" if is_installed else "the earlier Falx that gave them did not record it"
    assert said in (tmp_path / "report.html").read_text("utf-8")
    write_records(saved, None, tmp_path / "all.jsonl", "JSONL", FakeWire())
    levels = {json.loads(line)["level"] for line in (tmp_path / "all.jsonl").read_text("utf-8").splitlines()}
    assert levels == ({0.99, None} if is_installed else {None})


@pytest.mark.parametrize("place", ["gone", None])
def test_a_batch_whose_model_is_gone_says_which(scans, tmp_path, place):
    plan = BatchPlan((str(scans),), place and str(tmp_path / place), model_title="mine 2.0")
    with pytest.raises(InvalidPackageError, match=r"scans: .*the model mine 2\.0.*install it again"):
        run(save_plan(plan, datetime(2026, 3, 1)), FakeWire())


def test_an_earlier_batch_is_read_as_it_was_reported(scans, mine):
    saved = save_plan(BatchPlan((str(scans),), str(mine), model_title="mine 2.0"), datetime(2026, 3, 1))
    (scans / "notumor").mkdir()
    (scans / "notumor" / "0.png").write_bytes((scans / "glioma" / "0.png").read_bytes())
    before, again = FakeWire(), FakeWire()
    summary = run(saved, before)
    shutil.rmtree(mine)
    [found] = finished_batches()
    assert found.verdicts == dict(summary.verdicts)
    assert read_rows(found, again) == summary.agreement
    assert summary.agreement is not None
    assert [row for part in again.parts for row in part] == [row for part in before.parts for row in part]


def test_rows_are_handed_over_in_parts_that_a_window_takes_in_its_stride(saved, scans):
    run(saved, FakeWire())
    saved.records.write_bytes(saved.records.read_bytes() * 200)
    pipe = FakeWire()
    read_rows(saved, pipe)
    assert [len(part) for part in pipe.parts] == [500, 500, 400]


def test_an_earlier_batch_whose_records_are_gone_says_so(saved, scans):
    run(saved, FakeWire())
    saved.records.unlink()
    with pytest.raises(InvalidRecordsError, match="cannot be read"):
        read_rows(saved, FakeWire())


def test_results_name_their_model_though_it_is_gone(scans, mine, tmp_path):
    saved = save_plan(BatchPlan((str(scans),), str(mine), model_title="mine 2.0"), datetime(2026, 3, 1))
    run(saved, FakeWire())
    shutil.rmtree(mine)
    assert write_records(saved, None, tmp_path / "all.csv", "CSV", FakeWire()) == 7
    head, *lines = (tmp_path / "all.csv").read_text(encoding="utf-8").splitlines()
    assert "probability_glioma" in head
    assert all(",mine 2.0," in line for line in lines)
    assert write_report(saved, None, tmp_path / "report.html", FakeWire()) == 7
    assert "Classified with mine 2.0," in (tmp_path / "report.html").read_text(encoding="utf-8")
    with pytest.raises(InvalidPackageError, match="no longer installed"):
        write_heat_maps(saved, None, tmp_path / "maps", FakeWire())


def test_remarks_are_counted_and_are_no_reasons_for_missing_heat_maps(tmp_path, monkeypatch):
    dataset = pydicom.dcmread(Path(pydicom.__file__).parent / "data" / "test_files" / "MR_small.dcm")
    dataset.RescaleSlope, dataset.RescaleIntercept = "0", "0"
    (tmp_path / "scans").mkdir()
    for number in range(3):
        dataset.save_as(tmp_path / "scans" / f"{number}.dcm")
    monkeypatch.setattr("core.batch.batch_job._MOST_REMARKS", 2)
    pipe = FakeWire()
    run(save_plan(BatchPlan((str(tmp_path / "scans"),)), datetime(2026, 3, 1)), pipe)
    assert pipe.lines == []
    remarks = [part for part in pipe.parts if isinstance(part, BatchRemarks)][-1]
    assert remarks.count == 3
    assert [text.partition(": ")[0] for text in remarks.first] == [str(tmp_path / "scans" / f"{n}.dcm") for n in (0, 1)]


def test_a_failed_record_has_a_row():
    row = row_of(failed("a.png", "an empty file", "falx 1.0.0"))
    assert (row.verdict, row.error, row.probabilities, row.novelty) == ("failed", "an empty file", (), None)


def test_results_are_written_as_files(saved, tmp_path):
    run(saved, FakeWire())
    pipe = FakeWire()
    whole = [line for line in saved.records.read_bytes().splitlines() if line]
    assert write_records(saved, None, tmp_path / "all.jsonl", "JSONL", pipe) == 7
    assert (tmp_path / "all.jsonl").read_bytes() == saved.records.read_bytes()
    assert write_records(saved, [4, 1], tmp_path / "two.csv", "CSV", pipe) == 2
    head, *lines = (tmp_path / "two.csv").read_text(encoding="utf-8-sig").splitlines()
    assert head.startswith("path,frame,verdict")
    assert [line.split(",")[0] for line in lines] == [json.loads(whole[place])["path"] for place in (4, 1)]
    assert len(whole) == 7
    assert pipe.reports[-1].done == pipe.reports[-1].total


def test_heat_maps_of_a_selection_are_written(saved, tmp_path):
    run(saved, FakeWire())
    places = [2, 3]
    assert write_heat_maps(saved, places, tmp_path / "maps", FakeWire()) == 2
    lines = saved.records.read_text(encoding="utf-8").splitlines()
    wanted = {f"{Path(json.loads(lines[place])['path']).name}.png" for place in places}
    assert {found.name for found in (tmp_path / "maps").rglob("*.png")} == wanted


def test_heat_maps_of_files_that_are_gone_are_reported(saved, scans, tmp_path):
    run(saved, FakeWire())
    gone = scans / "glioma" / "3.png"
    gone.unlink()
    pipe = FakeWire()
    assert write_heat_maps(saved, None, tmp_path / "maps", pipe) == 5
    assert [line.partition(": ")[0] for line in pipe.lines] == [str(gone)]


def test_heat_maps_of_slices_that_are_gone_are_reported(saved, scans, tmp_path):
    run(saved, FakeWire())
    lines = [json.loads(line) for line in saved.records.read_text(encoding="utf-8").splitlines()]
    [place] = [index for index, line in enumerate(lines) if line["path"].endswith("3.png")]
    lines[place]["frame"] = 7
    saved.records.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    pipe = FakeWire()
    assert write_heat_maps(saved, [place], tmp_path / "maps", pipe) == 0
    assert pipe.lines == [f"{scans / 'glioma' / '3.png'}: slice 7 is not in it any more"]


def test_a_report_of_all_is_written(saved, tmp_path):
    run(saved, FakeWire())
    assert write_report(saved, None, tmp_path / "report.html", FakeWire()) == 7
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Falx: scans" in page
    assert "data:image/jpeg" in page
    assert "1 could not be read" in page
    assert str(tmp_path) not in page
    assert "7 slices" not in page


def test_a_report_says_how_many_of_the_slices_it_is_about(saved, tmp_path):
    run(saved, FakeWire())
    for places, words in (([3, 1], "2 of 7 slices"), ([6, 5, 4, 3, 2, 1, 0], "")):
        write_report(saved, places, tmp_path / "report.html", FakeWire())
        page = (tmp_path / "report.html").read_text(encoding="utf-8")
        assert ("of 7 slices" in page) == bool(words)
        assert words in page


def test_no_results_are_written_over_an_image(saved, scans):
    run(saved, FakeWire())
    path = scans / "glioma" / "3.png"
    before = path.read_bytes()
    for write in (
        lambda: write_report(saved, None, path, FakeWire()),
        lambda: write_records(saved, None, path, "CSV", FakeWire()),
    ):
        with pytest.raises(UnwritableOutputError, match="got an image"):
            write()
    assert path.read_bytes() == before


def test_a_batch_whose_folder_is_away_is_not_finished(saved, scans):
    with pytest.raises(Cancelled):
        run(saved, FakeWire(limit=3))
    away = scans.rename(scans.with_name("away"))
    pipe = FakeWire()
    with pytest.raises(NoImagesError, match="reconnect or restore it"):
        run(list_saved()[0], pipe)
    [found] = list_saved()
    assert not found.is_finished
    away.rename(scans)
    assert run(found, FakeWire()).records == 7
    assert list_saved()[0].is_finished


def test_a_full_disk_under_the_batches_is_reported_as_what_it_is(saved, monkeypatch):
    def fill(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_text", fill)
    with pytest.raises(DiskFullError, match=r"no space is left there for the batch; free some, then resume"):
        run(saved, FakeWire())


def test_heat_maps_that_are_there_are_kept(saved, tmp_path):
    run(saved, FakeWire())
    write_heat_maps(saved, [2, 3], tmp_path / "maps", FakeWire())
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "maps").rglob("*.png")}
    assert write_heat_maps(saved, None, tmp_path / "maps", FakeWire()) == 6
    after = {path: path.stat().st_mtime_ns for path in (tmp_path / "maps").rglob("*.png")}
    assert before.items() <= after.items()
    assert len(after) == 6


def test_nothing_to_save_is_reported(saved, tmp_path):
    run(saved, FakeWire())
    for write in (
        lambda: write_report(saved, [], tmp_path / "out", FakeWire()),
        lambda: write_records(saved, [], tmp_path / "out", "CSV", FakeWire()),
        lambda: write_heat_maps(saved, [], tmp_path / "out", FakeWire()),
    ):
        with pytest.raises(NoImagesError, match="show other rows"):
            write()
    assert not (tmp_path / "out").exists()
