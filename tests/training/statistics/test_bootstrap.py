"""Intervals of figures that are no means."""

import tracemalloc

import numpy as np
import pytest

from training.statistics.bootstrap import Bootstrap, divided, extreme, mean_of_defined

SINGLES = [str(index) for index in range(200)]


def test_a_figure_of_sums_equals_the_mean_that_it_is():
    values = np.random.default_rng(0).random(200)
    bootstrap = Bootstrap(SINGLES)
    found = bootstrap.of_sums(np.stack([values, np.ones(200)], axis=1), lambda sums: sums[..., 0] / sums[..., 1])
    assert found == bootstrap.mean(values)
    assert found.value == pytest.approx(values.mean())


def test_a_figure_of_weights_equals_the_mean_that_it_is():
    values = np.random.default_rng(0).random(200)
    bootstrap = Bootstrap(SINGLES)
    found = bootstrap.of_weights(200, lambda weights: weights @ values / weights.sum(axis=1))
    assert found.value == pytest.approx(values.mean())
    assert found.interval == pytest.approx(bootstrap.mean(values).interval, abs=0.01)


def test_weights_are_the_same_within_a_group():
    seen = []
    Bootstrap(list("aabb")).of_weights(4, lambda weights: seen.append(weights) or weights[:, 0])
    for weights in seen:
        np.testing.assert_array_equal(weights[:, 0], weights[:, 1])
        np.testing.assert_array_equal(weights[:, 2], weights[:, 3])


def test_resamples_without_the_figure_do_not_count():
    among = np.array([True, False, False])
    assert Bootstrap(list("abc")).mean(np.array([0.3, 1, 2]), among).interval == pytest.approx((0.3, 0.3))


def test_nothing_to_measure_is_not_defined():
    undefined = {"value": None, "interval": [None, None]}
    assert Bootstrap([]).mean(np.empty(0)).as_dict() == undefined
    assert Bootstrap([]).share(np.empty(0, bool)).as_dict() == undefined


def test_division_by_nothing_is_not_defined():
    np.testing.assert_array_equal(divided(np.array([1.0, 1.0]), np.array([2.0, 0.0])), [0.5, np.nan])
    np.testing.assert_array_equal(mean_of_defined(np.array([[1.0, np.nan], [np.nan, np.nan]])), [1.0, np.nan])


def test_extremes_are_those_of_clopper_and_pearson():
    assert extreme(1.0, 5).interval == pytest.approx((0.4782, 1.0), abs=1e-4)
    assert extreme(0.0, 5).interval == pytest.approx((0.0, 0.5218), abs=1e-4)


def test_the_resamples_of_many_groups_fit_into_little_memory():
    groups = [f"/data/of/some/hospital/patient-{index:06d}/slice.png" for index in range(100_000)]
    values = np.random.default_rng(0).random(len(groups))
    tracemalloc.start()
    try:
        bootstrap = Bootstrap(groups)
        mean = bootstrap.mean(values)
        weighted = bootstrap.of_weights(len(groups), lambda weights: weights @ values / weights.sum(axis=1))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 200_000_000
    # The standard error of such a mean is 0.29 / sqrt(100,000).
    for found in (mean, weighted):
        assert found.value == pytest.approx(values.mean())
        assert np.diff(found.interval)[0] == pytest.approx(2 * 1.96 * 0.2887 / np.sqrt(100_000), rel=0.15)
