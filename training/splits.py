"""Cut validation data by group and look-alike, never at random."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from training.manifest import Row

LOOK_ALIKE_CORRELATION = 0.98
COMPARED_SIZE = 224
_THUMBNAIL = 32
_BLOCK = 1024


def thumbnails(images: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """Reduce images to what look-alikes share.

    Args:
        images: (N, S, S) uint8.

    Returns:
        (N, 1024) float32 of mean 0 and norm 1, so that a scalar product is a correlation; blank images are all 0.
    """
    small = np.stack([cv2.resize(image, (_THUMBNAIL, _THUMBNAIL), interpolation=cv2.INTER_AREA) for image in images])
    return normalised(small)


def normalised(images: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """Scale images (N, H, W) to vectors (N, H * W) of mean 0 and norm 1; blank ones become all 0."""
    flat = images.reshape(len(images), -1).astype(np.float32)
    flat -= flat.mean(axis=1, keepdims=True)
    norms = np.linalg.norm(flat, axis=1, keepdims=True)
    return np.divide(flat, norms, out=np.zeros_like(flat), where=norms > 0)


def mirrored(flat: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Swap left and right of `thumbnails`."""
    return np.ascontiguousarray(flat.reshape(-1, _THUMBNAIL, _THUMBNAIL)[:, :, ::-1]).reshape(len(flat), -1)


def cluster(rows: Sequence[Row], images: npt.NDArray[np.uint8]) -> npt.NDArray[np.int64]:
    """Put together what must not stand on both sides of a split: images of one group, and look-alikes.

    Args:
        rows: N of them.
        images: (N, S, S) uint8, the rows' images.

    Returns:
        (N,) int64, the same number for rows of the same cluster.
    """
    parents = np.arange(len(rows))

    def root(i: int) -> int:
        while parents[i] != i:
            parents[i] = parents[parents[i]]
            i = int(parents[i])
        return i

    first_of: dict[str, int] = {}
    for i, row in enumerate(rows):
        if row.group:
            parents[root(i)] = root(first_of.setdefault(f"{row.source}\0{row.group}", i))
    flat = thumbnails(images)
    flipped = mirrored(flat)
    for start in range(0, len(rows), _BLOCK):
        block = flat[start : start + _BLOCK]
        alike = np.maximum(block @ flat.T, block @ flipped.T) >= LOOK_ALIKE_CORRELATION
        for i, j in np.argwhere(alike):
            if start + i < j:
                parents[root(int(start + i))] = root(int(j))
    return np.array([root(i) for i in range(len(rows))])


def cut_validation(
    rows: Sequence[Row], clusters: npt.NDArray[np.int64], share: float, seed: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Choose whole clusters at random until each class has its share in the validation data.

    Args:
        rows: N of them.
        clusters: (N,) from `cluster`.
        share: of each class, in (0, 1).
        seed: of the choice.

    Returns:
        Indices of the training and of the validation rows, each in ascending order. A class all in one cluster stays
        in training.
    """
    members: dict[int, list[int]] = defaultdict(list)
    for index, number in enumerate(clusters):
        members[int(number)].append(index)
    totals = Counter(row.label for row in rows)
    taken: Counter[str] = Counter()
    validation: list[int] = []
    order = sorted(members)
    np.random.default_rng(seed).shuffle(order)
    for number in order:
        labels = Counter(rows[i].label for i in members[number])
        if all(taken[label] + count <= round(share * totals[label]) for label, count in labels.items()):
            validation += members[number]
            taken += labels
    chosen = np.array(sorted(validation), np.int64)
    return np.setdiff1d(np.arange(len(rows)), chosen), chosen
