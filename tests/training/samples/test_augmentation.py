"""Random changes of the training images."""

import dataclasses

import numpy as np
import pytest

from core.image.phantom import draw_head
from training.samples.augmentation import vary
from training.settings.config import AugmentationConfig

NONE = AugmentationConfig(flip=False, rotation_deg=0, shift=0, zoom=0, gamma=0, brightness=0)
ALL = AugmentationConfig(
    stretch=0.1,
    crop_share=0.5,
    gamma=0.5,
    brightness=0.5,
    tone_share=0.3,
    bias=0.2,
    blur_share=0.5,
    noise=20.0,
    jpeg_share=0.5,
    occlusion_share=0.5,
)


def head(seed=0, lesion="glioma", size=80):
    drawn = draw_head(seed, lesion, size=size)
    return drawn.pixels, drawn.lesion.astype(np.uint8)


def varied(config, number, size=64, lesion="glioma"):
    image, mask = head(number, lesion)
    return vary(image, mask, size, np.random.default_rng(number), config)


def test_nothing_asked_changes_nothing():
    image, mask = head()
    same, same_mask = vary(image, mask, 80, np.random.default_rng(0), NONE)
    np.testing.assert_array_equal(same, image)
    np.testing.assert_array_equal(same_mask, mask)


def test_same_seed_same_images():
    np.testing.assert_array_equal(varied(ALL, 4)[0], varied(ALL, 4)[0])
    assert np.abs(varied(ALL, 4)[0].astype(int) - varied(ALL, 6)[0]).max() > 10


def test_flip_mirrors_about_the_middle():
    image, mask = head()
    config = dataclasses.replace(NONE, flip=True)
    found = [vary(image, mask, 80, np.random.default_rng(seed), config) for seed in range(16)]
    is_mirrored = [np.array_equal(one, image[:, ::-1]) for one, _ in found]
    assert all(mirrored or np.array_equal(one, image) for mirrored, (one, _) in zip(is_mirrored, found, strict=True))
    assert 2 <= sum(is_mirrored) <= 14
    for mirrored, (_, moved) in zip(is_mirrored, found, strict=True):
        np.testing.assert_array_equal(moved, mask[:, ::-1] if mirrored else mask)


@pytest.mark.parametrize("number", range(12))
def test_mask_stays_on_the_tumour(number):
    """A tumour painted white is white where its mask says that it is, however it was moved."""
    _, mask = head(number)
    config = AugmentationConfig(stretch=0.1, crop_share=0.5, gamma=0, brightness=0)
    image, moved = vary(255 * mask, mask, 64, np.random.default_rng(number), config)
    if moved.any():
        assert image[moved > 0].mean() > 200
        assert image[moved == 0].mean() < 10
    else:
        assert image.mean() < 2


def test_crop_shows_most_of_a_tumour_or_nothing():
    config = dataclasses.replace(NONE, crop_share=1.0)
    shares = []
    for seed in range(40):
        image, mask = head(3)
        plain = vary(image, mask, 64, np.random.default_rng(seed), NONE)[1].sum()
        shares.append(vary(image, mask, 64, np.random.default_rng(seed), config)[1].sum() / plain)
    assert min(shares) == 0
    assert max(shares) > 1
    # Enlarged by 1.3 at least, of which half must be there.
    assert all(share == 0 or share > 0.5 * 1.3**2 * 0.9 for share in shares if share < 0.9)


@pytest.mark.parametrize("number", range(12))
def test_kept_form_and_range(number):
    image, mask = varied(ALL, number, size=48)
    assert image.shape == mask.shape == (48, 48)
    assert image.dtype == mask.dtype == np.uint8
    assert set(np.unique(mask)) <= {0, 1}


def test_black_stays_black_between_sequences():
    config = dataclasses.replace(NONE, tone_share=1.0)
    image, mask = head()
    image[:10] = 0
    changed = [vary(image, mask, 80, np.random.default_rng(seed), config)[0] for seed in range(8)]
    assert all((one[:10] == 0).all() for one in changed)
    assert all((one != image).any() for one in changed)
