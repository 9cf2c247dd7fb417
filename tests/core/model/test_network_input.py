"""What the network sees, as a picture to look at."""

import numpy as np
import pytest

from core.image.sample_files import sample_files
from core.image.slice import Window
from core.image.windowing import shown_pixels
from core.model.classifier import Classifier
from core.model.network_input import network_input
from core.readers import read_slices


@pytest.fixture(scope="module")
def classifier():
    return Classifier.open()


@pytest.mark.parametrize("window", [None, Window(120, 60)])
def test_it_is_the_input_itself(classifier, window):
    image = read_slices(sample_files()[0])[0]
    seen = network_input(classifier, image, window)
    pixels, placement = classifier.prepare(image, window)
    assert (seen.picture.pixels == pixels).all()
    assert seen.placement == placement
    assert seen.window == (window or image.window)


def test_it_is_shown_grey_for_grey(classifier):
    seen = network_input(classifier, read_slices(sample_files()[0])[0])
    assert np.abs(shown_pixels(seen.picture).astype(float) - seen.picture.pixels).max() <= 1


def test_it_says_what_was_done(classifier):
    words = network_input(classifier, read_slices(sample_files()[0])[0]).words
    assert words.startswith("The head alone, at its own brightness, in 192 × 192 grey pixels.")
