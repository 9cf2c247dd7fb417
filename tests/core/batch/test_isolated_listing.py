"""What a batch is to read is found in other processes: with the same records, and a crash costs its file alone."""

import bz2
import dataclasses
import gzip
import shutil
import sys
import time
import zipfile
from pathlib import Path

import cv2
import pydicom
import pytest

from core.batch.input_preview import preview_inputs
from core.batch.run_batch import run_batch
from core.errors import ReaderNotStartedError
from core.image.phantom import head_phantom
from core.jobs.events import Cancelled
from core.model.classifier import Classifier
from core.reader_process.exchange import TimeIsUpError
from core.reader_process.isolated_looking import IsolatedLooking
from core.reader_process.process_pool import LostReaderError
from core.reader_process.shared_reader import shared_reader
from core.readers.looking import HERE
from core.records.slice_choice import SliceChoice
from tests.core.batch.conftest import ignore, read_here, records_of
from tests.core.batch.test_hung_reading import kill_while_it_stalls, require_end_of
from tests.core.phantom_medium import write_medium
from tests.core.phantom_study import draw_study, predict_by_brightness, write_nifti, write_series

# Processes are started.
pytestmark = pytest.mark.slow
needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="needs /proc")
SAID = {
    "crash": "this file ended the process that reads files",
    "hang": "takes more than 1 s of processor time",
}


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Spare the network."""
    monkeypatch.setattr(Classifier, "predict", predict_by_brightness)


@pytest.fixture
def scans(tmp_path):
    """Make a folder with a picture, and a series of three slices in a folder of its own."""
    folder = tmp_path / "scans"
    folder.mkdir()
    cv2.imwrite(str(folder / "a.png"), head_phantom(0, size=64))
    write_series(folder / "series", draw_study((1,), count=3))
    return folder


def states_of(request):
    """Return of each file whether it has a verdict, by its path within the folder of the test."""
    folder = request.jsonl.parent
    records = records_of(request)
    states = {Path(one["path"]).relative_to(folder).as_posix(): one["error"] is None for one in records}
    assert len(states) == len(records)
    return states


def studies_of(request):
    _, *lines = request.studies.read_text("utf-8-sig").splitlines()
    return lines


def make_everything(folder):
    """Make what has to be looked into: two series in one folder, archives, a medium, packed files."""
    both = folder / "both"
    write_series(both, draw_study((1,), count=17), uid="1.2.3", name="a{}.dcm")
    write_series(both, draw_study((2,), count=3), uid="1.2.4", name="b{}", number=8)
    (both / "a05.dcm").write_bytes((both / "a05.dcm").read_bytes()[:200])
    write_nifti(both / "head.nii.gz", draw_study((1,), count=3))
    png = (folder / "a.png").read_bytes()
    for name, content in {"packed": png, "text": b"a text", "a": png}.items():
        (folder / name).write_bytes(gzip.compress(content))
    (folder / "tight").write_bytes(bz2.compress(png))
    with zipfile.ZipFile(folder.parent / "study.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder).as_posix())
        archive.writestr("notes", "a text")
        archive.writestr("../a.png", png)
    whole = (folder.parent / "study.zip").read_bytes()
    (folder.parent / "cut.zip").write_bytes(whole[: len(whole) // 2])
    return [folder, folder.parent / "study.zip", folder.parent / "cut.zip", write_medium(folder.parent / "cd")]


@pytest.mark.parametrize("choice", list(SliceChoice))
def test_the_results_are_the_same_byte_for_byte(request_, scans, tmp_path, choice):
    paths = tuple(map(str, make_everything(scans)))
    outputs = []
    for place, more in ((tmp_path / "apart", {}), (tmp_path / "here", {"read": read_here, "looking": HERE})):
        place.mkdir()
        request = dataclasses.replace(
            request_,
            paths=paths,
            slices=choice,
            jsonl=place / "a.jsonl",
            csv=place / "a.csv",
            studies=place / "studies.csv",
            patterns=(),
        )
        found = []
        for is_resumed in (False, True):
            if is_resumed:
                # A part is to be done again.
                lines = request.jsonl.read_bytes().splitlines(keepends=True)
                request.jsonl.write_bytes(b"".join(lines[: len(lines) // 2]))
                lines = request.studies.read_bytes().splitlines(keepends=True)
                request.studies.write_bytes(b"".join(lines[:2]))
            notes = []
            request = dataclasses.replace(request, is_resumed=is_resumed)
            summary = run_batch(request, ignore, ignore, notes.append, notes.append, **more)
            found += [dataclasses.replace(summary, seconds=0), notes]
            found += [path.read_bytes() for path in (request.jsonl, request.csv, request.studies)]
        outputs.append(found)
    assert outputs[0] == outputs[1]
    assert outputs[0][0].skipped_files == 3
    assert outputs[0][0].studies > 6
    assert any("leads out of the archive" in note for note in outputs[0][1])


@pytest.mark.parametrize("choice", list(SliceChoice))
def test_this_process_parses_and_unpacks_nothing(request_, scans, monkeypatch, choice):
    paths = tuple(map(str, make_everything(scans)))
    request = dataclasses.replace(request_, paths=paths, slices=choice)

    def refuse(*_, **__):
        raise AssertionError("parsed in the process that does the work")

    open_zip = zipfile.ZipFile

    def refuse_paths(file, *more, **options):
        # Arrays of the model are in memory.
        return refuse() if isinstance(file, Path | str) else open_zip(file, *more, **options)

    monkeypatch.setattr(pydicom, "dcmread", refuse)
    monkeypatch.setattr("core.readers.compressed_files._pieces", refuse)
    monkeypatch.setattr(zipfile, "ZipFile", refuse_paths)
    told = []
    preview_inputs(paths, True, (), told.append, lambda: False)
    assert run_batch(request, ignore, ignore).files == told[-1].images
    run_batch(dataclasses.replace(request, is_resumed=True), ignore, ignore)


@needs_signals
@pytest.mark.parametrize("kind", ["crash", "hang"])
@pytest.mark.parametrize("choice", list(SliceChoice))
def test_a_header_that_crashes_or_hangs_costs_its_file(request_, scans, bad_decoder, kind, choice):
    name = f"header-{kind}.dcm"
    shutil.copy(scans / "series" / "02.dcm", scans / "series" / name)
    write_series(scans / "zz", draw_study((1,), count=3), uid="1.2.9")
    request = dataclasses.replace(request_, slices=choice)
    summary = run_batch(request, ignore, ignore)
    assert (summary.files, summary.failures, summary.studies) == (8, 1, 2)
    [failed] = [record for record in records_of(request) if record["error"]]
    assert Path(failed["path"]).name == name
    assert SAID[kind] in failed["error"]
    assert sum(states_of(request).values()) == (7 if choice is SliceChoice.ALL else 3)
    first, second = studies_of(request)
    assert "1 file of this folder could not be read" in first
    assert "could not be read" not in second


def test_a_file_that_takes_too_long_to_read_is_noted_for_its_header(request_, scans, monkeypatch):
    noted = []
    monkeypatch.setattr(IsolatedLooking, "note_lost", lambda _, path, error: noted.append((path.name, str(error))))

    def read(path, is_wanted):
        if path.name == "02.dcm":
            raise LostReaderError("it takes long", subject=path) from TimeIsUpError("it takes long")
        return read_here(path, is_wanted)

    summary = run_batch(request_, ignore, ignore, read=read)
    assert (summary.files, summary.failures) == (4, 1)
    assert noted == [("02.dcm", "02.dcm: it takes long")]


@needs_signals
@pytest.mark.parametrize("kind", ["crash", "hang"])
def test_an_archive_or_medium_that_crashes_or_hangs_is_one_failed_record(request_, scans, tmp_path, bad_decoder, kind):
    with zipfile.ZipFile(tmp_path / f"header-{kind}.zip", "w") as archive:
        archive.write(scans / "a.png", "a.png")
    medium = write_medium(tmp_path / "cd")
    medium = medium.rename(medium.with_name(f"header-{kind}"))
    with zipfile.ZipFile(tmp_path / "good.zip", "w") as archive:
        archive.write(scans / "a.png", "a.png")
    paths = (f"header-{kind}.zip", "good.zip", f"cd/header-{kind}")
    request = dataclasses.replace(request_, paths=(*(str(tmp_path / path) for path in paths), str(scans)))
    notes = []
    summary = run_batch(request, ignore, ignore, notes.append, notes.append)
    assert (summary.files, summary.failures, notes) == (7, 2, [])
    states = states_of(request)
    assert {path for path, is_whole in states.items() if not is_whole} == {paths[0], paths[2]}
    assert states["good.zip/a.png"]
    assert all(SAID[kind] in record["error"] for record in records_of(request) if record["error"])


@needs_signals
@pytest.mark.parametrize("kind", ["crash", "hang"])
def test_a_file_within_an_archive_that_crashes_or_hangs_costs_itself(request_, scans, tmp_path, bad_decoder, kind):
    with zipfile.ZipFile(tmp_path / "study.zip", "w") as archive:
        for name in ("first", f"header-{kind}", "last"):
            archive.write(scans / "series" / "01.dcm", name)
        archive.writestr("notes", "a text")
    request = dataclasses.replace(request_, paths=(str(tmp_path / "study.zip"),))
    summary = run_batch(request, ignore, ignore)
    assert (summary.files, summary.failures, summary.skipped_files) == (3, 1, 1)
    assert states_of(request) == {
        "study.zip/first": True,
        f"study.zip/header-{kind}": False,
        "study.zip/last": True,
    }


@needs_signals
def test_a_packed_file_that_crashes_costs_itself(request_, scans, bad_decoder):
    (scans / "header-crash").write_bytes(gzip.compress((scans / "a.png").read_bytes()))
    summary = run_batch(request_, ignore, ignore)
    assert (summary.files, summary.failures) == (5, 1)
    assert summary.skipped_files == 0


@needs_signals
def test_a_resumed_batch_tries_such_files_again_and_ends(request_, scans, tmp_path, bad_decoder):
    shutil.copy(scans / "series" / "02.dcm", scans / "series" / "header-crash.dcm")
    (tmp_path / "header-crash.zip").write_bytes(zipped(scans / "a.png", tmp_path))
    request = dataclasses.replace(request_, paths=(str(tmp_path / "header-crash.zip"), str(scans)))
    run_batch(request, ignore, ignore)
    before = [path.read_bytes() for path in (request.jsonl, request.studies)]
    summary = run_batch(dataclasses.replace(request, is_resumed=True), ignore, ignore)
    assert (summary.records, summary.failures, summary.studies) == (6, 2, 1)
    assert [path.read_bytes() for path in (request.jsonl, request.studies)] == before


def zipped(path, folder):
    with zipfile.ZipFile(folder / "made.zip", "w") as archive:
        archive.write(path, path.name)
    return (folder / "made.zip").read_bytes()


def test_without_a_process_to_look_in_no_file_is_blamed(request_, scans, tmp_path, monkeypatch):
    def fail(*_, **__):
        raise ReaderNotStartedError("the process that reads files could not be started", subject=tmp_path)

    (tmp_path / "study.zip").write_bytes(zipped(scans / "a.png", tmp_path))
    monkeypatch.setattr("core.reader_process.file_reader.FileReader.ask", fail)
    request = dataclasses.replace(request_, paths=(str(tmp_path / "study.zip"),))
    with pytest.raises(ReaderNotStartedError):
        run_batch(request, ignore, ignore)
    assert request.jsonl.read_bytes() == b""


@needs_proc
@pytest.mark.parametrize("name", ["header-stall.zip", "scans"])
def test_a_batch_that_is_cancelled_while_it_looks(request_, scans, tmp_path, endless_decoder, name):
    """It ends at once, whether it lists an archive or reads headers."""
    shutil.copy(scans / "series" / "02.dcm", scans / "series" / "header-stall.dcm")
    (tmp_path / "header-stall.zip").write_bytes(zipped(scans / "a.png", tmp_path))
    request = dataclasses.replace(request_, paths=(str(tmp_path / name),), workers=2)
    pids, began, looks = [], time.monotonic(), []

    def cancel():
        looks.append(0)
        if len(looks) > 3:
            pids.extend(shared_reader().pids)
            raise Cancelled

    with pytest.raises(Cancelled):
        run_batch(request, ignore, ignore, on_wait=cancel)
    assert time.monotonic() - began < 60
    pids += shared_reader().pids
    shared_reader().close()
    require_end_of(pids)


KILLED = """
import sys
from pathlib import Path
from core.batch.request import BatchRequest
from core.batch.run_batch import run_batch
from core.model.store import shipped_package
from core.reader_process.file_reader import FileReader
from core.reader_process.shared_reader import shared_reader
from tests.core.bad_decoder import serve_badly

looks = []

def tell():
    looks.append(0)
    if len(looks) == 4:
        print("it stalls", flush=True)

if __name__ == "__main__":
    shared_reader(lambda: FileReader(serve=serve_badly))
    *paths, jsonl, studies = sys.argv[1:]
    request = BatchRequest(tuple(paths), shipped_package(), Path(jsonl), studies=Path(studies), workers=2)
    run_batch(request, lambda _: None, lambda _: None, on_wait=tell)
"""


@needs_proc
@pytest.mark.parametrize("name", ["header-stall.zip", "scans"])
def test_a_batch_that_is_killed_while_it_looks(request_, scans, tmp_path, name):
    """No process is left, and a resumed batch has each file once."""
    stalling = [tmp_path / "header-stall.zip", scans / "series" / "header-stall.dcm"]
    stalling[0].write_bytes(zipped(scans / "a.png", tmp_path))
    shutil.copy(scans / "series" / "02.dcm", stalling[1])
    children = kill_while_it_stalls(KILLED, tmp_path, tmp_path / name, request_.jsonl, request_.studies)
    assert children
    require_end_of(children)
    # What stalls this reader is a file as any other for the next.
    request = dataclasses.replace(request_, paths=(str(tmp_path / name),), csv=None, is_resumed=True)
    summary = run_batch(request, ignore, ignore)
    assert (summary.records, summary.failures) == (len(states_of(request)), 0)


def test_a_preview_that_is_stopped_while_it_looks(scans, tmp_path, endless_decoder):
    (tmp_path / "header-stall.zip").write_bytes(zipped(scans / "a.png", tmp_path))
    looks, told = iter([False] * 2), []
    preview_inputs([str(tmp_path / "header-stall.zip")], True, (), told.append, lambda: next(looks, True))
    assert told == []
