"""Rows in the order and selection that was asked for, also when there are a hundred thousand."""

import dataclasses
import random
from itertools import groupby

import pytest

from gui.batch.results.index import Column, ResultsIndex
from gui.batch.results.row_filter import RowFilter
from tests.gui.batch_rows import CLASSES, a_row

MANY = 100_000
SPECIAL = ("tumour", "uncertain", "unlike-training", "not-a-brain-mri", "failed")


@pytest.fixture(scope="module")
def many():
    told = random.Random(0)
    verdicts = (*CLASSES, *SPECIAL)
    return [
        a_row(told.randrange(10**6), told.choice(verdicts), novelty=told.random() * 2, top=0.5 + told.random() / 2)
        for _ in range(MANY)
    ]


def filled(rows, parts=1):
    index = ResultsIndex()
    for part in range(parts):
        index.append(rows[part::parts])
    index.take_pending()
    return index


@pytest.mark.slow
def test_many_rows_are_counted_and_stay_as_they_came(many):
    index = filled(many)
    assert list(index.shown) == list(range(MANY))
    assert index.counts.total() == MANY
    assert index.counts["failed"] == sum(row.verdict == "failed" for row in many)
    assert not index.is_sorted


@pytest.mark.slow
@pytest.mark.parametrize("is_descending", [False, True])
@pytest.mark.parametrize("column", [Column.NAME, Column.VERDICT, Column.PROBABILITIES, Column.NOVELTY, Column.REMARKS])
def test_many_rows_are_sorted_by_any_column(many, column, is_descending):
    index = filled(many)
    index.set_order(column, is_descending)
    values = {
        Column.NAME: lambda row: row.path,
        Column.VERDICT: lambda row: row.verdict,
        Column.PROBABILITIES: lambda row: (row.stated_probability or ("", 0))[1],
        Column.NOVELTY: lambda row: -1 if row.novelty is None else row.novelty,
        Column.REMARKS: lambda row: row.urgency,
    }[column]
    shown = [values(index.rows[number]) for number in index.shown]
    if column is Column.VERDICT:
        kinds = [*CLASSES, *SPECIAL]
        assert [kind for kind, _ in groupby(shown)] == (kinds[::-1] if is_descending else kinds)
    else:
        assert shown == sorted(shown, reverse=is_descending)
    assert sorted(index.shown) == list(range(MANY))
    if column is Column.REMARKS:
        # Equals stay as they came.
        assert list(index.shown) == sorted(range(MANY), key=lambda n: many[n].urgency, reverse=is_descending)


def test_many_rows_are_filtered_by_verdict_and_text(many):
    index = filled(many)
    index.set_filter(RowFilter(frozenset({"glioma", "failed"}), "/00"))
    wanted = [n for n, row in enumerate(many) if row.verdict in ("glioma", "failed") and "/00" in row.path]
    assert list(index.shown) == wanted
    index.set_filter(RowFilter())
    assert len(index.shown) == MANY


def test_rows_that_come_while_sorted_and_filtered_take_their_places(many):
    live = ResultsIndex()
    live.set_order(Column.NOVELTY, True)
    live.set_filter(RowFilter(frozenset({"uncertain"})))
    for start in range(0, 20_000, 997):
        live.append(many[start : min(start + 997, 20_000)])
        live.take_pending()
    at_once = filled(many[:20_000])
    at_once.set_filter(RowFilter(frozenset({"uncertain"})))
    at_once.set_order(Column.NOVELTY, True)
    assert live.shown == at_once.shown
    assert live.pending() == []


def test_text_finds_errors_and_reasons_in_capitals_or_not():
    rows = [a_row(0), a_row(1, "failed"), a_row(2, "uncertain")]
    index = filled(rows)
    for text, expected in (("EMPTY FILE", [1]), ("plausible", [2]), ("000002.PNG", [2]), ("nowhere", [])):
        index.set_filter(RowFilter(text=text))
        assert list(index.shown) == expected, text


def test_disagreements_are_counted_and_shown_alone():
    rows = [a_row(0, "glioma", truth="glioma"), a_row(1, "glioma", truth="notumor"), a_row(2, "failed")]
    index = filled(rows)
    assert index.disagreements == 1
    index.set_filter(RowFilter(only_disagreements=True))
    assert list(index.shown) == [1]


def test_text_in_capitals_of_a_path_is_found():
    rows = [dataclasses.replace(a_row(0), path="/Scans/HEAD.png"), dataclasses.replace(a_row(1), path="/scans/a.png")]
    index = filled(rows)
    for text, expected in (("head", [0]), ("Scans", [0, 1]), ("SCANS/A", [1])):
        index.set_filter(RowFilter(text=text))
        assert list(index.shown) == expected, text
