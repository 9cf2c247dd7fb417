"""The answers to a picture and to its mirror image are asked to be the same."""

import dataclasses

import numpy as np
import pytest

from core.model.geometry import FeatureGeometry
from tests.training.samples.test_sampler import CONFIG, epoch, sampler
from training.settings.config import AugmentationConfig

pytest.importorskip("tensorflow")

from training.fitting.mirror_agreement import agreement_loss

# Networks are trained.
pytestmark = pytest.mark.slow

LOGITS = np.array([[2.0, 0.0, 1.0], [0.0, 1.0, 0.0], [1.0, 1.0, 0.0], [0.0, 3.0, 0.0]], np.float32)


def test_the_same_answers_to_both_cost_nothing():
    same = np.concatenate([LOGITS, LOGITS[:1] + 5])
    assert float(agreement_loss(same, 1)) == pytest.approx(0, abs=1e-6)


def test_other_answers_cost_what_the_divergence_says_either_way():
    def divergence(one, other):
        one, other = (np.exp(logits) / np.exp(logits).sum() for logits in (one, other))
        return np.sum(one * np.log(one / other))

    expected = (divergence(LOGITS[0], LOGITS[2]) + divergence(LOGITS[2], LOGITS[0])) / 2
    expected += (divergence(LOGITS[1], LOGITS[3]) + divergence(LOGITS[3], LOGITS[1])) / 2
    assert float(agreement_loss(LOGITS, 2)) == pytest.approx(expected / 2, rel=1e-5)
    assert float(agreement_loss(LOGITS[[2, 3, 0, 1]], 2)) == pytest.approx(expected / 2, rel=1e-5)


def test_without_a_pair_there_is_nothing_to_agree_on():
    assert float(agreement_loss(LOGITS[:3], 0)) == 0


def test_a_quarter_of_a_batch_are_mirror_images_of_its_first():
    moved = dataclasses.replace(CONFIG, mirror_agreement=1.0, augmentation=AugmentationConfig())
    found = epoch(sampler(moved), 0)
    assert [len(batch.labels) for batch in found] == [8, 8, 2]
    for batch in found[:2]:
        np.testing.assert_array_equal(batch.images[6:], batch.images[:2, :, ::-1])
        np.testing.assert_array_equal(batch.labels[6:], batch.labels[:2])
        np.testing.assert_array_equal(batch.is_known[6:], batch.is_known[:2])
    # What else is drawn stays as it is.
    without = epoch(sampler(dataclasses.replace(moved, mirror_agreement=0.0)), 0)
    np.testing.assert_array_equal(without[0].images[:6], found[0].images[:6])


def test_the_cover_of_a_mirror_image_is_of_its_own_cells():
    first = next(batch for batch in epoch(sampler(dataclasses.replace(CONFIG, mirror_agreement=1.0)), 0))
    assert first.cover[:2].any()
    # Cell i is centred at 8 i + 7, its mirror image at 8 i: one further right, but for the edge.
    turned = first.cover[:2, :, ::-1]
    difference = np.abs(first.cover[6:, :, :-1] - turned[:, :, 1:])
    assert difference.max() < 0.3
    assert np.abs(first.cover[6:] - turned).max() > difference.max()


def test_a_smaller_sampler_draws_the_same_samples():
    large = sampler(dataclasses.replace(CONFIG, size=64))
    small = large.at(32, FeatureGeometry(stride=8, offset=7, cells=4))
    for one, other in zip(epoch(large, 0), epoch(small, 0), strict=True):
        np.testing.assert_array_equal(one.labels, other.labels)
        assert other.images.shape[1:] == (32, 32)
        assert other.cover.shape[1:] == (4, 4)
        reduced = one.images.reshape(-1, 32, 2, 32, 2).mean(axis=(2, 4))
        assert np.abs(reduced - other.images).mean() < 6
