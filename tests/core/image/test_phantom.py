"""The synthetic heads: same seed, same head; a lesion is where its mask says; the label touches nothing."""

import numpy as np
import pytest

from core.image.phantom import LESIONS, draw_head, head_phantom, phantom_volume, stamp

KINDS = (None, *LESIONS)


@pytest.mark.parametrize("kind", KINDS)
def test_same_seed_gives_the_same_picture(kind):
    assert np.array_equal(head_phantom(3, kind, 96), head_phantom(3, kind, 96))


def test_another_seed_gives_another_picture():
    assert np.abs(head_phantom(1, None, 96).astype(int) - head_phantom(2, None, 96)).mean() > 2.0


@pytest.mark.parametrize("size", [32, 75, 256])
def test_shape_and_type(size):
    drawn = draw_head(0, "glioma", size)
    assert drawn.pixels.shape == drawn.lesion.shape == (size, size)
    assert drawn.pixels.dtype == np.uint8
    assert drawn.lesion.dtype == np.bool_


@pytest.mark.parametrize("seed", range(3))
def test_a_head_in_the_dark(seed):
    pixels = head_phantom(seed, None, 128)
    border = np.concatenate([pixels[:6].ravel(), pixels[-6:].ravel(), pixels[:, :6].ravel(), pixels[:, -6:].ravel()])
    assert border.max() < 20
    brain = pixels[40:88, 40:88]
    assert 60 < np.median(brain) < 115
    # The rim of fat is the brightest of a healthy head, and goes round it.
    assert (pixels > 140).any(axis=0).sum() > 64
    assert (pixels > 140).any(axis=1).sum() > 90


@pytest.mark.parametrize("seed", range(3))
def test_hemispheres_are_alike_but_not_the_same(seed):
    head = head_phantom(seed, None, 128).astype(float)
    assert 0.5 < np.corrcoef(head.ravel(), head[:, ::-1].ravel())[0, 1] < 0.99


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kind", LESIONS)
def test_the_lesion_is_where_its_mask_says(seed, kind):
    drawn = draw_head(seed, kind, 128)
    assert 0.003 < drawn.lesion.mean() < 0.08
    inside = drawn.pixels[drawn.lesion]
    assert np.percentile(inside, 90) > 140
    rows, columns = np.nonzero(drawn.lesion)
    assert 10 < rows.mean() < 118
    off_middle = abs(columns.mean() - 64)
    assert off_middle < 8 if kind == "pituitary" else off_middle > 10


def test_a_glioma_has_a_dark_core_and_a_meningioma_none():
    glioma, meningioma = draw_head(2, "glioma"), draw_head(2, "meningioma")
    assert np.percentile(glioma.pixels[glioma.lesion], 5) < 60
    assert np.percentile(meningioma.pixels[meningioma.lesion], 5) > 90


def test_no_lesion_no_mask():
    assert not draw_head(0, None, 64).lesion.any()


def test_a_volume_shrinks_towards_the_vertex():
    volume = phantom_volume(1, 5, 64)
    assert volume.shape == (5, 64, 64)
    areas = (volume > 40).sum(axis=(1, 2))
    assert (np.diff(areas) < 0).all()


def test_the_stamp_leaves_the_head_and_the_original_alone():
    for seed in range(4):
        pixels = head_phantom(seed)
        before = pixels.copy()
        labelled = stamp(pixels)
        assert np.array_equal(pixels, before)
        changed = labelled != pixels
        assert changed.sum() > 50
        assert pixels[changed].max() < 20


@pytest.mark.parametrize(
    ("lesion", "size", "height"), [("cyst", 64, 0.0), (None, 8, 0.0), (None, 64, 1.0), (None, 64, -0.1)]
)
def test_refuses_what_it_cannot_draw(lesion, size, height):
    with pytest.raises(ValueError, match="Expected"):
        draw_head(0, lesion, size, height)
