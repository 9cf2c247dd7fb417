"""Validation data: named by the dataset, or cut."""

from pathlib import Path

import numpy as np
import pytest

from training.dataset.rows import Dataset, Row
from training.splits.held_out import ValidationFrom, hold_out


def rows_of(**counts: tuple[int, int]) -> list[Row]:
    """So many images of each class to train on, and for validation."""
    return [
        Row(Path(f"{name}-{split}-{index}.png"), name, split=split)
        for name, both in counts.items()
        for split, count in zip(("Training", "Validation"), both, strict=True)
        for index in range(count)
    ]


def held(rows, clusters=None, fold=None):
    dataset = Dataset("data", tuple(rows), tuple(sorted({row.label for row in rows})))
    numbers = np.arange(len(rows)) if clusters is None else np.array(clusters)
    return hold_out(dataset, rows, numbers, 0.25, 1, fold)


def test_what_is_named_is_taken_whatever_its_share(caplog):
    rows = rows_of(a=(4, 6), b=(8, 1))
    found = held(rows)
    assert found.origin is ValidationFrom.DATASET
    assert {rows[index].split for index in found.held_out} == {"Validation"}
    assert {rows[index].split for index in found.kept} == {"Training"}
    assert len(found.kept) + len(found.held_out) == len(rows)
    assert not caplog.records


def test_nothing_named_is_cut():
    rows = rows_of(a=(8, 0), b=(8, 0))
    found = held(rows)
    assert found.origin is ValidationFrom.TRAINING
    assert len(found.held_out) == 4


def test_a_fold_is_cut_whatever_is_named():
    assert held(rows_of(a=(8, 4), b=(8, 4)), fold=0).origin is ValidationFrom.TRAINING


def test_a_class_that_the_named_data_lacks_is_cut_for_it(caplog):
    rows = rows_of(a=(8, 4), b=(8, 0))
    found = held(rows)
    assert found.origin is ValidationFrom.BOTH
    labels = [rows[index].label for index in found.held_out]
    assert (labels.count("a"), labels.count("b")) == (4, 2)
    assert {rows[index].label for index in found.kept} == {"a", "b"}
    assert "data: the split Validation has no images of b; they are cut from the training data" in caplog.text


@pytest.mark.parametrize("pairs", [1, 2])
def test_copies_in_the_training_data_are_reported(caplog, pairs):
    rows = rows_of(a=(4, 4), b=(4, 4))
    clusters = list(range(len(rows)))
    for index in range(pairs):
        clusters[4 + index] = clusters[index]
    found = held(rows, clusters)
    assert len(found.held_out) == 8
    count = "1 image of the split Validation has" if pairs == 1 else "2 images of the split Validation have"
    assert f"data: {count} a copy, a look-alike" in caplog.text
