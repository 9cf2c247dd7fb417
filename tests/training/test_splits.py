"""Validation data, cut by group and look-alike."""

from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from core.phantom import head_phantom
from training.manifest import Row
from training.splits import cluster, cut_validation


def row(index, label="a", group=""):
    return Row(Path(f"{index}.png"), label, group=group)


def test_copies_mirrored_copies_and_groups_stay_together():
    heads = [head_phantom(seed, size=64) for seed in range(4)]
    noisy = np.clip(heads[0].astype(int) + np.random.default_rng(0).integers(-4, 5, heads[0].shape), 0, 255)
    images = np.stack([heads[0], noisy.astype(np.uint8), heads[0][:, ::-1], heads[1], heads[2], heads[3]])
    rows = [row(i, group="p" if i in (3, 5) else "") for i in range(6)]
    numbers = cluster(rows, images)
    assert numbers[0] == numbers[1] == numbers[2]
    assert numbers[3] == numbers[5]
    assert len(set(numbers)) == 3


def test_groups_of_different_sources_are_different():
    images = np.stack([head_phantom(seed, size=64) for seed in range(2)])
    rows = [Row(Path(str(i)), "a", source=source, group="1") for i, source in enumerate(("x", "y"))]
    assert len(set(cluster(rows, images))) == 2


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 12)), min_size=20, max_size=120),
    st.floats(0.05, 0.5),
    st.integers(0, 5),
)
def test_no_cluster_stands_on_both_sides(entries, share, seed):
    rows = [row(i, label) for i, (label, _) in enumerate(entries)]
    clusters = np.array([number for _, number in entries])
    kept, held_out = cut_validation(rows, clusters, share, seed)
    assert set(clusters[kept]).isdisjoint(clusters[held_out])
    assert sorted([*kept, *held_out]) == list(range(len(rows)))
    for label in "abc":
        total = sum(r.label == label for r in rows)
        assert sum(rows[i].label == label for i in held_out) <= round(share * total)


def test_each_class_gets_its_share_where_clusters_are_small():
    rows = [row(i, "ab"[i % 2]) for i in range(200)]
    _, held_out = cut_validation(rows, np.arange(200), 0.2, seed=3)
    assert [sum(rows[i].label == label for i in held_out) for label in "ab"] == [20, 20]
