"""A batch gives its verdicts at one level, from beginning to end."""

import dataclasses
import json

import pytest

from core.batch.run_batch import run_batch
from core.errors import InvalidRecordsError, UnknownLevelError
from tests.core.batch.test_run_batch import RECORDS, ignore, inputs, outputs_of, request_, run_anew

__all__ = ["inputs", "request_"]


def levels_of(path):
    return {json.loads(line)["level"] for line in path.read_text("utf-8").splitlines()} - {None}


def test_verdicts_are_given_at_the_level_that_was_asked_for(request_, second_format):
    request = dataclasses.replace(request_, model=second_format)
    for wanted, level in ((None, 0.95), (0.9, 0.9), (0.99, 0.99)):
        summary = run_anew(dataclasses.replace(request, level=wanted), ignore, ignore)
        assert summary.level == level
        assert levels_of(request.jsonl) == {level}
    # At 99 % of this package, all classes are plausible.
    assert summary.verdicts.keys() <= {"uncertain", "unlike-training", "not-a-brain-mri", "failed"}


def test_a_level_that_the_model_cannot_promise_ends_the_batch_before_it_begins(request_, first_format):
    with pytest.raises(UnknownLevelError, match="expected a level of 99 %"):
        run_batch(dataclasses.replace(request_, model=first_format, level=0.95), ignore, ignore)
    assert not request_.jsonl.exists()


def test_records_at_another_level_are_not_resumed(request_, second_format):
    request = dataclasses.replace(request_, model=second_format, level=0.9)
    run_batch(request, ignore, ignore)
    before = outputs_of(request)
    for level in (None, 0.99):
        with pytest.raises(InvalidRecordsError, match="got some at 90 %; continue at that level"):
            run_batch(dataclasses.replace(request, level=level, is_resumed=True), ignore, ignore)
    assert outputs_of(request) == before
    assert run_batch(dataclasses.replace(request, is_resumed=True), ignore, ignore).kept_records == RECORDS


def without_level(path):
    """Turn a file of records into that of a program that knew one level, where the form is JSON Lines."""
    lines = []
    for line in path.read_text("utf-8").splitlines():
        told = json.loads(line)
        del told["level"], told["tumour_probability"]
        if told["verdict"] == "tumour":
            told["verdict"] = "uncertain"
        lines.append(json.dumps(told, ensure_ascii=False) + "\n")
    path.write_text("".join(lines), "utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("kept", range(RECORDS + 1))
def test_a_batch_of_an_earlier_program_ends_as_if_this_one_had_begun_it(request_, first_format, kept):
    request = dataclasses.replace(request_, model=first_format)
    run_batch(request, ignore, ignore)
    expected = outputs_of(request)
    without_level(request.jsonl)
    lines = request.jsonl.read_text("utf-8").splitlines(keepends=True)
    request.jsonl.write_text("".join(lines[:kept]), "utf-8")
    request.csv.unlink()
    summary = run_batch(dataclasses.replace(request, is_resumed=True), ignore, ignore)
    assert outputs_of(request) == expected
    assert (summary.records, summary.level) == (RECORDS, 0.99)


def test_a_batch_of_an_earlier_program_is_refused_where_its_level_is_unknown(request_, second_format):
    request = dataclasses.replace(request_, model=second_format, csv=None)
    run_batch(request, ignore, ignore)
    without_level(request.jsonl)
    before = request.jsonl.read_bytes()
    with pytest.raises(InvalidRecordsError, match=r"of an earlier Falx, at no stated level; choose another name"):
        run_batch(dataclasses.replace(request, is_resumed=True), ignore, ignore)
    assert request.jsonl.read_bytes() == before
