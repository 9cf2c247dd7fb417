"""The files of a batch are decoded in other processes: with the same records, and a crash costs its file alone."""

import dataclasses
import shutil
import sys
import zipfile

import cv2
import numpy as np
import pytest

from core.batch.run_batch import run_batch
from core.errors import ReaderNotStartedError
from core.image.phantom import head_phantom
from tests.core.batch.conftest import ignore, read_here, records_of
from tests.core.phantom_study import draw_study, write_nifti, write_series

# Processes are started.
pytestmark = pytest.mark.slow
needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="needs signals")


@pytest.fixture
def scans(tmp_path):
    folder = tmp_path / "scans"
    folder.mkdir()
    for seed, name in enumerate(("a.png", "b.png", "z.jpg")):
        cv2.imwrite(str(folder / name), head_phantom(seed, size=64))
    return folder


def test_the_results_are_the_same_byte_for_byte(request_, scans, tmp_path):
    write_series(scans / "series", draw_study((1,), count=3))
    write_nifti(scans / "head.nii", draw_study((1,), count=3))
    with zipfile.ZipFile(scans / "more.zip", "w") as archive:
        archive.write(scans / "a.png", "inner/a.png")
    (scans / "cut.png").write_bytes((scans / "a.png").read_bytes()[:100])
    (scans / "empty.dcm").touch()
    (scans / "table.png").write_text("a,b\n1,2\n", "utf-8")
    cv2.imwrite(str(scans / "small.png"), np.zeros((3, 3), np.uint8))
    outputs = []
    for place, more in ((tmp_path / "apart", {}), (tmp_path / "here", {"read": read_here})):
        place.mkdir()
        request = dataclasses.replace(
            request_,
            jsonl=place / "a.jsonl",
            csv=place / "a.csv",
            studies=place / "studies.csv",
            heatmaps=place / "maps",
        )
        notes = []
        run_batch(request, ignore, ignore, notes.append, notes.append, **more)
        files = {path.relative_to(place): path.read_bytes() for path in sorted(place.rglob("*.*")) if path.is_file()}
        outputs.append((files, notes))
    assert outputs[0] == outputs[1]
    assert len(outputs[0][0]) > 5


@needs_signals
@pytest.mark.parametrize("name", ["crash.png", "hang.png"])
def test_a_file_that_crashes_or_hangs_its_decoder_costs_that_file(request_, scans, bad_decoder, name):
    shutil.copy(scans / "a.png", scans / name)
    summary = run_batch(request_, ignore, ignore)
    assert (summary.files, summary.failures) == (4, 1)
    [failed] = [record for record in records_of(request_) if record["error"]]
    assert failed["path"].endswith(name)
    said = {
        "crash.png": "this file ended the process that reads files",
        "hang.png": "takes more than 1 s of processor time",
    }
    assert said[name] in failed["error"]


def test_a_file_that_never_comes_costs_that_file(request_, scans, stalling_decoder):
    shutil.copy(scans / "a.png", scans / "stall.png")
    summary = run_batch(request_, ignore, ignore)
    assert (summary.files, summary.failures) == (4, 1)
    [failed] = [record for record in records_of(request_) if record["error"]]
    assert failed["path"].endswith("stall.png")
    assert failed["error"].startswith("it gave no sign of life for 3 s while it was read")


@needs_signals
def test_a_resumed_batch_tries_such_a_file_again_and_ends(request_, scans, bad_decoder):
    shutil.copy(scans / "a.png", scans / "crash.png")
    run_batch(request_, ignore, ignore)
    before = request_.jsonl.read_bytes()
    summary = run_batch(dataclasses.replace(request_, is_resumed=True), ignore, ignore)
    assert (summary.records, summary.failures) == (4, 1)
    assert request_.jsonl.read_bytes() == before


@needs_signals
def test_a_slice_of_a_series_that_crashes_leaves_the_rest_of_its_study(request_, scans, bad_decoder):
    series = scans / "series"
    write_series(series, draw_study((1,), count=3))
    (series / "02.dcm").rename(series / "crash.dcm")
    run_batch(request_, ignore, ignore)
    states = {record["path"].rpartition("/")[2]: record["error"] is None for record in records_of(request_)}
    assert states == {"a.png": True, "b.png": True, "z.jpg": True, "01.dcm": True, "03.dcm": True, "crash.dcm": False}
    assert len(request_.studies.read_text("utf-8").splitlines()) == 2


def test_without_a_process_to_read_in_no_file_is_blamed(request_):
    def fail(path, is_wanted):
        raise ReaderNotStartedError("the process that reads files could not be started", subject=path)

    with pytest.raises(ReaderNotStartedError):
        run_batch(request_, ignore, ignore, read=fail)
    assert request_.jsonl.read_bytes() == b""
