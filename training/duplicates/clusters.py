"""Clusters of images that must never be on both sides of a split: copies, look-alikes and groups."""

from collections.abc import Iterable, Sequence

import numpy as np

from core.jobs.events import Report
from training.dataset.manifest import Row
from training.duplicates.candidates import Indices
from training.duplicates.fingerprints import Fingerprints, read_fingerprints
from training.duplicates.near_duplicates import find_neighbours, find_pairs


def read_clusters(rows: Sequence[Row], report: Report) -> Indices:
    """Read the images of rows and cluster those that show the same or are of one group.

    The same are copies by any measure of the audit (byte for byte, look-alike, mirrored, turned), and likely neighbours
    in one series. The images are read for this alone, so that clusters depend neither on the size of a network nor on
    the caller. Chains of pairs stay short: of 5,708 real images the largest cluster holds 78.

    Args:
        rows: N of them; those whose images cannot be read are clustered by group alone.
        report: is called with the progress.

    Returns:
        (N,) int64, the same number for rows of the same cluster.
    """
    images, unreadable = read_fingerprints(rows, report)
    missing = {one.row for one in unreadable}
    places = np.array([index for index, row in enumerate(rows) if row not in missing], np.int64)
    return find_clusters(rows, places[_links(images, report)])


def clusters_of(images: Fingerprints, report: Report) -> Indices:
    """Cluster images that were read, as `read_clusters` does.

    Returns:
        (N,) int64, the same number for images of the same cluster.
    """
    return find_clusters(images.rows, _links(images, report))


def find_clusters(rows: Sequence[Row], links: Iterable[Sequence[int]] | Indices) -> Indices:
    """Number the clusters of rows.

    Args:
        rows: N of them; those of one group are of one cluster, whatever their source.
        links: (L, 2) indices of rows that are of one cluster, too.

    Returns:
        (N,) int64, the same number for rows of the same cluster.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    pairs = [tuple(link) for link in links]
    firsts: dict[str, int] = {}
    for index, row in enumerate(rows):
        if row.group:
            pairs.append((firsts.setdefault(row.group, index), index))
    one, other = np.array(pairs, np.int64).reshape(-1, 2).T
    graph = coo_array((np.ones(len(pairs), np.int8), (one, other)), shape=(len(rows), len(rows)))
    return connected_components(graph, directed=False)[1].astype(np.int64)


def _links(images: Fingerprints, report: Report) -> Indices:
    pairs = find_pairs(images, [""] * len(images.rows), report)
    links = {(pair.first, pair.second) for pair in pairs} | find_neighbours(images, report)
    return np.array(sorted(links), np.int64).reshape(-1, 2)
