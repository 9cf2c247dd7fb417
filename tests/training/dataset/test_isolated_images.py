"""The images of a training and of an evaluation are decoded in other processes: a crash costs its image alone."""

import gzip
import sys
import threading
from pathlib import Path

import cv2
import numpy as np
import pytest

from core.batch.engine import Failure
from core.errors import NoImagesError, ReaderNotStartedError
from core.image.phantom import head_phantom
from core.jobs.events import Cancelled
from core.model.package import ModelPackage
from core.model.preprocessing import Framing
from core.model.store import shipped_package
from core.readers import read_slices
from training.dataset.manifest import read_dataset
from training.dataset.reading import read_each
from training.dataset.rows import Row
from training.evaluation.image_scores import score_images
from training.samples.images import load_pictures, read_training_images

# Processes are started.
pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="needs signals")]
BAD = ["crash.png", "hang.png"]


def quiet(_):
    pass


def draw(folder, names):
    rows = []
    for seed, name in enumerate(names):
        cv2.imwrite(str(folder / name), head_phantom(seed, size=64))
        rows.append(Row(folder / name, "glioma"))
    return rows


def test_what_has_to_be_unpacked_to_find_images_is_unpacked_there_too(tmp_path, monkeypatch):
    for name in ("glioma", "notumor"):
        (tmp_path / name).mkdir()
        draw(tmp_path / name, ["a.png"])
    (tmp_path / "glioma" / "packed").write_bytes(gzip.compress((tmp_path / "glioma" / "a.png").read_bytes()))
    (tmp_path / "glioma" / "text").write_bytes(gzip.compress(b"a text"))

    def refuse(*_):
        raise AssertionError("unpacked in the process that trains")

    monkeypatch.setattr("core.readers.compressed_files._pieces", refuse)
    assert [row.path.name for row in read_dataset(tmp_path).rows] == ["a.png", "packed", "a.png"]


def test_such_images_are_left_out_of_a_training(tmp_path, bad_decoder):
    rows = draw(tmp_path, ["a.png", *BAD, "z.png"])
    found = read_training_images(rows, 64, 80, Framing.WHOLE, quiet)
    assert [row.path.name for row in found.fingerprints.rows] == ["a.png", "z.png"]
    lines = dict(zip(BAD, (one.line for one in found.unreadable), strict=True))
    assert "this file ended the process that reads files" in lines["crash.png"]
    assert "takes more than 1 s of processor time" in lines["hang.png"]


def test_such_images_are_left_out_of_an_evaluation(tmp_path, bad_decoder):
    rows = draw(tmp_path, ["a.png", "crash.png", "z.png"])
    found = [score for _, score in score_images(rows, ModelPackage.open(shipped_package()), quiet)]
    assert [isinstance(score, Failure) for score in found] == [False, True, False]


def test_the_pictures_are_the_same_as_read_in_this_process(tmp_path, monkeypatch):
    rows = draw(tmp_path, ["a.png", "b.png"])
    found = load_pictures(rows, 64, quiet)
    monkeypatch.setattr("training.dataset.reading.read_isolated", lambda path, _: read_slices(path))
    assert np.array_equal(found.images, load_pictures(rows, 64, quiet).images)


def test_one_who_cancels_does_not_wait_for_an_image(tmp_path, endless_decoder):
    def cancel(_):
        raise Cancelled

    with pytest.raises(Cancelled):
        load_pictures(draw(tmp_path, ["stall.png"]), 64, cancel)


def test_without_a_process_to_read_in_no_image_is_blamed(monkeypatch):
    begun = threading.Event()

    def fail(path, is_wanted):
        begun.set()
        raise ReaderNotStartedError("the process that reads files could not be started", subject=path)

    monkeypatch.setattr("training.dataset.reading.read_isolated", fail)
    with pytest.raises(ReaderNotStartedError):
        load_pictures([Row(Path("a.png"), "glioma")], 64, quiet)
    assert begun.is_set()


def test_a_share_that_disappears_ends_the_reading_and_a_file_that_does_not(tmp_path):
    share = tmp_path / "share"
    share.mkdir()
    rows = draw(share, ["a.png", "b.png", "c.png", "d.png"])
    (share / "c.png").unlink()
    found = [row.path.name for row, one in read_each(rows, lambda row, slices: row, 1, quiet) if one is row]
    assert found == ["a.png", "b.png", "d.png"]

    def unplug(row, slices):
        if row is rows[1]:
            share.rename(tmp_path / "gone")
        return row

    with pytest.raises(NoImagesError, match=r"missing or empty now; reconnect .* then start again"):
        list(read_each(rows, unplug, 1, quiet))
