"""Images that are in a dataset more than once."""

import tracemalloc
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.image.phantom import LESIONS, head_phantom
from training.dataset.manifest import Row
from training.duplicates.fingerprints import SIDE, Fingerprints, read_fingerprints
from training.duplicates.near_duplicates import Kind, find_pairs


def quiet(progress):
    pass


def fingerprints(pictures):
    """Fingerprint pictures that are no files; the same thumbnail counts as other bytes."""
    thumbnails = np.stack([cv2.resize(picture, (SIDE, SIDE), interpolation=cv2.INTER_AREA) for picture in pictures])
    count = len(thumbnails)
    rows = [Row(Path(f"{index}.png"), "a") for index in range(count)]
    sha256 = [str(index) for index in range(count)]
    return Fingerprints(
        rows, thumbnails, sha256, [(SIDE, SIDE)] * count, ["grey, 8-bit"] * count, np.zeros((count, 1)), [1] * count
    )


def pairs_of(pictures, sides=None):
    return find_pairs(fingerprints(pictures), sides or [""] * len(pictures), quiet)


def turned(picture, degrees):
    middle = (picture.shape[1] - 1) / 2, (picture.shape[0] - 1) / 2
    matrix = cv2.getRotationMatrix2D(middle, degrees, 1)
    return cv2.warpAffine(picture, matrix, picture.shape[::-1])


def recompressed(picture, quality):
    return cv2.imdecode(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_GRAYSCALE)


@pytest.fixture(scope="module")
def heads():
    return [head_phantom(seed, (None, *LESIONS)[seed % 4], 192) for seed in range(24)]


@pytest.mark.slow
@pytest.mark.parametrize("quality", [95, 70, 40])
def test_a_recompressed_copy_is_a_look_alike_and_a_copy(heads, quality):
    [pair] = pairs_of([*heads, recompressed(heads[3], quality)])
    assert (pair.first, pair.second, pair.kind, pair.is_copy) == (3, 24, Kind.LOOK_ALIKE, True)
    assert 0.99 <= pair.correlation <= 1


@pytest.mark.slow
def test_a_mirrored_recompressed_copy_is_found(heads):
    [pair] = pairs_of([*heads, recompressed(np.ascontiguousarray(heads[5][:, ::-1]), 80)])
    assert (pair.first, pair.second, pair.kind, pair.is_copy, pair.is_mirrored) == (5, 24, Kind.MIRRORED, True, True)


@pytest.mark.parametrize("degrees", [-7, -3, 2, 3, 5.5, 12, 90, 180, -90])
@pytest.mark.parametrize("is_mirrored", [False, True])
def test_a_turned_copy_is_found_with_its_angle(heads, degrees, is_mirrored):
    original = np.ascontiguousarray(heads[7][:, ::-1]) if is_mirrored else heads[7]
    [pair] = pairs_of([*heads, recompressed(turned(original, degrees), 85)])
    assert (pair.first, pair.second, pair.kind, pair.is_mirrored) == (7, 24, Kind.TURNED, is_mirrored)
    assert abs((pair.degrees - degrees + 180) % 360 - 180) <= 1
    assert not pair.is_copy


def test_other_contrast_and_another_size_are_still_a_copy(heads):
    darker = (heads[2] * 0.6 + 20).astype(np.uint8)
    smaller = cv2.resize(heads[4], (112, 112), interpolation=cv2.INTER_AREA)
    found = {(pair.first, pair.second): pair.is_copy for pair in pairs_of([*heads, darker, smaller])}
    assert found == {(2, 24): True, (4, 25): True}


@pytest.mark.slow
@settings(deadline=None, max_examples=8)
@given(st.lists(st.integers(0, 10_000), min_size=2, max_size=12, unique=True), st.sampled_from((None, *LESIONS)))
def test_different_heads_are_no_look_alikes(seeds, lesion):
    assert pairs_of([head_phantom(seed, lesion, 96) for seed in seeds]) == []


@pytest.mark.parametrize("count", [200, 1000])
def test_one_image_many_times_gives_a_pair_for_each_copy(count):
    pairs = pairs_of([head_phantom(0, size=96)] * count)
    assert len(pairs) == count - 1
    assert {pair.kind for pair in pairs} == {Kind.LOOK_ALIKE}


def test_blank_images_have_no_correlation():
    assert pairs_of([np.full((96, 96), index % 256, np.uint8) for index in range(1000)]) == []


def test_what_looks_the_same_at_every_angle_is_not_turned():
    distance = np.hypot(*(np.mgrid[:96, :96] - 47.5))
    pairs = pairs_of([np.where(distance < radius, 200, 0).astype(np.uint8) for radius in np.arange(20, 40, 0.25)])
    assert pairs
    assert Kind.TURNED not in {pair.kind for pair in pairs}


@pytest.mark.slow
def test_many_noisy_copies_are_all_found_though_few_pairs_of_each_are_kept():
    rng = np.random.default_rng(0)
    head = head_phantom(1, size=96).astype(int)
    copies = [np.clip(head + rng.integers(-3, 4, head.shape), 0, 255).astype(np.uint8) for _ in range(120)]
    pairs = pairs_of(copies, ["Training", "Testing"] * 60)
    assert {index for pair in pairs for index in (pair.first, pair.second)} == set(range(120))
    across = {pair.second if pair.second % 2 else pair.first for pair in pairs if (pair.first + pair.second) % 2}
    assert across == set(range(1, 120, 2))
    assert len(pairs) < 120 * 40


def test_a_copy_across_folds_is_found_behind_many_copies_within(heads):
    rng = np.random.default_rng(0)
    near = [np.clip(heads[0] + rng.integers(-2, 3, heads[0].shape), 0, 255).astype(np.uint8) for _ in range(40)]
    pairs = pairs_of([heads[0], *near, recompressed(heads[0], 60)], [0] * 41 + [1])
    assert any(pair.second == 41 for pair in pairs)


def peak_memory(pictures):
    images = fingerprints(pictures)
    tracemalloc.start()
    try:
        find_pairs(images, [""] * len(pictures), quiet)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
def test_memory_grows_no_faster_than_the_images():
    rng = np.random.default_rng(0)
    noise = rng.integers(0, 256, (3000, 16, 16), dtype=np.uint8)
    pictures = [cv2.resize(picture, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC) for picture in noise]
    few, many = peak_memory(pictures[:1500]), peak_memory(pictures)
    assert many < 2.2 * few


def test_unreadable_files_are_named_and_the_rest_is_read(tmp_path):
    (tmp_path / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    cv2.imwrite(str(tmp_path / "good.png"), np.full((40, 60, 3), (0, 0, 200), np.uint8))
    cv2.imwrite(str(tmp_path / "deep.png"), head_phantom(0, size=64).astype(np.uint16) * 200)
    rows = [Row(tmp_path / name, "a") for name in ("bad.png", "good.png", "nowhere.png", "deep.png")]
    images, unreadable = read_fingerprints(rows, quiet)
    assert [row.path.name for row in images.rows] == ["good.png", "deep.png"]
    assert images.sizes == [(60, 40), (64, 64)]
    assert images.modes == ["colour, 8-bit", "grey, 16-bit"]
    assert [entry.row.path.name for entry in unreadable] == ["bad.png", "nowhere.png"]
    assert all(entry.reason and entry.row.path.name not in entry.reason for entry in unreadable)
