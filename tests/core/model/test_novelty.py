"""Distance from the training data."""

import numpy as np
import pytest

from core.model.novelty import fit_novelty, foreign_limit, novelties, quantile, with_limit_at


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


def test_what_is_off_the_main_directions_is_novel(cloud):
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


def test_what_the_distance_cannot_say_the_other_pictures_teach():
    rng = np.random.default_rng(2)
    inside, held_out, outside, unseen = rng.normal(size=(4, 1000, 60)).astype(np.float32)
    labels = np.arange(1000) % 2
    plain = fit_novelty(inside, labels, held_out, 0.02)
    shown = fit_novelty(inside, labels, held_out, 0.02, outside + 0.6)
    assert mean_refused(plain, unseen + 0.6) < 0.7
    assert mean_refused(shown, unseen + 0.6) > 0.9
    assert mean_refused(shown, unseen) < 0.04
    assert mean_refused(shown, held_out) == pytest.approx(0.02, abs=0.002)


def test_the_second_limit_is_where_other_things_begin_and_no_slices_are():
    slices, foreign = np.linspace(0, 1.2, 1000), np.linspace(3, 10, 1000)
    assert foreign_limit(slices, foreign) == pytest.approx(3.35, abs=0.01)
    # Where other things look like slices, it is beyond nearly all of these.
    assert foreign_limit(np.linspace(0, 6, 1000), foreign) == pytest.approx(5.97, abs=0.01)
    assert foreign_limit(slices / 10, foreign / 100) == 1
    few = np.where(np.arange(1000) < 990, 0.001, 1.0)
    assert foreign_limit(np.linspace(0, 6, 1000), foreign / 10, few) > 5.9


def test_a_fitted_model_has_both_limits(cloud):
    draw, labels = cloud
    held_out, foreign = draw(labels), draw(labels) + 50
    model = fit_novelty(draw(labels), labels, held_out, 0.02, foreign)
    assert model.foreign_limit > 1
    assert np.mean(novelties(model, held_out) > model.foreign_limit) <= 0.005
    assert np.mean(novelties(model, foreign) > model.foreign_limit) > 0.9
    # Without other things nobody knows where they begin.
    assert fit_novelty(draw(labels), labels, held_out, 0.02).foreign_limit == 1


def test_a_moved_limit_leaves_the_second_in_place(cloud):
    draw, labels = cloud
    model = fit_novelty(draw(labels), labels, draw(labels), 0.02, draw(labels) + 50)
    moved, probe = with_limit_at(model, 1.5), draw(labels)[:20]
    np.testing.assert_allclose(novelties(moved, probe) * 1.5, novelties(model, probe), rtol=1e-4)
    assert moved.foreign_limit == pytest.approx(max(1, model.foreign_limit / 1.5))


def test_a_quantile_goes_by_weights():
    values = np.array([3.0, 1.0, 2.0])
    assert quantile(values, 0.5) == 2
    assert quantile(values, 0.5, np.array([1.0, 8.0, 1.0])) == 1
    assert quantile(values, 1.0, np.array([1.0, 8.0, 1.0])) == 3


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


def test_what_is_between_two_classes_is_of_neither():
    draw = np.random.default_rng(0).normal
    labels = np.arange(400) % 2
    centres = np.zeros((2, 5))
    centres[:, 0] = -20, 20
    features = (centres[labels] + draw(size=(400, 5))).astype(np.float32)
    model = fit_novelty(features, labels, features, false_rejection=0.01)
    assert model.novelty(centres[0].astype(np.float32)) < 1
    assert model.novelty(np.zeros(5, np.float32)) > 2
