"""Occlusion sensitivity: against a plain loop, where it looks, and that it can be stopped."""

import numpy as np
import pytest

from core.image.sample_files import sample_files
from core.jobs.events import Cancelled
from core.model.background import is_lit
from core.model.classifier import Classifier
from core.model.heat_maps.heat_question import no_progress
from core.model.heat_maps.known_heat_maps import OCCLUSION
from core.model.heat_maps.occlusion import CELLS, covers_of, occlusion
from core.readers import read_slices

SIZE = 60


@pytest.fixture
def pixels():
    """A bright head with a brighter spot, on black."""
    picture = np.zeros((SIZE, SIZE), np.float32)
    picture[12:48, 12:48] = 100
    picture[30:36, 18:24] = 250
    return picture


def spot(pixels):
    """The probability of a tumour, for a network that looks at nothing but the spot."""
    return float(pixels[30:36, 18:24].mean() / 250)


def test_it_is_what_a_plain_loop_finds(pixels):
    grey = pixels[is_lit(pixels)].mean()
    expected = np.zeros((CELLS, CELLS))
    for cover in covers_of(SIZE):
        covered = pixels.copy()
        covered[cover.rows, cover.columns] = grey
        expected[cover.row, cover.column] = max(0.0, spot(pixels) - spot(covered))
    found = occlusion(pixels, spot, no_progress)
    assert found == pytest.approx(expected, abs=1e-6)
    assert np.unravel_index(found.argmax(), found.shape) == (5, 3)


def test_the_squares_cover_every_pixel():
    count = np.zeros((SIZE, SIZE), int)
    for cover in covers_of(SIZE):
        count[cover.rows, cover.columns] += 1
    assert count.min() == 1
    assert count.max() > 1


def test_background_is_not_asked_about(pixels):
    asked = []
    occlusion(pixels, lambda picture: asked.append(picture) or 0.0, no_progress)
    assert 1 < len(asked) < 1 + CELLS * CELLS
    assert (occlusion(np.zeros_like(pixels), lambda picture: 1 / 0, no_progress) == 0).all()


def test_it_reports_how_far_it_is_and_stops_when_it_is_cancelled(pixels):
    told, asked = [], []

    def on_progress(done, total):
        told.append((done, total))
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        occlusion(pixels, lambda picture: asked.append(picture) or 0.0, on_progress)
    assert [done for done, _ in told] == [0, 1, 2, 3]
    assert len(asked) == 4


@pytest.mark.slow
def test_covering_the_hottest_place_lowers_the_probability_by_what_the_map_says():
    classifier = Classifier.open()
    image = read_slices(sample_files()[0])[0]
    prediction = classifier.predict(image)
    heat = classifier.explain(prediction, method=OCCLUSION, image=image)
    assert heat.shape == image.pixels.shape[:2]
    pixels, placement = classifier.prepare(image)
    y, x = np.unravel_index(heat.argmax(), heat.shape)
    row, column = (y - placement.offset_y) / placement.scale_y, (x - placement.offset_x) / placement.scale_x
    size = pixels.shape[0]
    [cover] = [
        one for one in covers_of(size) if (one.row, one.column) == (int(row / size * CELLS), int(column / size * CELLS))
    ]
    covered = pixels.copy()
    covered[cover.rows, cover.columns] = pixels[is_lit(pixels)].mean()
    classifier.run(covered)
    after = classifier.package.probabilities(classifier.output("logits"))
    assert prediction.probabilities.max() - after[prediction.probabilities.argmax()] == pytest.approx(
        float(heat.max()), abs=0.1
    )


def test_it_needs_the_picture():
    classifier = Classifier.open()
    prediction = classifier.predict(read_slices(sample_files()[0])[0])
    with pytest.raises(ValueError, match="expected the slice"):
        classifier.explain(prediction, method=OCCLUSION)
