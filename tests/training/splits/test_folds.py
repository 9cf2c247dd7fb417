"""Folds that are cut by whole sources."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from training.dataset.manifest import Dataset, Row, write_manifest
from training.settings.config import TrainingConfig
from training.splits import folds
from training.splits.folds import CutBy, cut_dataset, write_folds
from training.splits.splits import cut_folds

# Images of the classes a and b in each source; those of one size bring different classes.
SOURCES = {"p": (40, 20), "q": (20, 40), "r": (40, 10), "s": (10, 40), "t": (25, 20), "u": (20, 25)}


@pytest.fixture
def dataset(monkeypatch):
    monkeypatch.setattr(folds, "read_clusters", lambda rows, report: np.arange(len(rows)))
    rows = [
        Row(Path(f"{source}-{label}-{index}.png"), label, source)
        for source, counts in SOURCES.items()
        for label, count in zip("ab", counts, strict=True)
        for index in range(count)
    ]
    return Dataset("d", tuple(rows), ("a", "b"))


def cuts_of(dataset, seed):
    return list(cut_dataset(dataset, 3, TrainingConfig(seed=seed), lambda progress: None))


def spread(rows):
    """By how much the shares of a class in the folds differ, at most."""
    found = Counter((row.label, row.fold) for row in rows)
    totals = Counter(row.label for row in rows)
    shares = {label: [found[label, fold] / totals[label] for fold in range(3)] for label in "ab"}
    return max(max(of) - min(of) for of in shares.values())


@pytest.mark.parametrize("seed", range(6))
def test_of_several_cuts_the_most_even_one_is_taken(dataset, seed):
    [by, rows], *_ = cuts = cuts_of(dataset, seed)
    assert by is CutBy.SOURCE
    assert {len({row.fold for row in rows if row.source == source}) for source in SOURCES} == {1}
    assert spread(rows) <= 0.1
    assert cuts == cuts_of(dataset, seed)


def test_a_run_that_was_begun_by_an_earlier_cut_goes_on(dataset, tmp_path):
    sources = np.array([list(SOURCES).index(row.source) for row in dataset.rows])
    cuts = cuts_of(dataset, 1)
    earlier = cuts[1][1]
    assert (
        [row.fold for row in earlier]
        == cut_folds(dataset.rows, sources, 3, 1).tolist()
        != [row.fold for row in cuts[0][1]]
    )
    (tmp_path / "fold-0" / "checkpoints").mkdir(parents=True)
    write_manifest(tmp_path / "folds.csv", earlier)
    assert write_folds(tmp_path / "folds.csv", iter(cuts)) == (CutBy.SOURCE, earlier)
