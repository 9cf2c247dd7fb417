"""Reading images: each once, and what one file does wrong is that file's alone."""

import dataclasses
import logging
import shutil
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from core.jobs.events import Cancelled
from core.model.preprocessing import Framing
from core.program.wording import describe_error
from core.readers import read_slices
from training.dataset import reading
from training.dataset.manifest import read_dataset
from training.dataset.rows import Row
from training.duplicates.fingerprints import read_fingerprints
from training.samples.images import load_pictures, read_training_images


def quiet(progress):
    pass


@pytest.fixture
def counted(monkeypatch):
    """How often each file is read."""
    counts = Counter()

    def read(path, is_wanted):
        counts[path] += 1
        return read_slices(path)

    monkeypatch.setattr(reading, "read_isolated", read)
    return counts


@pytest.mark.slow
def test_all_that_a_training_needs_of_an_image_comes_of_one_reading(dataset, counted):
    rows = read_dataset(dataset).rows
    found = read_training_images(rows, 64, 80, Framing.HEAD, quiet)
    assert set(counted.values()) == {1}
    assert found.fingerprints.rows == found.larger.rows == list(rows)
    np.testing.assert_array_equal(found.images, load_pictures(rows, 64, quiet, Framing.HEAD, False).images)
    np.testing.assert_array_equal(found.larger.images, load_pictures(rows, 80, quiet, Framing.HEAD).images)
    prints, _ = read_fingerprints(rows, quiet)
    np.testing.assert_array_equal(found.fingerprints.thumbnails, prints.thumbnails)
    assert found.fingerprints.sha256 == prints.sha256


@pytest.mark.parametrize("error", [ZeroDivisionError("of course"), MemoryError(), RecursionError("too\ndeep")])
def test_an_unforeseen_error_leaves_out_one_image(dataset, monkeypatch, error):
    rows = list(read_dataset(dataset).rows)
    bad = rows[5].path

    def read(path, is_wanted):
        if path == bad:
            raise error
        return read_slices(path)

    monkeypatch.setattr(reading, "read_isolated", read)
    found = read_training_images(rows, 64, 80, Framing.WHOLE, quiet)
    assert found.fingerprints.rows == [row for row in rows if row.path != bad]
    [one] = found.unreadable
    assert one.row.path == bad
    # Its kind, and what it says if it says anything.
    assert one.line == f"{bad.name}: cannot be read ({describe_error(error)})"
    assert "\n" not in one.line
    prints, [other] = read_fingerprints(rows, quiet)
    assert (len(prints.rows), other) == (len(rows) - 1, one)
    assert load_pictures(rows, 64, quiet).unreadable == [one.line]


@pytest.mark.slow
def test_one_who_stops_does_not_wait_for_the_rest(monkeypatch):
    begun = []
    monkeypatch.setattr(reading, "read_isolated", lambda path, is_wanted: begun.append(path) or [])
    rows = [Row(Path(f"{index}.png"), "a") for index in range(20_000)]

    def stop(progress):
        raise Cancelled

    with pytest.raises(Cancelled):
        read_fingerprints(rows, stop)
    assert len(begun) < len(rows)


@pytest.mark.slow
def test_a_training_goes_on_without_images_that_vanish(dataset, tmp_path, counted):
    pytest.importorskip("tensorflow")
    from training.runs.request import TrainingRequest
    from training.runs.run import train
    from training.settings.config import TrainingConfig

    data = Path(shutil.copytree(dataset, tmp_path / "data"))
    gone = data / "glioma" / "3.png"
    phases = []

    def report(progress):
        phases.append(progress.phase)
        if progress.phase == "Building the network":
            gone.unlink(missing_ok=True)
        elif progress.phase != "Reading the images":
            # All that is needed of the others has been read.
            shutil.rmtree(data, ignore_errors=True)

    config = TrainingConfig(
        architecture="baseline-cnn", stride=16, size=64, epochs=1, head_epochs=0, batch_size=8, validation_share=0.25
    )
    result = train(TrainingRequest(data, tmp_path / "run", config, None), report)
    [line] = result.unreadable
    assert line.startswith("3.png: expected a file, found nothing")
    assert set(counted.values()) == {1}
    readings = [index for index, phase in enumerate(phases) if phase == "Reading the images"]
    assert readings == list(range(readings[0], readings[0] + len(readings)))


def test_images_that_were_read_with_a_remark_are_reported_once(dataset, monkeypatch, caplog):
    rows = read_dataset(dataset).rows
    remarked = [rows[number].path for number in (1, 3, 4, 5, 6)]

    def read(path, is_wanted):
        remarks = ("It ends early.", "It is dark") if path in remarked else ()
        return [dataclasses.replace(image, remarks=remarks) for image in read_slices(path)]

    monkeypatch.setattr(reading, "read_isolated", read)
    with caplog.at_level(logging.INFO, "training"):
        load_pictures(rows, 32, quiet)
        load_pictures(rows[:3], 32, quiet)
        load_pictures(rows[:1], 32, quiet)
    first, *others = (path.name for path in remarked)
    assert caplog.messages == [
        f"5 images were read with a remark; the first, {first}: It ends early; others: {', '.join(others[:3])}, …",
        f"1 image was read with a remark, {first}: It ends early",
    ]
