"""Tumours erased, moved and drawn."""

import numpy as np
import pytest

from core.image.phantom import draw_head
from training.samples.counterfactual import CounterfactualMaker

SIZE = 96
KINDS = ("glioma", "meningioma", None)


@pytest.fixture(scope="module")
def heads():
    return [draw_head(seed, KINDS[seed % 3], size=SIZE) for seed in range(24)]


@pytest.fixture(scope="module")
def maker(heads):
    labels = [KINDS[seed % 3] or "notumor" for seed in range(24)]
    masks = np.stack([head.lesion for head in heads]).astype(np.uint8)
    return CounterfactualMaker(np.stack([head.pixels for head in heads]), masks, labels, np.arange(24))


def several(make, count=12):
    found = [make(np.random.default_rng(seed)) for seed in range(count)]
    made = [one for one in found if one]
    assert len(made) >= count / 2
    return made


def test_knows_what_is_outlined(maker):
    assert set(maker.outlined) == {i for i in range(24) if i % 3 < 2}
    assert set(maker.tumour_free) == {i for i in range(24) if i % 3 == 2}


def test_erased_tumour_is_gone_and_the_rest_stays(heads, maker):
    for index in maker.outlined[:8]:
        made = maker.erase(int(index), np.random.default_rng(0))
        assert made
        assert not made.mask.any()
        before, after = heads[index].pixels.astype(float), made.image.astype(float)
        lesion = heads[index].lesion
        rows, columns = np.nonzero(lesion)
        distance = np.hypot(
            *(np.indices(lesion.shape) - np.array([rows.mean(), columns.mean()])[:, None, None]).astype(float)
        )
        far = distance > 2.2 * np.hypot(np.ptp(rows), np.ptp(columns)) / 2 + 12
        np.testing.assert_array_equal(after[far], before[far])
        assert np.abs(after[lesion] - before[lesion]).mean() > 10


def test_erasing_keeps_the_grey_levels_around(heads, maker):
    """An enhancing lesion is brighter than its surroundings; what fills its place is not."""
    index = next(int(i) for i in maker.outlined if i % 3 == 1)
    lesion = heads[index].lesion
    made = maker.erase(index, np.random.default_rng(1))
    brain = heads[index].pixels[~lesion & (heads[index].pixels > 40)]
    assert heads[index].pixels[lesion].mean() > brain.mean() + 30
    assert abs(made.image[lesion].mean() - brain.mean()) < 30


@pytest.mark.parametrize("way", ["transplant", "relocate"])
def test_moved_tumour_is_where_the_mask_says(maker, way):
    index = next(int(i) for i in maker.outlined if i % 3 == 1)
    for made in several(lambda rng: getattr(maker, way)(index, rng)):
        inside = made.mask > 0
        assert 20 < inside.sum() < 0.3 * SIZE * SIZE
        brain = made.image[(made.image > 40) & ~inside]
        assert made.image[inside].mean() > brain.mean()


def test_no_host_of_the_own_group(heads):
    masks = np.stack([head.lesion for head in heads]).astype(np.uint8)
    labels = [KINDS[seed % 3] or "notumor" for seed in range(24)]
    maker = CounterfactualMaker(np.stack([head.pixels for head in heads]), masks, labels, np.zeros(24, np.int64))
    index = int(maker.outlined[0])
    assert all(maker.transplant(index, np.random.default_rng(seed)) is None for seed in range(8))


def test_lesion_can_be_seen(heads, maker):
    image = heads[2].pixels
    for made in several(lambda rng: maker.add_lesion(image, rng)):
        inside = made.mask > 0
        assert inside.any()
        assert abs(made.image[inside].mean() - image[inside].mean()) > 5
        far = np.abs(made.image.astype(int) - image).astype(float)
        assert far[inside].mean() > 4 * far[~inside].mean()


def test_edit_leaves_the_tumour_alone(heads, maker):
    index = int(maker.outlined[0])
    found = [maker.edit(index, np.random.default_rng(seed)) for seed in range(60)]
    made = [one for one in found if one]
    assert made
    for one in made:
        np.testing.assert_array_equal(one.mask, heads[index].lesion)
        np.testing.assert_array_equal(one.image[heads[index].lesion], heads[index].pixels[heads[index].lesion])
        assert (one.image != heads[index].pixels).any()


def test_same_chance_same_slice(maker):
    index = int(maker.outlined[1])
    for way in ("erase", "transplant", "relocate"):
        one, other = (getattr(maker, way)(index, np.random.default_rng(7)) for _ in range(2))
        assert one
        np.testing.assert_array_equal(one.image, other.image)
