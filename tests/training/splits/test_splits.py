"""Validation data and folds, cut by group and look-alike."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InvalidDatasetError
from training.dataset.manifest import Dataset, Row, training_rows
from training.duplicates.clusters import find_clusters
from training.splits.splits import cut_examples, cut_folds, cut_validation


def row(index, label="a", source="", group="", is_test_only=False, fold=None):
    return Row(Path(f"{index}.png"), label, source, group, fold=fold, is_test_only=is_test_only)


@st.composite
def entangled_rows(draw):
    """Draw rows of some classes, sources and groups, and pairs of look-alikes among them."""
    entries = draw(
        st.lists(
            st.tuples(
                st.sampled_from("abc"), st.sampled_from(("", "x", "y")), st.sampled_from(["", *"pqrstu"]), st.booleans()
            ),
            min_size=10,
            max_size=80,
        )
    )
    rows = [row(index, *entry) for index, entry in enumerate(entries)]
    place = st.integers(0, len(rows) - 1)
    return rows, draw(st.lists(st.tuples(place, place), max_size=20))


def shared(rows, pairs, sides):
    """Find the groups and pairs that are on more than one side."""
    on = {}
    for entry, side in zip(rows, sides, strict=True):
        if entry.group:
            on.setdefault(entry.group, set()).add(side)
    return [key for key, found in on.items() if len(found) > 1] + [pair for pair in pairs if len({*sides[[*pair]]}) > 1]


@settings(deadline=None, max_examples=100)
@given(entangled_rows(), st.floats(0.05, 0.5), st.integers(0, 5))
def test_no_group_and_no_pair_stands_on_both_sides_of_validation(drawn, share, seed):
    rows, pairs = drawn
    kept, held_out = cut_validation(rows, find_clusters(rows, pairs), share, seed)
    assert sorted([*kept, *held_out]) == list(range(len(rows)))
    assert shared(rows, pairs, np.isin(np.arange(len(rows)), held_out)) == []
    for label in "abc":
        total = sum(entry.label == label for entry in rows)
        assert sum(rows[index].label == label for index in held_out) <= round(share * total)


@settings(deadline=None, max_examples=100)
@given(entangled_rows(), st.integers(2, 6), st.integers(0, 5))
def test_no_group_and_no_pair_stands_in_two_folds(drawn, count, seed):
    rows, pairs = drawn
    clusters = find_clusters(rows, pairs)
    folds = cut_folds(rows, clusters, count, seed)
    assert folds.shape == (len(rows),)
    assert set(folds.tolist()) <= set(range(count))
    assert shared(rows, pairs, folds) == []
    assert (folds == cut_folds(rows, clusters, count, seed)).all()


@settings(deadline=None, max_examples=50)
@given(entangled_rows(), st.integers(2, 4))
def test_what_is_trained_on_is_neither_test_only_nor_related_to_the_fold_held_out(drawn, count):
    rows, pairs = drawn
    folds = cut_folds(rows, find_clusters(rows, pairs), count, seed=0)
    cut = [row(i, r.label, r.source, r.group, r.is_test_only, int(folds[i])) for i, r in enumerate(rows)]
    for fold in {*folds.tolist()}:
        if all(entry.is_test_only or entry.fold == fold for entry in cut):
            continue
        trained = {cut.index(entry) for entry in training_rows(Dataset("d", tuple(cut), ("a", "b", "c")), fold)}
        measured = {index for index, entry in enumerate(cut) if entry.fold == fold}
        assert trained == {i for i, entry in enumerate(cut) if not entry.is_test_only} - measured
        related = {*pairs, *((second, first) for first, second in pairs)}
        assert not related & {(one, other) for one in trained for other in measured}


def test_each_class_gets_its_share_where_clusters_are_small():
    rows = [row(i, "ab"[i % 2]) for i in range(200)]
    _, held_out = cut_validation(rows, np.arange(200), 0.2, seed=3)
    assert [sum(rows[i].label == label for i in held_out) for label in "ab"] == [20, 20]


@pytest.mark.parametrize("seed", range(5))
def test_folds_hold_alike_of_each_class_and_source(seed):
    rng = np.random.default_rng(seed)
    clusters = np.repeat(np.arange(300), rng.integers(1, 12, 300))
    labels, sources = rng.choice(list("aaab"), 300), rng.choice(["x", "y"], 300)
    rows = [row(i, str(labels[number]), str(sources[number])) for i, number in enumerate(clusters)]
    folds = cut_folds(rows, clusters, 5, seed)
    for label in "ab":
        for source in "xy":
            of_both = np.array([entry.label == label and entry.source == source for entry in rows])
            counts = np.bincount(folds[of_both], minlength=5)
            assert np.ptp(counts) <= 0.15 * counts.mean() + 2


def test_another_seed_cuts_other_folds():
    rows = [row(i, "ab"[i % 2]) for i in range(100)]
    assert (cut_folds(rows, np.arange(100), 5, 1) != cut_folds(rows, np.arange(100), 5, 2)).any()


def test_a_class_in_as_many_clusters_as_folds_is_in_each():
    rows = [row(i, "a" if i < 50 else "b") for i in range(55)]
    folds = cut_folds(rows, np.arange(55), 5, seed=1)
    assert sorted(folds[50:]) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("share", "is_of_fold", "expected"),
    [
        # Of what is all one cluster, no share can be kept out: only "b" is left to be cut.
        (0.2, False, r"a \(4 images, 1 of them independent; 1 more needed at least\); add images of more patients$"),
        (0.2, True, r"add images of more patients or give more folds, each of which leaves more to train on$"),
        (0.05, False, r", b \(4 images, 4 of them independent; 7 more needed at least\); add images of more patients$"),
    ],
)
def test_what_is_lacking_for_validation_is_reported(share, is_of_fold, expected):
    rows = [row(index, "a", group="p") for index in range(4)] + [row(index, "b") for index in range(4, 8)]
    dataset = Dataset("data", tuple(rows), ("a", "b"))
    with pytest.raises(InvalidDatasetError, match=expected):
        cut_examples(dataset, rows, find_clusters(rows, []), share, 0, is_of_fold)


def test_a_larger_share_is_named_where_it_can_help():
    rows = [row(index, label) for label in "ab" for index in range(4)]
    dataset = Dataset("data", tuple(rows), ("a", "b"))
    clusters = np.arange(8)
    with pytest.raises(InvalidDatasetError, match=r"patients or keep a larger validation_share than 0\.05 out$"):
        cut_examples(dataset, rows, clusters, 0.05, 0)
    kept, held_out = cut_examples(dataset, rows, clusters, 0.25, 0)
    assert (len(kept), len(held_out)) == (6, 2)
