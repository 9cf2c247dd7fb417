"""The studies of a batch of the window: one row each, reported once they are complete, kept, and found again."""

from datetime import datetime

import numpy as np
import pytest

from core.batch.batch_job import run
from core.batch.export import write_report
from core.batch.reopen_finished import read_rows
from core.batch.row import BatchRow
from core.batch.saved_batch import BatchPlan, list_saved, save_plan
from core.batch.saved_studies import kept_studies
from core.batch.study_row import StudyRow
from core.jobs.events import Cancelled
from core.model.classifier import Classifier
from tests.core.batch.test_batch_job import FakeWire
from tests.core.phantom_study import SLICES, draw_study, predict_by_brightness, write_nifti, write_picture, write_series


@pytest.fixture(autouse=True)
def network(monkeypatch):
    """Answer by brightness."""
    monkeypatch.setattr(Classifier, "predict", predict_by_brightness)


@pytest.fixture
def scans(tmp_path):
    folder = tmp_path / "scans"
    write_series(folder / "a", draw_study())
    write_picture(folder / "b.png", draw_study())
    write_nifti(folder / "c" / "head.nii", draw_study(()))
    return folder


def start(*paths, **more):
    return save_plan(BatchPlan(tuple(map(str, paths)), **more), datetime(2026, 3, 1))


def told(pipe):
    """Return what a pipe carried, in order, by kind: `s` for a study, `r` for a slice."""
    parts = [one for part in pipe.parts if isinstance(part, list) for one in part]
    studies = [one for one in parts if isinstance(one, StudyRow)]
    return studies, [one for one in parts if isinstance(one, BatchRow)], parts


def test_a_series_and_a_volume_are_reported_before_their_slices(scans):
    pipe = FakeWire()
    run(start(scans), pipe)
    studies, rows, parts = told(pipe)
    by_name = {study.name(f"{scans}/"): study for study in studies}
    assert {name: study.verdict for name, study in by_name.items()} == {
        "a · series 7": "glioma",
        "c/head.nii": "notumor",
    }
    assert all(study.slices == SLICES for study in studies)
    assert len(rows) == 2 * SLICES + 1
    for study in studies:
        members = [place for place, one in enumerate(parts) if isinstance(one, BatchRow) and one.path in study.files]
        assert len(members) == SLICES
        assert parts.index(study) < min(members)


def test_the_row_of_a_study_leads_to_the_slice_to_look_at_first(scans):
    pipe = FakeWire()
    run(start(scans / "a"), pipe)
    [study], rows, _ = told(pipe)
    shown = study.as_row()
    assert (shown.slices, shown.verdict, shown.reasons) == (SLICES, "glioma", ("a tumour was found",))
    [first] = [row for row in rows if row.key == shown.key]
    assert first.tumour_probability == pytest.approx(study.tumour_probability, abs=1e-6)
    assert shown.urgency < min(row.urgency for row in rows if row.verdict == "notumor")


def test_the_slice_to_look_at_first_alone_has_its_study_too(scans):
    pipe = FakeWire()
    run(start(scans, slices="peak"), pipe)
    studies, rows, _ = told(pipe)
    assert len(studies) == 2
    assert len(rows) == 3
    assert all(study.as_row().key in [row.key for row in rows] for study in studies)


def test_a_reopened_batch_has_the_same_studies(scans):
    pipe, again = FakeWire(), FakeWire()
    run(start(scans), pipe)
    [saved] = list_saved()
    read_rows(saved, again)
    studies, rows, parts = told(again)
    assert studies == told(pipe)[0]
    assert sorted(row.key for row in rows) == sorted(row.key for row in told(pipe)[1])
    assert parts[: len(studies)] == studies


def test_an_interrupted_series_is_told_whole_when_the_batch_is_resumed(scans):
    first, second = FakeWire(limit=6), FakeWire()
    with pytest.raises(Cancelled):
        run(start(scans), first)
    studies, rows, _ = told(first)
    assert studies == []
    assert 0 < len(rows) < SLICES
    run(list_saved()[0], second)
    studies, rows, _ = told(second)
    assert len(studies) == 2
    assert len({row.key for row in rows}) == len(rows) == 2 * SLICES + 1


def test_a_resumed_batch_reports_finished_studies_first(scans):
    with pytest.raises(Cancelled):
        run(start(scans), FakeWire(limit=SLICES + 2))
    pipe = FakeWire()
    run(list_saved()[0], pipe)
    studies, _, parts = told(pipe)
    assert [study.path for study in studies] == [str(scans / "a"), str(scans / "c" / "head.nii")]
    assert parts[0] == studies[0]


def test_a_torn_or_foreign_line_costs_that_study_alone(scans):
    saved = start(scans)
    run(saved, FakeWire())
    lines = saved.study_rows.read_bytes().splitlines(keepends=True)
    saved.study_rows.write_bytes(b"\xff\n[]\n" + lines[0] + b'{"path": 3}\n' + lines[1][:40])
    assert [study.slices for study in kept_studies(saved)] == [SLICES]


def test_a_batch_of_an_earlier_falx_has_slices_alone(scans):
    saved = start(scans)
    run(saved, FakeWire())
    saved.study_rows.unlink()
    saved.studies.unlink()
    pipe = FakeWire()
    read_rows(list_saved()[0], pipe)
    studies, rows, _ = told(pipe)
    assert (studies, len(rows)) == ([], 2 * SLICES + 1)


def test_a_series_of_one_slice_stands_for_itself(tmp_path):
    write_series(tmp_path / "in", draw_study()[:1])
    pipe = FakeWire()
    run(start(tmp_path / "in"), pipe)
    studies, rows, _ = told(pipe)
    assert (studies, len(rows)) == ([], 1)


def test_the_report_shows_a_study_once(scans, tmp_path, monkeypatch):
    monkeypatch.setattr(Classifier, "explain", lambda *_: np.zeros((64, 64), np.float32))
    saved = start(scans)
    run(saved, FakeWire())
    places = [place for place, line in enumerate(saved.records.read_text("utf-8").splitlines()) if "/a/" in line]
    for chosen in (None, places):
        assert write_report(saved, chosen, tmp_path / "report.html", FakeWire()) == (
            len(places) if chosen else 2 * SLICES + 1
        )
        page = (tmp_path / "report.html").read_text("utf-8")
        assert "Tumours found: 1" in page
        assert "In 1 study, the most probable first." in page
        assert "a · series 7, 12 slices; shown: a/" in page
        assert str(tmp_path) not in page
