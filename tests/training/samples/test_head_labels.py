"""Label maps of heads are read as they are, or what is wrong with them is told."""

import shutil

import numpy as np
import pytest

from core.errors import InvalidDatasetError
from training.samples.head_labels import LABELS_FILE, SPACING_MM, read_head_labels
from training.samples.head_tissues import RIGHT, Tissue


@pytest.fixture
def copy(head_labels, tmp_path):
    return shutil.copytree(head_labels, tmp_path / "maps")


def test_heads_keep_their_sides_and_get_a_pituitary_gland(head_labels):
    found = read_head_labels(head_labels)
    assert (found.name, len(found.heads)) == ("ellipsoids", 2)
    for head in found.heads:
        width = head.codes.shape[0]
        left, right = head.codes[: width // 2 - 1], head.codes[width // 2 + 1 :]
        assert (left == Tissue.GREY).any()
        assert not (left == Tissue.GREY + RIGHT).any()
        assert (right == Tissue.GREY + RIGHT).any()
        assert not (right == Tissue.GREY).any()
        gland = np.argwhere(head.codes == Tissue.GLAND) * SPACING_MM
        # Below the chiasm, which is at a height of 38 mm, and in the middle.
        assert 20 < gland[:, 2].mean() < 32
        assert gland[:, 0].mean() == pytest.approx(width * SPACING_MM / 2, abs=2)
        assert not (head.codes == Tissue.ARTERY).any()
        assert (head.low < head.high).all()


def test_fat_is_beneath_the_skin(head_labels):
    codes = read_head_labels(head_labels).heads[0].codes
    row = codes[:, codes.shape[1] // 2, codes.shape[2] // 2].tolist()
    assert row.index(Tissue.SKIN) < row.index(Tissue.FAT) < row.index(Tissue.BONE) < row.index(Tissue.WHITE)


def test_the_fingerprint_is_of_what_the_files_hold(head_labels, copy):
    first, other = read_head_labels(head_labels), read_head_labels(copy)
    assert first.sha256 == other.sha256
    assert other.origin == {"name": "maps", "sha256": first.sha256, "heads": 2}
    (copy / "head_1.npz").unlink()
    assert read_head_labels(copy).sha256 != first.sha256


def damage(folder, **arrays):
    np.savez(folder / "head_0.npz", **arrays)


@pytest.mark.parametrize(
    ("arrays", "expected"),
    [
        ({"labels": np.array([{"any": "object"}], dtype=object)}, "labels: expected an array of numbers"),
        ({"other": np.zeros((40, 40, 40), np.uint8)}, "expected an array 'labels', uint8 of 3 axes, got none"),
        ({"labels": np.zeros((40, 40, 40), np.int32)}, "got int32 of 3 axes"),
        ({"labels": np.zeros((40, 40), np.uint8)}, "got uint8 of 2 axes"),
        ({"labels": np.zeros((40, 40, 4), np.uint8)}, r"expected sides of 32 to 512 voxels of 1 mm, got \(40, 40, 4\)"),
        ({"labels": np.full((40, 40, 40), 99, np.uint8)}, f"holds the number 99, which is not in {LABELS_FILE}"),
        ({"labels": np.zeros((40, 40, 40), np.uint8)}, "expected a head with a brain and an optic chiasm"),
    ],
)
def test_a_map_that_is_none_is_named(copy, arrays, expected):
    damage(copy, **arrays)
    with pytest.raises(InvalidDatasetError, match=rf"head_0\.npz: .*{expected}"):
        read_head_labels(copy)


def test_a_damaged_map_is_named(copy):
    (copy / "head_1.npz").write_bytes(b"no zip")
    with pytest.raises(InvalidDatasetError, match=r"head_1\.npz: expected NumPy arrays"):
        read_head_labels(copy)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("index,label\n1,9999\n", "got 1 and 9999"),
        ("index,label\n300,2\n", "got 300 and 2"),
        ("index,label\none,2\n", "whole numbers in both"),
        ("number,name\n1,2\n", "the columns index and label"),
    ],
)
def test_a_table_that_is_none_is_reported(copy, text, expected):
    (copy / LABELS_FILE).write_text(text, "utf-8")
    with pytest.raises(InvalidDatasetError, match=rf"labels\.csv: .*{expected}"):
        read_head_labels(copy)


def test_a_folder_without_maps_is_reported(copy, tmp_path):
    with pytest.raises(InvalidDatasetError, match=r"found 0 \.npz files and no labels\.csv"):
        read_head_labels(tmp_path / "nowhere")
    (copy / LABELS_FILE).unlink()
    with pytest.raises(InvalidDatasetError, match=r"found 2 \.npz files and no labels\.csv"):
        read_head_labels(copy)
