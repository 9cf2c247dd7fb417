"""Images that belong together."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from core.image.phantom import head_phantom
from training.dataset.manifest import Row, read_dataset
from training.duplicates.clusters import find_clusters, read_clusters


def quiet(progress):
    pass


@pytest.fixture
def write(tmp_path):
    def write(pictures, groups=None, sources=None):
        rows = []
        for index, picture in enumerate(pictures):
            path = tmp_path / f"{index}.png"
            path.write_bytes(cv2.imencode(".png", picture)[1].tobytes())
            rows.append(Row(path, "a", (sources or {}).get(index, ""), (groups or {}).get(index, "")))
        return rows

    return write


def together(numbers, *members):
    return len({int(numbers[member]) for member in members}) == 1


def turned(picture, degrees):
    middle = (picture.shape[1] - 1) / 2, (picture.shape[0] - 1) / 2
    return cv2.warpAffine(picture, cv2.getRotationMatrix2D(middle, degrees, 1), picture.shape[::-1])


def test_copies_of_every_kind_and_groups_stay_together(write):
    heads = [head_phantom(seed, size=96) for seed in range(4)]
    noise = np.random.default_rng(0).integers(-4, 5, heads[0].shape)
    copies = [
        np.clip(heads[0].astype(int) + noise, 0, 255).astype(np.uint8),
        heads[0][:, ::-1],
        heads[0][::-1],
        heads[0][::-1, ::-1],
        turned(heads[0], 17),
    ]
    pictures = [np.ascontiguousarray(picture) for picture in (heads[0], *copies, *heads[1:])]
    numbers = read_clusters(write(pictures, groups={6: "p", 8: "p"}), quiet)
    assert together(numbers, 0, 1, 2, 3, 4, 5)
    assert together(numbers, 6, 8)
    assert len(set(numbers.tolist())) == 3


def test_likely_neighbouring_slices_stay_together(write):
    blurred = cv2.GaussianBlur(np.random.default_rng(0).integers(0, 256, (96, 96)).astype(np.float32), (0, 0), 6)
    other = cv2.GaussianBlur(np.random.default_rng(1).integers(0, 256, (96, 96)).astype(np.float32), (0, 0), 6)
    one, two = ((part - part.mean()) / part.std() for part in (blurred, other))
    # Correlations of 0.985 and, mirrored, 0.96 with the first.
    near = one * 0.985 + two * np.sqrt(1 - 0.985**2)
    far = (one * 0.96 - two * np.sqrt(1 - 0.96**2))[:, ::-1]
    pictures = [np.clip(128 + 30 * part, 0, 255).astype(np.uint8) for part in (one, near, near[:, ::-1], far)]
    numbers = read_clusters(write(pictures), quiet)
    assert together(numbers, 0, 1, 2)
    assert not together(numbers, 0, 3)


def test_what_cannot_be_read_is_of_its_group_alone(write):
    rows = write([head_phantom(seed, size=96) for seed in (0, 1, 0, 2)], groups={1: "p", 3: "p"})
    rows[1].path.write_bytes(b"")
    numbers = read_clusters(rows, quiet)
    assert together(numbers, 1, 3)
    assert together(numbers, 0, 2)
    assert len(set(numbers.tolist())) == 2


def test_a_patient_stays_one_whatever_the_source():
    """Two sequences of one patient may be two sources."""
    rows = [
        Row(Path(str(index)), "a", source=source, group=group)
        for index, (source, group) in enumerate(["xp", "yp", "xq"])
    ]
    assert together(find_clusters(rows, []), 0, 1)
    assert len(set(find_clusters(rows, []).tolist())) == 2


@pytest.mark.data
def test_chains_of_pairs_do_not_swallow_real_images(data_folder):
    rows = read_dataset(data_folder / "protocols" / "patient_proxy.csv").rows
    sizes = np.bincount(read_clusters(rows, quiet))
    assert sizes.sum() == 4564
    assert sizes.max() < 0.03 * len(rows)
