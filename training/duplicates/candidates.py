"""Nearest-neighbour search for copies without comparing each pair: an index of few numbers for each image finds
candidates, the images themselves decide."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from core.program.cores import available_cores

# For one image, at most this many neighbours on either side of a split are kept.
MOST_NEIGHBOURS = 5

_AXES = 24
_ITERATIONS = 2
_SAMPLE = 4000
_CHUNK = 512
_CANDIDATES_AT_ONCE = 65_536
# A crowd of candidates none of which is alike must not cost the square of its size.
_MOST_CANDIDATES = 160
_SLACK = 1e-3

Items = npt.NDArray[np.uint8]
FloatArray = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A measure of how alike two images are.

    Attributes:
        embed: from N items to (N, D) vectors that are never farther apart than sqrt(2 - 2 correlation), so that no
            pair is missed.
        compare: from P items and P others to their (P,) correlations.
        threshold: of the correlation.
        is_mirrored: whether the one is mirrored first.
    """

    embed: Callable[[Items], FloatArray]
    compare: Callable[[Items, Items], FloatArray]
    threshold: float
    is_mirrored: bool = False


def find_alike(
    items: Items, chosen: Indices, sides: Indices, comparison: Comparison, most: int = MOST_NEIGHBOURS
) -> Iterator[tuple[int, int]]:
    """Find pairs of items at or above the comparison's threshold.

    For each item, on each side, at most `most` others; if there is any among the nearest 160 candidates,
    one at least is found.

    Args:
        items: (N, H, W) uint8.
        chosen: which of them to search, C indices.
        sides: (C,) the side of a split that each is on.
        comparison: what counts as alike.
        most: neighbours of an item on a side, up to 80.

    Yields:
        Indices of an item and of one alike; a pair may come twice, as (a, b) and as (b, a).
    """
    if not len(chosen):
        return
    sample = np.random.default_rng(0).permutation(chosen)[:_SAMPLE]
    axes = _principal_axes(np.concatenate(list(_embedded(items, np.sort(sample), comparison.embed))))
    points = _project(items, chosen, axes, comparison.embed)
    queries = points
    if comparison.is_mirrored:
        queries = _project(items, chosen, axes, lambda chunk: comparison.embed(chunk[:, :, ::-1]))
    for target in np.unique(sides):
        there = np.flatnonzero(sides == target)
        index = _Index(points[there])
        for side in np.unique(sides):
            here = np.flatnonzero(sides == side)
            yield from _matches(items, chosen[here], queries[here], chosen[there], index, comparison, most)


def _matches(
    items: Items,
    here: Indices,
    queries: FloatArray,
    there: Indices,
    index: "_Index",
    comparison: Comparison,
    most: int,
) -> Iterator[tuple[int, int]]:
    """Search more candidates for those images of which none of the nearest turned out alike."""
    radius = float(np.sqrt(2 - 2 * comparison.threshold)) + _SLACK
    limit = 2 * most
    pending = np.arange(len(here))
    while len(pending) and limit <= _MOST_CANDIDATES:
        left = []
        for start in range(0, len(pending), step := max(1, _CANDIDATES_AT_ONCE // limit)):
            chunk = pending[start : start + step]
            rows, columns, is_full = index.within(queries[chunk], limit, radius)
            is_other = here[chunk[rows]] != there[columns]
            rows, columns = rows[is_other], columns[is_other]
            firsts, seconds = here[chunk[rows]], there[columns]
            values = _compare(items, firsts, seconds, comparison)
            order = np.lexsort((-values, rows))
            order = order[values[order] >= comparison.threshold]
            rank = np.arange(len(order)) - np.searchsorted(rows[order], rows[order])
            for pick in order[rank < most]:
                yield int(firsts[pick]), int(seconds[pick])
            is_unmatched = np.ones(len(chunk), bool)
            is_unmatched[rows[order]] = False
            left.append(chunk[is_unmatched & is_full])
        pending = np.concatenate(left)
        limit *= 4


def _compare(items: Items, firsts: Indices, seconds: Indices, comparison: Comparison) -> FloatArray:
    values = np.empty(len(firsts), np.float32)
    for start in range(0, len(firsts), _CHUNK):
        part = slice(start, start + _CHUNK)
        one = items[firsts[part]]
        values[part] = comparison.compare(one[:, :, ::-1] if comparison.is_mirrored else one, items[seconds[part]])
    return values


class _Index:
    """A k-d tree (Bentley, 1975) that shows for each query whether it may have more neighbours than it returned."""

    def __init__(self, points: FloatArray) -> None:
        from scipy.spatial import KDTree

        self._tree: Any = KDTree(points)
        self._count = len(points)

    def within(self, queries: FloatArray, limit: int, radius: float) -> tuple[Indices, Indices, npt.NDArray[np.bool_]]:
        """Find the nearest points within a radius, at most `limit` for each query: rows, columns, and (N,) is full."""
        nearest = np.arange(1, min(limit, self._count) + 1)
        distances, found = self._tree.query(queries, nearest, distance_upper_bound=radius, workers=available_cores())
        is_found = np.isfinite(distances)
        rows, places = np.nonzero(is_found)
        return rows, found[rows, places], is_found.all(axis=1) & (limit < self._count)


def _principal_axes(vectors: FloatArray) -> FloatArray:
    """Find up to 24 orthonormal axes of the largest spread: (D, axes) float32; along them no distance is lengthened."""
    from sklearn.decomposition import PCA
    from threadpoolctl import threadpool_limits

    count = min(_AXES, *vectors.shape)
    analysis = PCA(count, svd_solver="randomized", iterated_power=_ITERATIONS, random_state=0)
    # The matrices are so small that threads wait for each other longer than they compute, above all on busy cores.
    # Images that are all alike have no spread to distribute over the axes.
    with threadpool_limits(1), np.errstate(invalid="ignore", divide="ignore"):
        components: FloatArray = analysis.fit(vectors).components_
    return np.ascontiguousarray(components.T, np.float32)


def _project(items: Items, chosen: Indices, axes: FloatArray, embed: Callable[[Items], FloatArray]) -> FloatArray:
    return np.concatenate([vectors @ axes for vectors in _embedded(items, chosen, embed)])


def _embedded(items: Items, chosen: Indices, embed: Callable[[Items], FloatArray]) -> Iterator[FloatArray]:
    for start in range(0, len(chosen), _CHUNK):
        yield embed(items[chosen[start : start + _CHUNK]])
