"""Heads are drawn in any contrast, with tumours where their outlines say, and never at the pituitary gland."""

import cv2
import numpy as np
import pytest

from core.errors import InvalidConfigError
from core.model.known_classes import GLIOMA, MENINGIOMA
from training.samples.drawn_heads import DRAWN_CLASSES, HeadDrawer, open_drawer, require_drawable
from training.samples.drawn_lesions import scatter_lesions
from training.samples.drawn_tumours import grow, room
from training.samples.head_labels import read_head_labels
from training.samples.head_planes import cut
from training.samples.head_tissues import CHANCE, RIGHT, SEQUENCES, Tissue, choose_contrast
from training.settings.config import DrawnConfig, TrainingConfig

SIDE = 120


@pytest.fixture(scope="module")
def drawer(head_labels):
    return HeadDrawer(read_head_labels(head_labels))


def drawn(drawer, name, count):
    made = [drawer.draw(name, SIDE, np.random.default_rng(seed)) for seed in range(count)]
    return [one for one in made if one]


def test_a_slice_fills_the_picture_on_black_ground(drawer):
    for one in drawn(drawer, "notumor", 12):
        assert (one.image.shape, one.image.dtype) == ((SIDE, SIDE), np.uint8)
        assert not one.mask.any()
        lit = one.image > 40
        assert 0.2 < lit.mean() < 0.95
        assert max(np.ptp(np.flatnonzero(lit.any(axis=axis))) for axis in (0, 1)) > 0.75 * SIDE
        assert np.median(one.image[0]) < 30
        assert 180 < np.percentile(one.image[lit], 99) <= 255


def test_lesions_are_spots_of_the_white_matter(drawer):
    near, spotted = 0, 0
    for seed in range(60):
        plane = cut(drawer.labels.heads[0], SIDE, np.random.default_rng(seed))
        made = scatter_lesions(plane, np.random.default_rng(seed)).codes
        changed = made != plane.codes
        assert set(np.unique(plane.codes[changed] % RIGHT)) <= {Tissue.WHITE}
        np.testing.assert_array_equal(made[changed].astype(int) - plane.codes[changed], Tissue.LESION - Tissue.WHITE)
        white = (plane.codes % RIGHT == Tissue.WHITE).sum()
        # In a slice that hardly touches it, they may fill it.
        assert changed.sum() < 0.5 * white or white < 1000
        ventricles = (plane.codes % RIGHT == Tissue.VENTRICLE).astype(np.uint8)
        around = cv2.dilate(ventricles, np.ones((2 * round(10 / plane.pixel_mm) + 1,) * 2, np.uint8)) > 0
        if white and around.any():
            spotted += 1
            near += (changed & around).sum() / max(changed.sum(), 1) > (
                around & (plane.codes % RIGHT == 1)
            ).sum() / white
    assert spotted > 10
    assert near > 0.6 * spotted


def test_lesions_are_seen_and_are_no_tumour(drawer):
    changes = []
    for seed in range(12):
        bare, lesions = (drawer.draw("notumor", SIDE, np.random.default_rng(seed), has) for has in (False, True))
        assert not lesions.mask.any()
        changes.append((bare.image != lesions.image).any())
    assert np.mean(changes) > 0.8


@pytest.mark.parametrize("name", DRAWN_CLASSES)
def test_the_same_seed_draws_the_same(drawer, name):
    one, again, other = (drawer.draw(name, SIDE, np.random.default_rng(seed)) for seed in (3, 3, 4))
    np.testing.assert_array_equal(one.image, again.image)
    np.testing.assert_array_equal(one.mask, again.mask)
    assert (one.image != other.image).any()


@pytest.mark.parametrize("name", [GLIOMA, MENINGIOMA])
def test_a_tumour_is_seen_where_its_outline_is(drawer, name):
    made = drawn(drawer, name, 30)
    assert len(made) > 20
    seen = 0
    for one in made:
        assert (one.mask.shape, one.mask.dtype) == ((SIDE, SIDE), np.uint8)
        assert 0.001 < one.mask.mean() < 0.3
        assert cv2.connectedComponents(one.mask)[0] == 2
        around = (cv2.dilate(one.mask, np.ones((9, 9), np.uint8)) > 0) & (one.mask == 0) & (one.image > 25)
        inside, outside = one.image[one.mask > 0].astype(float), np.median(one.image[around])
        seen += np.mean(np.abs(inside - outside)) > 10
    assert seen > 0.8 * len(made)


def test_no_tumour_grows_at_the_pituitary_gland(drawer):
    assert "pituitary" not in DRAWN_CLASSES
    lines = np.arange(SIDE)
    for seed in range(60):
        rng = np.random.default_rng(seed)
        plane = cut(drawer.labels.heads[0], SIDE, rng)
        x, y, away_mm = plane.sella
        distance_mm = np.hypot(plane.pixel_mm * np.hypot(lines[None, :] - x, lines[:, None] - y), away_mm)
        assert not (room(plane).astype(bool) & (distance_mm < 25)).any()
        tumour = grow((GLIOMA, MENINGIOMA)[seed % 2], plane, rng)
        if tumour:
            assert distance_mm[tumour.part][tumour.depth > 0].min() > 12


def test_a_tumour_pushes_the_brain_and_not_the_skull(drawer):
    is_pushed = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        plane = cut(drawer.labels.heads[1], SIDE, rng)
        tumour = grow(MENINGIOMA, plane, rng)
        if tumour:
            is_pushed += (tumour.codes != plane.codes).any()
            for tissue in (Tissue.BONE, Tissue.FAT, Tissue.SKIN, Tissue.AIR):
                assert np.mean((tumour.codes == tissue) != (plane.codes == tissue)) < 0.001
    assert is_pushed > 5


def test_left_and_right_are_mostly_alike_and_nothing_shines_at_the_sella():
    sequences = set()
    for seed in range(200):
        contrast = choose_contrast(np.random.default_rng(seed))
        sequences.add(contrast.sequence)
        left, right = contrast.levels[1 : len(Tissue)], contrast.levels[RIGHT + 1 : RIGHT + len(Tissue)]
        assert np.abs(right / left - 1).max() < 0.08
        brain = max(contrast.level(Tissue.WHITE), contrast.level(Tissue.GREY))
        for tissue in (Tissue.GLAND, Tissue.SELLA_VESSEL, Tissue.SELLA_MARROW):
            assert contrast.level(tissue) <= 1.1001 * brain
        assert contrast.level(Tissue.AIR) == 0
    assert sequences == {*SEQUENCES, CHANCE}


def test_whether_white_or_grey_matter_is_brighter_is_chance():
    contrasts = [choose_contrast(np.random.default_rng(seed)) for seed in range(100)]
    brighter = [one.level(Tissue.WHITE) > one.level(Tissue.GREY) for one in contrasts]
    assert 0.2 < np.mean(brighter) < 0.8


def test_without_label_maps_it_is_said_what_is_needed(head_labels, tmp_path, caplog):
    wanted = TrainingConfig(drawn=DrawnConfig(share=0.25))
    with pytest.raises(InvalidConfigError, match=r"drawn\.share: 0\.25 of the samples .* --head-labels DIR"):
        open_drawer(wanted, None)
    assert open_drawer(TrainingConfig(), None) is None
    assert open_drawer(wanted, head_labels).labels.name == "ellipsoids"
    assert open_drawer(TrainingConfig(), head_labels) is None
    assert "ellipsoids: not used, because drawn.share is 0" in caplog.text


def test_of_other_classes_nothing_can_be_drawn():
    require_drawable(["glioma", "pituitary"])
    with pytest.raises(InvalidConfigError, match=r"drawn\.share: expected a class that can be drawn .* got pituitary"):
        require_drawable(["pituitary"])
