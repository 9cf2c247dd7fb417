"""The committed samples are the drawn ones, and say that they are synthetic."""

from importlib import resources

import cv2
import numpy as np
import pytest

from bench.draw_samples import SAMPLES, draw_sample
from core.image.sample_files import sample_files
from core.model.classifier import Classifier
from core.readers import read_slices


@pytest.mark.parametrize("name", SAMPLES)
def test_the_committed_sample_is_the_drawn_one(name):
    data = resources.files("resources").joinpath("samples", name).read_bytes()
    committed = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    drawn = draw_sample(name)
    assert committed.shape == drawn.shape
    # Another CPU may round one pixel in many the other way; nothing more.
    difference = np.abs(committed.astype(int) - drawn)
    assert difference.max() <= 1
    assert (difference > 0).mean() < 0.001


def test_no_other_sample_is_there():
    names = {entry.name for entry in resources.files("resources").joinpath("samples").iterdir()}
    assert names == set(SAMPLES)


def test_each_name_says_synthetic():
    assert all("synthetic" in name for name in SAMPLES)


@pytest.mark.parametrize("path", sample_files(), ids=lambda path: path.stem)
def test_each_sample_passes_the_novelty_gate(path):
    [image] = read_slices(path)
    prediction = Classifier.open().predict(image)
    assert prediction.is_in_distribution, f"novelty {prediction.novelty:.2f}"
