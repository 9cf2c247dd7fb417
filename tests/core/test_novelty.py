"""Distance from the training data."""

import numpy as np
import pytest

from core.novelty import fit_novelty


@pytest.fixture
def cloud():
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 3, 900)
    basis = rng.normal(size=(4, 100))
    centres = rng.normal(size=(3, 100)) * 3

    def draw(labels):
        return (
            centres[labels] + rng.normal(size=(len(labels), 4)) @ basis + 0.1 * rng.normal(size=(len(labels), 100))
        ).astype(np.float32)

    return draw, labels


def test_limit_refuses_as_many_as_agreed(cloud):
    draw, labels = cloud
    held_out = draw(labels)
    model = fit_novelty(draw(labels), labels, held_out, false_rejection=0.05)
    refused = np.mean([model.novelty(row) > 1 for row in held_out])
    assert refused == pytest.approx(0.05, abs=0.005)


def test_what_lies_off_the_main_directions_is_novel(cloud):
    draw, labels = cloud
    model = fit_novelty(draw(labels), labels, draw(labels), false_rejection=0.01)
    inside = draw(labels[:1])[0]
    assert model.novelty(inside) < 1
    assert model.novelty(inside + np.random.default_rng(1).normal(size=100).astype(np.float32)) > 1


def test_fewer_images_than_features_still_fit():
    rng = np.random.default_rng(0)
    features = rng.normal(size=(10, 64)).astype(np.float32)
    model = fit_novelty(features, np.arange(10) % 2, features, false_rejection=0.1)
    assert np.isfinite(model.novelty(features[0]))


def test_what_the_distance_cannot_tell_the_other_pictures_teach():
    rng = np.random.default_rng(2)
    inside, held_out, outside, unseen = rng.normal(size=(4, 1000, 60)).astype(np.float32)
    labels = np.arange(1000) % 2
    plain = fit_novelty(inside, labels, held_out, 0.02)
    shown = fit_novelty(inside, labels, held_out, 0.02, outside + 0.6)
    assert mean_refused(plain, unseen + 0.6) < 0.7
    assert mean_refused(shown, unseen + 0.6) > 0.9
    assert mean_refused(shown, unseen) < 0.04
    assert mean_refused(shown, held_out) == pytest.approx(0.02, abs=0.002)


def test_novelty_is_never_below_zero(cloud):
    draw, labels = cloud
    model = fit_novelty(draw(labels), labels, draw(labels), 0.02, draw(labels) + 50)
    assert min(model.novelty(row) for row in draw(labels)) >= 0


def test_layers_of_any_size_count_alike(cloud):
    draw, labels = cloud
    stretch = np.repeat([1, 1000], 50).astype(np.float32)
    rng = np.random.default_rng(3)
    foreign = draw(labels) + rng.normal(size=100).astype(np.float32)
    one = fit_novelty(draw(labels), labels, draw(labels), 0.05, foreign)
    other = fit_novelty(draw(labels) * stretch, labels, draw(labels) * stretch, 0.05, foreign * stretch)
    probe = foreign[0]
    assert other.novelty(probe * stretch) == pytest.approx(one.novelty(probe), rel=0.3)


def mean_refused(model, rows):
    return np.mean([model.novelty(row) > 1 for row in rows])
