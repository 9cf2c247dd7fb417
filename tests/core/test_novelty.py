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
