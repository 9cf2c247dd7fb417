"""Look-alikes: images that are in a dataset more than once: byte for byte, alike, mirrored, or turned."""

import hashlib
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from core.jobs.events import ProgressReporter, Report
from training.duplicates.candidates import Comparison, FloatArray, Indices, Items, find_alike
from training.duplicates.fingerprints import SIDE, Fingerprints
from training.duplicates.thumbnails import normalised
from training.duplicates.thumbnails import thumbnails as coarse_vectors
from training.duplicates.turned_copies import TURNED, find_turns, to_polar

LOOK_ALIKE_CORRELATION = 0.99
COPY_CORRELATION = 0.999
NEIGHBOUR_CORRELATION = 0.98

_CHUNK = 512
# Clusters depend on these links, so more are kept than an audit shows.
_MOST_NEIGHBOURS = 32


class Kind(Enum):
    """How two images are the same; the first that holds is reported."""

    BYTE_IDENTICAL = "byte_identical"
    LOOK_ALIKE = "look_alike"
    COPY = "copy"
    MIRRORED = "mirrored"
    TURNED = "turned"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two images that are the same.

    Attributes:
        first: index of the one.
        second: index of the other.
        kind: how they are the same.
        correlation: by which the kind was found: of 96 px thumbnails (look-alike, mirrored), 32 px ones (copy), or of
            rings at the best angle (turned); 1 where the bytes are equal.
        is_copy: whether they correlate at 0.999 or more at 32 px, upright or mirrored.
        degrees: by which the second is turned against the first, counter-clockwise; 0 except for turned ones.
        is_mirrored: whether it is mirrored, too.
    """

    first: int
    second: int
    kind: Kind
    correlation: float
    is_copy: bool = False
    degrees: float = 0.0
    is_mirrored: bool = False


def _fine_reduced(thumbnails: Items) -> FloatArray:
    """Project `normalised` on 3 x 3 blocks, an orthonormal base of smaller pictures."""
    blocks = normalised(thumbnails).reshape(len(thumbnails), SIDE // 3, 3, SIDE // 3, 3)
    return blocks.sum(axis=(2, 4)).reshape(len(thumbnails), -1) / np.float32(3)


def _fine_correlation(first: Items, second: Items) -> FloatArray:
    return np.einsum("ij,ij->i", normalised(first), normalised(second))


def _coarse_correlation(first: Items, second: Items) -> FloatArray:
    return np.einsum("ij,ij->i", coarse_vectors(first), coarse_vectors(second))


_COMPARISONS = (
    Comparison(_fine_reduced, _fine_correlation, LOOK_ALIKE_CORRELATION),
    Comparison(coarse_vectors, _coarse_correlation, COPY_CORRELATION),
    Comparison(_fine_reduced, _fine_correlation, LOOK_ALIKE_CORRELATION, is_mirrored=True),
    Comparison(coarse_vectors, _coarse_correlation, COPY_CORRELATION, is_mirrored=True),
    TURNED,
)


_NEIGHBOURS = tuple(
    Comparison(coarse_vectors, _coarse_correlation, NEIGHBOUR_CORRELATION, is_mirrored) for is_mirrored in (False, True)
)


def find_pairs(images: Fingerprints, sides: Sequence[Hashable], report: Report) -> list[Pair]:
    """Find the images that are the same.

    For one image at most a few pairs of each kind with images of each side are kept, one at least if there is any.

    Args:
        images: N of them.
        sides: the side of a split that each is on.
        report: is called with the progress.

    Returns:
        The pairs, `first` before `second`, ordered by kind, the most alike first.
    """
    numbers = {side: number for number, side in enumerate(dict.fromkeys(sides))}
    side_numbers = np.array([numbers[side] for side in sides], np.int64)
    looks = [hashlib.blake2b(thumbnail.tobytes(), digest_size=16).digest() for thumbnail in images.thumbnails]
    files = list(zip(images.sha256, looks, strict=True))
    found = set(_equal(files, side_numbers, range(len(files))))
    # Of images that look the same, one a side is enough to search for; the others share its results.
    seen = np.flatnonzero(~images.is_blank()).tolist()
    found.update(_equal(looks, side_numbers, seen))
    members: dict[Hashable, list[int]] = defaultdict(list)
    for index in seen:
        members[looks[index], side_numbers[index]].append(index)
    chosen = np.array([group[0] for group in members.values()], np.int64)
    rings = to_polar(images.thumbnails)
    reporter = ProgressReporter("Comparing images", len(_COMPARISONS), report)
    for step, comparison in enumerate(_COMPARISONS, start=1):
        items = rings if comparison is TURNED else images.thumbnails
        for index, other in find_alike(items, chosen, side_numbers[chosen], comparison):
            found.update(_ordered(twin, other) for twin in members[looks[index], side_numbers[index]])
        reporter.report(step)
    return _described(images, rings, files, sorted(found))


def find_neighbours(images: Fingerprints, report: Report) -> set[tuple[int, int]]:
    """Find images so alike, mirrored or not, that they are likely neighbouring slices of one head.

    An audit does not call these the same, but a network that was trained on one has almost seen the other.

    Args:
        images: N of them; of those with the same thumbnail only the first is used.
        report: is called with the progress.

    Returns:
        Indices of pairs that correlate at 0.98 or more at 32 px, the lower first; at most 32 of each image.
    """
    firsts: dict[bytes, int] = {}
    for index in np.flatnonzero(~images.is_blank()).tolist():
        firsts.setdefault(hashlib.blake2b(images.thumbnails[index].tobytes(), digest_size=16).digest(), index)
    chosen = np.array(list(firsts.values()), np.int64)
    found: set[tuple[int, int]] = set()
    reporter = ProgressReporter("Looking for neighbouring slices", len(_NEIGHBOURS), report)
    for step, comparison in enumerate(_NEIGHBOURS, start=1):
        alike = find_alike(images.thumbnails, chosen, np.zeros_like(chosen), comparison, _MOST_NEIGHBOURS)
        found.update(_ordered(*pair) for pair in alike)
        reporter.report(step)
    return found


def _equal(codes: Sequence[Hashable], sides: Indices, chosen: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Pair each image with the first that has the same code, on each side."""
    firsts: dict[Hashable, dict[int, int]] = defaultdict(dict)
    chosen = list(chosen)
    for index in chosen:
        firsts[codes[index]].setdefault(int(sides[index]), index)
    for index in chosen:
        for first in firsts[codes[index]].values():
            if first != index:
                yield _ordered(index, first)


def _described(
    images: Fingerprints, rings: Items, files: Sequence[Hashable], found: Sequence[tuple[int, int]]
) -> list[Pair]:
    pairs = []
    for start in range(0, len(found), _CHUNK):
        first, second = np.array(found[start : start + _CHUNK]).T
        one, other = images.thumbnails[first], images.thumbnails[second]
        flipped = one[:, :, ::-1]
        fine, fine_mirrored = _fine_correlation(one, other), _fine_correlation(flipped, other)
        coarse, coarse_mirrored = _coarse_correlation(one, other), _coarse_correlation(flipped, other)
        turns = find_turns(rings[first], rings[second])
        is_copy = np.maximum(coarse, coarse_mirrored) >= COPY_CORRELATION
        for k in range(len(first)):
            kind, value = Kind.TURNED, turns.correlations[k]
            if files[first[k]] == files[second[k]]:
                kind, value = Kind.BYTE_IDENTICAL, np.float32(1)
            elif fine[k] >= LOOK_ALIKE_CORRELATION:
                kind, value = Kind.LOOK_ALIKE, fine[k]
            elif coarse[k] >= COPY_CORRELATION:
                kind, value = Kind.COPY, coarse[k]
            elif fine_mirrored[k] >= LOOK_ALIKE_CORRELATION or coarse_mirrored[k] >= COPY_CORRELATION:
                kind, value = Kind.MIRRORED, max(fine_mirrored[k], coarse_mirrored[k])
            is_turned = kind is Kind.TURNED
            pairs.append(
                Pair(
                    first=int(first[k]),
                    second=int(second[k]),
                    kind=kind,
                    correlation=min(1.0, float(value)),
                    is_copy=kind is Kind.BYTE_IDENTICAL or bool(is_copy[k]),
                    degrees=float(turns.degrees[k]) if is_turned else 0.0,
                    is_mirrored=kind is Kind.MIRRORED or (is_turned and bool(turns.is_mirrored[k])),
                )
            )
    order = list(Kind)
    return sorted(pairs, key=lambda pair: (order.index(pair.kind), -pair.correlation, pair.first, pair.second))


def _ordered(first: int, second: int) -> tuple[int, int]:
    return min(first, second), max(first, second)
