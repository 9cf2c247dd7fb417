"""Rows come back as they were, whatever is in them, and take little memory."""

import hashlib
import math
import os
import tracemalloc
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.batch.row import BatchRow
from gui.batch.results.packed_rows import PackedRows, PackedTexts, divided
from gui.batch.results.row_filter import SearchedTexts, holds
from tests.gui.batch_rows import a_row

MANY = 20_000
ZEROS = "0" * 64

# Names of files hold anything but zero; what is no UTF-8 comes as surrogates.
NAMES = st.text(st.characters(exclude_characters="\0")).map(lambda name: os.fsdecode(name.encode(errors="replace")))
PATHS = st.builds(os.sep.join, st.lists(NAMES | st.sampled_from(["a", "Scans", "\udcff.png"]), min_size=1, max_size=4))
FIGURES = st.floats(allow_nan=False)
WORDS = st.sampled_from(["", "glioma", "notumor", "tumour", "Äpfel"]) | st.text(max_size=3)
HASHES = st.binary(min_size=32, max_size=32).map(bytes.hex) | st.sampled_from(["", "abc", ZEROS, "AB" * 32])
ROWS = st.builds(
    BatchRow,
    path=PATHS,
    frame=st.integers(0, 10_000),
    verdict=WORDS,
    label=WORDS,
    classes=st.lists(WORDS, max_size=4).map(tuple),
    probabilities=st.lists(FIGURES, max_size=4).map(tuple),
    prediction_set=st.lists(WORDS, max_size=4).map(tuple),
    novelty=st.none() | FIGURES,
    error=WORDS,
    reasons=st.lists(WORDS, max_size=2).map(tuple),
    urgency=FIGURES,
    truth=WORDS,
    tumour_probability=st.none() | FIGURES,
    input_sha256=HASHES,
    window=st.none() | st.tuples(FIGURES, FIGURES),
    slices=st.integers(0, 10_000),
)


def packed(rows):
    there = PackedRows()
    there.extend(rows)
    return there


@given(st.lists(ROWS, max_size=6))
def test_rows_come_back_as_they_were(rows):
    there = packed(rows)
    assert len(there) == len(rows)
    assert list(there) == rows
    assert [there[number] for number in range(len(rows))] == rows
    assert there[1:4] == rows[1:4]
    assert [there.path(number) for number in range(len(rows))] == [row.path for row in rows]
    assert list(there.disagreements) == [row.is_disagreement for row in rows]
    for row in rows:
        if row.input_sha256:
            same = [number for number, one in enumerate(rows) if one.input_sha256 == row.input_sha256]
            assert there.of_files({row.input_sha256}) == same


def test_a_row_that_is_not_there_is_an_error():
    with pytest.raises(IndexError):
        packed([a_row(0)])[1]
    assert packed([a_row(0), a_row(1)])[-1] == a_row(1)


def test_rows_that_are_looked_at_again_are_kept():
    there = packed([a_row(number) for number in range(3_000)])
    assert there[7] is there[7]
    assert [there[number] for number in range(3_000)] == [a_row(number) for number in range(3_000)]
    assert there[7] == a_row(7)


@pytest.mark.parametrize("too_large", [{"frame": 2**31}, {"slices": 2**31}])
def test_a_row_that_does_not_fit_leaves_the_others_whole(too_large):
    there = packed([a_row(0)])
    with pytest.raises(OverflowError):
        there.extend([replace(a_row(1), **too_large)])
    there.extend([a_row(2)])
    assert list(there) == [a_row(0), a_row(2)]


@given(st.lists(ROWS, max_size=6), PATHS | WORDS | st.sampled_from([os.sep, "a" + os.sep]), st.data())
def test_a_text_is_found_wherever_it_stands_in_a_row(rows, text, data):
    texts = SearchedTexts()
    texts.add(rows)
    numbers = [number for number in range(len(rows)) if data.draw(st.booleans())]
    text = text.casefold()
    assert texts.holding(text, numbers) == [number for number in numbers if holds(rows[number], text)]


def test_an_error_that_many_rows_have_is_translated_once(monkeypatch):
    translated = []
    monkeypatch.setattr("gui.batch.results.row_filter.relayed", lambda text: translated.append(text) or text)
    texts = SearchedTexts()
    texts.add(replace(a_row(number), error="No picture") for number in range(50))
    assert translated == ["No picture"]
    assert texts.holding("no pic", range(50)) == list(range(50))


@given(st.lists(st.text("abc", max_size=6), min_size=1, max_size=8), st.text("abc", min_size=1, max_size=4), st.data())
def test_a_text_is_found_within_texts_and_not_across_two(texts, wanted, data):
    there = PackedTexts()
    for text in texts:
        there.append(text)
    first = data.draw(st.integers(0, len(texts) - 1))
    end = data.draw(st.integers(first, len(texts)))
    assert there.holding(wanted, first, end) == {n for n in range(first, end) if wanted in texts[n]}


def test_a_path_is_divided_behind_its_last_separator():
    assert divided(f"a{os.sep}b{os.sep}c.png") == (f"a{os.sep}b{os.sep}", "c.png")
    assert divided("c.png") == ("", "c.png")


@pytest.mark.parametrize("error", ["", "expected an image, got data that Falx does not recognise; convert it first"])
def test_many_rows_take_little_memory(error):
    def fresh(number):
        sha256 = hashlib.sha256(str(number).encode()).hexdigest()
        shares = math.sin(number) ** 2
        return BatchRow(
            path=f"/scans/of/many/patients/{number // 100}/{number:06d}.png".replace("/", os.sep),
            frame=0,
            verdict="glioma",
            label="glioma",
            classes=("glioma", "notumor"),
            probabilities=(shares, 1 - shares),
            prediction_set=("glioma",),
            novelty=shares * 2,
            urgency=shares / 2,
            tumour_probability=shares,
            input_sha256=sha256,
            window=(shares, 2.0),
            error=error,
        )

    tracemalloc.start()
    try:
        there, texts = PackedRows(), SearchedTexts()
        for number in range(MANY):
            there.extend([fresh(number)])
            texts.add([fresh(number)])
        taken = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert taken / MANY < 260
    assert there[MANY - 1] == fresh(MANY - 1)
