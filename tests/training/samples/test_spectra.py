"""Low-frequency amplitudes are mixed between sources, and never within one."""

import numpy as np
import pytest

from core.image.phantom import head_phantom
from training.samples.spectra import SourceMixer, mix_amplitudes

IMAGES = np.stack([head_phantom(seed, size=80) for seed in range(4)])


@pytest.fixture
def others(monkeypatch):
    """The images that amplitudes were taken of."""
    taken = []

    def take(image, other, share):
        taken.append(next(index for index, one in enumerate(IMAGES) if np.array_equal(one, other)))
        return image

    monkeypatch.setattr("training.samples.spectra.mix_amplitudes", take)
    return taken


def test_nothing_is_mixed_within_a_source(others):
    mixer = SourceMixer(IMAGES, ["a", "a", "b", "c"])
    for seed in range(40):
        mixer.mix(IMAGES[0], 0, 1.0, np.random.default_rng(seed))
    assert set(others) == {2, 3}
    others.clear()
    for seed in range(60):
        mixer.mix(IMAGES[3], None, 1.0, np.random.default_rng(seed))
    # What comes from no source may take on the looks of any.
    assert set(others) == {0, 1, 2, 3}


@pytest.mark.parametrize("sources", [["a"] * 4, [""] * 4, ["", "", "", "a"]])
def test_with_one_source_or_none_nothing_is_mixed(others, sources):
    mixer = SourceMixer(IMAGES, sources)
    for index in range(4):
        if sources[index] == "" or len(set(sources)) == 1:
            image = IMAGES[index]
            assert mixer.mix(image, index, 1.0, np.random.default_rng(0)) is image
    assert not others


def test_mean_ground_and_range_are_kept():
    for own, other in ((0, 1), (1, 2), (2, 3)):
        made = mix_amplitudes(IMAGES[own], IMAGES[other] // 2, 1.0)
        assert (made.shape, made.dtype) == ((80, 80), np.uint8)
        assert (made != IMAGES[own]).any()
        assert made.mean() == pytest.approx(IMAGES[own].mean(), abs=2.5)
        assert not made[IMAGES[own] == 0].any()


def test_no_share_changes_nothing_and_a_larger_one_more():
    image, other = IMAGES[0], IMAGES[1][::-1]
    changes = [
        float(np.abs(mix_amplitudes(image, other, share).astype(float) - image).mean()) for share in (0.0, 0.3, 1.0)
    ]
    assert changes[0] == 0
    assert 0 < changes[1] < changes[2]


def test_an_empty_picture_stays_one():
    assert not mix_amplitudes(np.zeros((80, 80), np.uint8), IMAGES[0], 1.0).any()
