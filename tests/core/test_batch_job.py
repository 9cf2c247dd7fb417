"""A batch as a job: rows on their way, and its results as files."""

import json
from datetime import datetime
from pathlib import Path

import cv2
import numpy as np
import pytest

from core.batch_export import write_heat_maps, write_records, write_report
from core.batch_job import row_of, run
from core.jobs import Cancelled
from core.phantom import head_phantom
from core.records import failed
from core.saved_batch import BatchPlan, list_saved, save_plan


class ToldWire:
    """Keeps what a job tells; cancels it after so many reports."""

    def __init__(self, limit=None):
        self.parts, self.reports, self.lines, self.limit = [], [], [], limit

    def report(self, progress):
        self.reports.append(progress)
        if self.limit is not None and len(self.reports) > self.limit:
            raise Cancelled

    def tell(self, value):
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


def test_rows_are_told_and_the_end_is_written_down(saved, scans):
    wire = ToldWire()
    summary = run(saved, wire)
    rows = [row for part in wire.parts for row in part]
    assert summary.records == len(rows) == 7
    assert sorted(row.path for row in rows) == sorted(str(path) for path in scans.rglob("*.*"))
    assert {row.truth for row in rows} == {"glioma", ""}
    [found] = list_saved()
    assert (found.done, found.total, found.is_finished) == (7, 7, True)


def test_what_was_cancelled_is_told_kept_and_completed_later(saved):
    wire = ToldWire(limit=3)
    with pytest.raises(Cancelled):
        run(saved, wire)
    before = wire.keys
    assert 0 < len(before) < 7
    [found] = list_saved()
    assert not found.is_finished
    again = ToldWire()
    run(found, again)
    assert again.keys[: len(before)] == before
    assert len(set(again.keys)) == len(again.keys) == 7


def test_a_failed_record_has_a_row():
    row = row_of(failed("a.png", "an empty file", "falx 1.0.0"))
    assert (row.verdict, row.error, row.probabilities, row.novelty) == ("failed", "an empty file", (), None)


def test_results_are_written_as_files(saved, tmp_path):
    run(saved, ToldWire())
    wire = ToldWire()
    whole = [line for line in saved.records.read_bytes().splitlines() if line]
    assert write_records(saved, None, tmp_path / "all.jsonl", "JSONL", wire) == 7
    assert (tmp_path / "all.jsonl").read_bytes() == saved.records.read_bytes()
    assert write_records(saved, [4, 1], tmp_path / "two.csv", "CSV", wire) == 2
    head, *lines = (tmp_path / "two.csv").read_text(encoding="utf-8").splitlines()
    assert head.startswith("path,frame,verdict")
    assert [line.split(",")[0] for line in lines] == [json.loads(whole[place])["path"] for place in (4, 1)]
    assert len(whole) == 7
    assert wire.reports[-1].done == wire.reports[-1].total


def test_heat_maps_of_a_selection_are_written(saved, tmp_path):
    run(saved, ToldWire())
    places = [2, 3]
    assert write_heat_maps(saved, places, tmp_path / "maps", ToldWire()) == 2
    lines = saved.records.read_text(encoding="utf-8").splitlines()
    wanted = {Path(json.loads(lines[place])["path"]).name for place in places}
    assert {found.name for found in (tmp_path / "maps").rglob("*.png")} == wanted


def test_a_report_of_all_is_written(saved, tmp_path):
    run(saved, ToldWire())
    assert write_report(saved, None, tmp_path / "report.html", ToldWire()) == 7
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Falx: scans" in page
    assert "data:image/jpeg" in page
    assert "Could not be read: 1" in page
    assert str(tmp_path) not in page
