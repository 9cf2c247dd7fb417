"""Studies of a batch: volumes and series, together, apart, cut short and continued."""

import csv
import dataclasses
import json
import shutil

import numpy as np
import pytest

from core.batch.request import BatchRequest
from core.batch.run_batch import run_batch
from core.errors import InvalidRecordsError, OccupiedFileError, UnwritableOutputError
from core.jobs.events import Cancelled
from core.model.classifier import Classifier
from core.model.package import PACKAGE_FILE, write_about
from core.model.store import shipped_package
from core.records.slice_choice import SliceChoice
from tests.core.batch.conftest import ignore
from tests.core.phantom_study import (
    SLICES,
    TUMOUR,
    TUMOUR_AT,
    draw_study,
    predict_by_brightness,
    write_nifti,
    write_picture,
    write_series,
)

STUDY, PLAIN = draw_study(), draw_study(())
# The names and numbers of a series run the other way.
FIRST, LAST = (f"{SLICES - index:02d}.dcm" for index in (TUMOUR[0], TUMOUR[-1]))


@pytest.fixture(autouse=True)
def network(monkeypatch):
    """Answer by brightness; gives the names of the files asked for."""
    asked = []

    def predict(self, image, window=None, with_features=True):
        asked.append(image.source.name)
        return predict_by_brightness(self, image, window, with_features)

    monkeypatch.setattr(Classifier, "predict", predict)
    return asked


def request_of(tmp_path, *paths, **more):
    """Ask for the records and studies of what is in a folder, or of some paths."""
    paths = tuple(map(str, paths)) or (str(tmp_path / "in"),)
    return BatchRequest(paths, shipped_package(), tmp_path / "out.jsonl", studies=tmp_path / "studies.jsonl", **more)


def lines_of(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def studies_of(request):
    run_batch(request, ignore, ignore)
    return lines_of(request.studies)


def test_a_volume_and_a_series_of_the_same_head_are_the_same_study(tmp_path):
    volume, series = write_nifti(tmp_path / "in" / "head.nii", STUDY), write_series(tmp_path / "in" / "head", STUDY)
    ours, theirs = studies_of(request_of(tmp_path))
    assert (ours["path"], ours["series"], ours["series_number"]) == (volume, None, None)
    assert (theirs["path"], theirs["series_number"]) == (series, 7)
    assert ours["run"]["first"] == {"path": volume, "frame": TUMOUR[0]}
    assert ours["run"]["last"] == {"path": volume, "frame": TUMOUR[-1]}
    assert theirs["run"]["first"] == {"path": f"{series}/{FIRST}", "frame": 0}
    assert theirs["run"]["last"] == {"path": f"{series}/{LAST}", "frame": 0}
    assert ours["look_first"]["frame"] == TUMOUR[2]
    assert (ours["run"]["slices"], ours["run"]["length_mm"]) == (5, 25.0)
    assert (ours["run"]["x"], ours["run"]["y"]) == pytest.approx(TUMOUR_AT, abs=2)
    same = (
        "verdict",
        "prediction_set",
        "level",
        "tumour_probability",
        "slices",
        "slices_counting",
        "verdicts",
        "error",
    )
    assert [ours[name] for name in same] == [theirs[name] for name in same]
    assert (ours["verdict"], ours["slices"], ours["verdicts"]["glioma"]) == ("glioma", SLICES, 5)
    for name in ("slices", "length_mm", "x", "y"):
        assert ours["run"][name] == theirs["run"][name]


def test_nothing_of_the_patient_stands_in_a_record(tmp_path):
    write_series(tmp_path / "in" / "head", STUDY, uid="1.2.840.99999")
    request = request_of(tmp_path)
    [study] = studies_of(request)
    assert len(study["series"]) == 16
    text = request.studies.read_text("utf-8")
    assert "Doe" not in text
    assert "1.2.840.99999" not in text


def test_what_is_no_study_is_left_out_and_counted(tmp_path):
    write_nifti(tmp_path / "in" / "a.nii", PLAIN)
    write_picture(tmp_path / "in" / "b.png", STUDY)
    write_series(tmp_path / "in" / "c", PLAIN[:1], uid="")
    write_series(tmp_path / "in" / "d", STUDY)
    request = request_of(tmp_path)
    summary = run_batch(request, ignore, ignore)
    assert (summary.studies, summary.kept_studies, summary.pictures) == (2, 0, 2)
    assert [study["verdict"] for study in lines_of(request.studies)] == ["notumor", "glioma"]
    assert len(lines_of(request.jsonl)) == 2 * SLICES + 2


def test_series_in_one_folder_are_distinguished(tmp_path):
    write_series(tmp_path / "in", STUDY, uid="1.2.3", name="{}a.dcm", number=1)
    write_series(tmp_path / "in", PLAIN, uid="1.2.4", name="{}b.dcm", number=2)
    studies = studies_of(request_of(tmp_path))
    assert [(study["series_number"], study["verdict"], study["slices"]) for study in studies] == [
        (1, "glioma", SLICES),
        (2, "notumor", SLICES),
    ]
    assert {study["path"] for study in studies} == {str(tmp_path / "in")}


def stop_after(request, files):
    """Run a batch that is interrupted once so many files are dealt with."""
    calls = 0

    def stop(progress):
        nonlocal calls
        calls += 1
        if calls > files:
            raise Cancelled

    with pytest.raises(Cancelled):
        run_batch(request, stop, ignore)


@pytest.mark.parametrize("choice", SliceChoice)
@pytest.mark.parametrize("is_named", [False, True])
def test_a_series_is_written_once_its_files_are_read_whatever_else_its_folder_holds(
    tmp_path, network, choice, is_named
):
    folder = tmp_path / "in"
    write_series(folder, STUDY, uid="1.2.3", name="a{}.dcm", number=1)
    write_series(folder, PLAIN, uid="1.2.4", name="b{}.dcm", number=2)
    write_series(folder, STUDY, uid="1.2.5", name="c{}.dcm", number=3)
    paths = sorted(folder.iterdir()) if is_named else [folder]
    request = request_of(tmp_path, *paths, slices=choice)
    run_batch(request, ignore, ignore)
    expected = [path.read_bytes() for path in (request.jsonl, request.studies)]
    for path in (request.jsonl, request.studies):
        path.unlink()
    stop_after(request, 2 * SLICES + 2)
    assert [study["series_number"] for study in lines_of(request.studies)] == [1, 2]
    network.clear()
    summary = run_batch(dataclasses.replace(request, is_resumed=True), ignore, ignore)
    # Of the file that was written last, slices may be missing.
    assert set(network) - {f"c{index:02d}.dcm" for index in range(1, SLICES + 1)} <= {f"b{SLICES:02d}.dcm"}
    assert (summary.studies, summary.kept_studies) == (3, 2)
    assert [path.read_bytes() for path in (request.jsonl, request.studies)] == expected


def test_a_file_that_cannot_be_read_counts_to_the_series_that_its_header_says(tmp_path):
    folder = tmp_path / "in"
    write_series(folder, STUDY, uid="1.2.3", name="a{}.dcm", number=1)
    write_series(folder, PLAIN, uid="1.2.4", name="b{}.dcm", number=2)
    cut = folder / f"a{SLICES:02d}.dcm"
    cut.write_bytes(cut.read_bytes()[:-100])
    (folder / "c.dcm").write_bytes((folder / "a01.dcm").read_bytes()[:200])
    one, other = studies_of(request_of(tmp_path))
    assert (one["series_number"], one["error"]) == (1, "1 file of this folder could not be read")
    assert (one["slices"], one["verdicts"]["failed"]) == (SLICES - 1, 1)
    assert (other["series_number"], other["error"], other["slices"]) == (2, None, SLICES)


def test_a_lone_series_waits_for_a_file_that_may_be_of_it(tmp_path):
    folder = tmp_path / "in"
    write_series(folder, STUDY)
    (folder / "late.dcm").write_bytes((folder / FIRST).read_bytes()[:600])
    [study] = studies_of(request_of(tmp_path))
    assert (study["error"], study["slices"]) == ("1 file of this folder could not be read", SLICES)


def test_the_same_series_in_two_folders_is_two_studies(tmp_path):
    for name in ("a", "b"):
        write_series(tmp_path / "in" / name, STUDY)
    one, other = studies_of(request_of(tmp_path))
    assert one["series"] == other["series"]
    assert one["path"] != other["path"]


def test_named_files_of_several_folders_may_come_in_any_order(tmp_path):
    for name in ("a", "b"):
        write_series(tmp_path / "in" / name, STUDY)
    files = sorted((tmp_path / "in").rglob("*.dcm"), key=lambda path: (path.name, path.parent))
    studies = studies_of(request_of(tmp_path, *files))
    assert [study["slices"] for study in studies] == [SLICES, SLICES]


@pytest.mark.parametrize("has_place", [True, False])
def test_missing_slices(tmp_path, has_place):
    folder = tmp_path / "in"
    write_series(folder, STUDY, has_place=has_place)
    (folder / f"{SLICES - TUMOUR[1]:02d}.dcm").unlink()
    [study] = studies_of(request_of(tmp_path))
    assert (study["verdict"], study["slices"], study["run"]["slices"]) == ("glioma", SLICES - 1, 4)
    assert study["run"]["length_mm"] == (25.0 if has_place else None)


def test_a_series_of_one_slice_is_a_study(tmp_path):
    write_series(tmp_path / "in", STUDY[TUMOUR[0] : TUMOUR[0] + 1])
    [study] = studies_of(request_of(tmp_path))
    assert (study["verdict"], study["slices"], study["run"]["slices"]) == ("glioma", 1, 1)


def test_copies_of_a_file_count_once(tmp_path):
    folder = tmp_path / "in"
    write_series(folder, STUDY)
    (folder / "copy.dcm").write_bytes((folder / FIRST).read_bytes())
    [study] = studies_of(request_of(tmp_path))
    assert study["slices"] == SLICES


def test_files_that_cannot_be_read_are_reported(tmp_path):
    folder = tmp_path / "in"
    write_series(folder, STUDY)
    cut = folder / FIRST
    cut.write_bytes(cut.read_bytes()[:600])
    (folder / "bad.nii").write_bytes(np.zeros(344, np.uint8).tobytes() + b"n+1\0")
    request = request_of(tmp_path)
    study, bad = studies_of(request)
    assert (bad["path"], bad["verdict"], bad["slices"]) == (str(folder / "bad.nii"), None, None)
    assert bad["error"]
    assert study["error"] == "1 file of this folder could not be read"
    assert (study["verdicts"]["failed"], study["slices"], study["verdict"]) == (1, SLICES - 1, "glioma")


def test_the_forms_hold_the_same(tmp_path):
    write_nifti(tmp_path / "in" / "head.nii", STUDY)
    write_nifti(tmp_path / "in" / "other.nii", PLAIN)
    [told, other] = studies_of(request_of(tmp_path))
    request = dataclasses.replace(request_of(tmp_path), jsonl=None, studies=tmp_path / "studies.csv")
    run_batch(request, ignore, ignore)
    with request.studies.open(encoding="utf-8-sig", newline="") as file:
        found, plain = csv.DictReader(file)
    flat = {name: told[name] for name in ("path", "verdict", "level", "tumour_probability", "slices", "model")}
    flat |= {f"slices_{name}": count for name, count in told["verdicts"].items()}
    flat |= {f"run_{name}": told["run"][name] for name in ("slices", "length_mm", "x", "y")}
    flat |= {f"{name}_frame": told["run"][name.removeprefix("run_")]["frame"] for name in ("run_first", "run_last")}
    flat["look_first_path"] = told["look_first"]["path"]
    assert {name: found[name] for name in flat} == {name: str(value) for name, value in flat.items()}
    assert found["prediction_set"] == "|".join(told["prediction_set"])
    assert found["series"] == found["error"] == ""
    assert other["run"] is None
    assert plain["run_slices"] == plain["run_first_path"] == ""


@pytest.mark.slow
@pytest.mark.parametrize("form", ["jsonl", "csv"])
@pytest.mark.parametrize("choice", SliceChoice)
@pytest.mark.parametrize("after", [0, 1, 5, SLICES + 1, 2 * SLICES + 1])
def test_a_batch_stopped_and_resumed_ends_as_if_it_had_not_been(tmp_path, form, choice, after):
    write_nifti(tmp_path / "in" / "0.nii", STUDY)
    write_picture(tmp_path / "in" / "1.png", STUDY)
    write_series(tmp_path / "in" / "a", STUDY)
    write_series(tmp_path / "in" / "b", PLAIN, uid="1.2.4")
    request = request_of(tmp_path, slices=choice)
    request = dataclasses.replace(request, studies=tmp_path / f"studies.{form}")
    run_batch(request, ignore, ignore)
    expected = [path.read_bytes() for path in (request.jsonl, request.studies)]
    for path in (request.jsonl, request.studies):
        path.unlink()
    calls = 0

    def stop(progress):
        nonlocal calls
        calls += 1
        if calls > after:
            raise Cancelled

    with pytest.raises(Cancelled):
        run_batch(request, stop, ignore)
    # A kill may come in the middle of a line.
    with request.studies.open("ab") as file:
        file.write(b'{"path": "to' if form == "jsonl" else b"torn,")
    resumed = dataclasses.replace(request, is_resumed=True)
    summary = run_batch(resumed, ignore, ignore)
    assert [path.read_bytes() for path in (request.jsonl, request.studies)] == expected
    assert (summary.studies, summary.pictures) == (3, 1)
    run_batch(resumed, ignore, ignore)
    assert [path.read_bytes() for path in (request.jsonl, request.studies)] == expected


def test_what_is_reported_is_not_classified_again(tmp_path, network):
    write_nifti(tmp_path / "in" / "0.nii", STUDY)
    write_series(tmp_path / "in" / "a", STUDY)
    for choice in SliceChoice:
        request = request_of(tmp_path, slices=choice, is_resumed=True)
        run_batch(request, ignore, ignore)
        network.clear()
        run_batch(request, ignore, ignore)
        # Of the file that was written last, slices may be missing.
        assert network == (["12.dcm"] if choice is SliceChoice.ALL else [])
        network.clear()
        request.jsonl.unlink()
        run_batch(dataclasses.replace(request, jsonl=None), ignore, ignore)
        assert network == []
        request.studies.unlink()


def test_studies_may_be_asked_for_after_the_records(tmp_path, network):
    """Records hold no evidence, so their slices are classified again; nothing is recorded twice."""
    write_nifti(tmp_path / "in" / "0.nii", STUDY)
    write_series(tmp_path / "in" / "a", STUDY)
    write_picture(tmp_path / "in" / "b.png", STUDY)
    request = request_of(tmp_path)
    run_batch(dataclasses.replace(request, studies=None), ignore, ignore)
    recorded = request.jsonl.read_bytes()
    network.clear()
    summary = run_batch(dataclasses.replace(request, is_resumed=True), ignore, ignore)
    assert [study["verdict"] for study in lines_of(request.studies)] == ["glioma", "glioma"]
    assert request.jsonl.read_bytes() == recorded
    assert "b.png" not in network
    assert (summary.studies, summary.pictures) == (2, 1)


def test_a_study_with_a_file_that_could_not_be_read_is_reported_anew(tmp_path):
    folder = tmp_path / "in"
    write_series(folder, STUDY)
    whole = (folder / FIRST).read_bytes()
    (folder / FIRST).write_bytes(whole[:600])
    for choice in SliceChoice:
        request = request_of(tmp_path, slices=choice)
        run_batch(request, ignore, ignore)
        (folder / FIRST).write_bytes(whole)
        resumed = dataclasses.replace(request, is_resumed=True)
        run_batch(resumed, ignore, ignore)
        [study] = lines_of(request.studies)
        assert (study["slices"], study["error"]) == (SLICES, None)
        assert [record["error"] for record in lines_of(request.jsonl)] == [None] * (
            SLICES if choice.value == "all" else 1
        )
        (folder / FIRST).write_bytes(whole[:600])
        request.jsonl.unlink()
        request.studies.unlink()


@pytest.mark.slow
@pytest.mark.parametrize("form", ["jsonl", "csv"])
@pytest.mark.parametrize("has_records", [True, False])
def test_a_series_that_has_grown_is_reported_anew(tmp_path, network, form, has_records):
    folder = tmp_path / "in"
    write_series(folder / "a", STUDY)
    write_series(folder / "b", PLAIN, uid="1.2.4")
    late = folder / "a" / FIRST
    late.rename(tmp_path / FIRST)
    request = dataclasses.replace(request_of(tmp_path), studies=tmp_path / f"studies.{form}")
    request = request if has_records else dataclasses.replace(request, jsonl=None)
    run_batch(request, ignore, ignore)
    (tmp_path / FIRST).rename(late)
    resumed = dataclasses.replace(request, is_resumed=True)
    network.clear()
    summary = run_batch(resumed, ignore, ignore)
    assert (summary.studies, summary.kept_studies) == (2, 1)
    with request.studies.open(encoding="utf-8-sig", newline="") as file:
        rows = [json.loads(line) for line in file] if form == "jsonl" else list(csv.DictReader(file))
    assert {row["path"]: int(row["slices"]) for row in rows} == {
        str(folder / "a"): SLICES,
        str(folder / "b"): SLICES,
    }
    assert len(rows) == 2
    if has_records:
        assert len(lines_of(request.jsonl)) == 2 * SLICES
    network.clear()
    written = request.studies.read_bytes()
    run_batch(resumed, ignore, ignore)
    assert request.studies.read_bytes() == written
    assert has_records or network == []


def test_what_is_not_of_a_series_does_not_make_it_grow(tmp_path, network):
    folder = tmp_path / "in"
    write_series(folder, STUDY)
    request = dataclasses.replace(request_of(tmp_path), jsonl=None)
    run_batch(request, ignore, ignore)
    written = request.studies.read_bytes()
    # A copy, a picture, another series that is not asked for, and a file that a pattern leaves out.
    (folder / "copy.dcm").write_bytes((folder / FIRST).read_bytes())
    write_picture(folder / "picture.png", STUDY)
    write_series(folder, PLAIN[:1], name="{}.other", number=1)
    network.clear()
    run_batch(dataclasses.replace(request, is_resumed=True, patterns=("*.dcm",)), ignore, ignore)
    assert request.studies.read_bytes() == written
    assert network == []


def test_files_that_are_no_studies_are_left_alone(tmp_path):
    write_nifti(tmp_path / "in" / "0.nii", STUDY)
    request = request_of(tmp_path)
    request.studies.write_text("my notes\n", "utf-8")
    with pytest.raises(OccupiedFileError, match="new or empty file for the studies"):
        run_batch(request, ignore, ignore)
    with pytest.raises(InvalidRecordsError, match="records of studies"):
        run_batch(dataclasses.replace(request, is_resumed=True), ignore, ignore)
    table = tmp_path / "studies.csv"
    table.write_text("path,frame\n", "utf-8")
    with pytest.raises(InvalidRecordsError, match="begins with path,series"):
        run_batch(dataclasses.replace(request, studies=table, is_resumed=True), ignore, ignore)
    assert request.studies.read_text("utf-8") == "my notes\n"
    with pytest.raises(UnwritableOutputError, match="twice"):
        run_batch(dataclasses.replace(request, studies=request.jsonl), ignore, ignore)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("results.json", b'{"a": [1, 2, 3]}'),
        ("results.json", b'{"path": "of something else"}'),
        ("results.jsonl", b"my notes"),
        ("results.jsonl", b"[" * 100_000),
        ("results.jsonl", b"[" * 100_000 + b"\n"),
        ("results.jsonl", b'{"path": ' + b"[" * 100_000 + b"\n"),
        (
            "results.jsonl",
            b'{"path": "x", "series": null, "level": 1' + b"0" * 400 + b', "model": "", "error": null}\n',
        ),
        ("notes.csv", b"my notes"),
        ("notes.csv", b"path,series,notes"),
        ("notes.csv", b"path," + b"x" * 200_000 + b"\n"),
        ("notes.csv", b"path," + b"x" * 100_000 + b"\n"),
    ],
)
def test_a_foreign_file_is_refused_however_it_ends(tmp_path, name, content):
    write_nifti(tmp_path / "in" / "0.nii", STUDY)
    place = tmp_path / name
    place.write_bytes(content)
    with pytest.raises(InvalidRecordsError) as caught:
        run_batch(dataclasses.replace(request_of(tmp_path), studies=place, is_resumed=True), ignore, ignore)
    assert place.read_bytes() == content
    assert len(str(caught.value)) < 2000


def test_a_field_that_no_record_has_is_refused_behind_the_header(tmp_path):
    write_nifti(tmp_path / "in" / "0.nii", STUDY)
    request = dataclasses.replace(request_of(tmp_path), studies=tmp_path / "studies.csv")
    run_batch(request, ignore, ignore)
    content = request.studies.read_bytes() + b"x" * 200_000 + b"\n"
    request.studies.write_bytes(content)
    with pytest.raises(InvalidRecordsError, match="records of studies"):
        run_batch(dataclasses.replace(request, is_resumed=True), ignore, ignore)
    assert request.studies.read_bytes() == content


@pytest.mark.slow
@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_a_file_of_studies_may_be_torn_anywhere(tmp_path, form):
    write_nifti(tmp_path / "in" / "0.nii", STUDY)
    request = dataclasses.replace(request_of(tmp_path), jsonl=None, studies=tmp_path / f"studies.{form}")
    run_batch(request, ignore, ignore)
    whole = request.studies.read_bytes()
    for end in (0, 1, 2, 3, 4, 9, 12, 40, len(whole) // 2, len(whole) - 1):
        for zeros in (0, 3):
            request.studies.write_bytes(whole[:end] + bytes(zeros))
            run_batch(dataclasses.replace(request, is_resumed=True), ignore, ignore)
            assert request.studies.read_bytes() == whole


def test_studies_of_another_level_or_model_are_not_resumed(tmp_path):
    write_nifti(tmp_path / "in" / "0.nii", STUDY)
    request = dataclasses.replace(request_of(tmp_path), jsonl=None)
    [study] = studies_of(request)
    for name, other in (("level", 0.5), ("model", "other 1.0")):
        request.studies.write_text(json.dumps({**study, name: other}) + "\n", "utf-8")
        with pytest.raises(InvalidRecordsError):
            run_batch(dataclasses.replace(request, is_resumed=True), ignore, ignore)


def test_of_a_series_the_peak_is_one_record(tmp_path):
    write_series(tmp_path / "in" / "a", STUDY)
    write_series(tmp_path / "in" / "b", PLAIN, uid="1.2.4")
    write_picture(tmp_path / "in" / "c.png", STUDY, TUMOUR[0])
    request = dataclasses.replace(request_of(tmp_path, slices=SliceChoice.PEAK), studies=None)
    told = []
    summary = run_batch(request, ignore, told.extend)
    records = lines_of(request.jsonl)
    assert [record["path"].rpartition("/")[2] for record in records][:2] == ["c.png", f"{SLICES - TUMOUR[2]:02d}.dcm"]
    assert [record["verdict"] for record in records] == ["glioma", "glioma", "notumor"]
    assert [record.path for record in told] == [record["path"] for record in records]
    assert (summary.files, summary.records, summary.studies) == (2 * SLICES + 1, 3, 0)


def test_the_peak_is_no_slice_of_the_neck(tmp_path):
    """What is bright further down than 105 mm below the vertex is no tumour of the brain."""
    stack = draw_study(range(5), count=40)
    write_nifti(tmp_path / "in" / "a.nii", stack)
    write_series(tmp_path / "in" / "b", stack)
    request = dataclasses.replace(request_of(tmp_path, slices=SliceChoice.PEAK), studies=None)
    run_batch(request, ignore, ignore)
    assert [record["verdict"] for record in lines_of(request.jsonl)] == ["notumor", "notumor"]


def test_of_a_series_the_peak_alone_is_drawn(tmp_path, monkeypatch):
    drawn = []

    def draw(self, image, prediction, classifier):
        drawn.append(image.source.name)

    monkeypatch.setattr("core.batch.heat_map_files.HeatFiles.draw", draw)
    write_series(tmp_path / "in", STUDY)
    run_batch(request_of(tmp_path, slices=SliceChoice.PEAK, heatmaps=tmp_path / "maps"), ignore, ignore)
    assert drawn == [f"{SLICES - TUMOUR[2]:02d}.dcm"]


def test_a_folder_that_goes_away_leaves_no_study_that_is_not_whole(tmp_path):
    folder = tmp_path / "in" / "a"
    write_series(folder, STUDY)
    request = request_of(tmp_path, folder, workers=1)
    calls = 0

    def take_away(progress):
        nonlocal calls
        calls += 1
        if calls == 3:
            folder.rename(tmp_path / "away")

    with pytest.raises(Exception, match="missing or empty"):
        run_batch(request, take_away, ignore)
    assert lines_of(request.studies) == []
    (tmp_path / "away").rename(folder)
    run_batch(dataclasses.replace(request, is_resumed=True), ignore, ignore)
    [study] = lines_of(request.studies)
    assert study["slices"] == SLICES


def test_a_package_says_from_when_a_study_is_called(tmp_path):
    folder = tmp_path / "model"
    shutil.copytree(shipped_package(), folder)
    about = json.loads((folder / PACKAGE_FILE).read_text("utf-8"))
    write_about(folder, {**about, "study_called_from": 0.999})
    write_nifti(tmp_path / "in" / "head.nii", STUDY)
    write_series(tmp_path / "in" / "head", STUDY)
    request = dataclasses.replace(request_of(tmp_path), model=folder)
    assert [study["verdict"] for study in studies_of(request)] == ["uncertain", "uncertain"]
