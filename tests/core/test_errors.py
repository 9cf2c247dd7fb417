"""An error writes its sentence itself, from fields that a program can go by."""

import pickle
from pathlib import Path

import pytest

from core.errors import FalxError, InvalidConfigError, OccupiedFolderError, UnreadableImageError
from core.jobs.events import End, Outcome


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"subject": "size", "expected": "32 to 512", "got": 0}, "size: expected 32 to 512, got 0"),
        ({"subject": Path("runs/a"), "expected": "a run", "found": "none"}, "a: expected a run, found none"),
        ({"expected": "slices", "got": "none", "advice": "show others"}, "expected slices, got none; show others"),
        ({"subject": "run", "problem": "is taken", "advice": "use another"}, "run: is taken; use another"),
        ({"subject": "run", "expected": "a file"}, "run: expected a file"),
        ({"problem": "there is no room"}, "there is no room"),
    ],
)
def test_the_sentence_is_made_of_the_fields(fields, sentence):
    error = FalxError(**fields)
    assert str(error) == sentence
    assert (error.advice, error.expected) == (fields.get("advice", ""), fields.get("expected", ""))


def test_what_would_break_the_line_is_escaped_in_the_sentence_and_in_the_fields():
    error = FalxError(subject=Path("a\nb"), expected="a name", got="c\rd", advice="rename\tit")
    assert str(error) == r"a\nb: expected a name, got c\rd; rename\tit"
    assert (error.subject, error.got, error.advice) == (r"a\nb", r"c\rd", r"rename\tit")


def test_a_subject_is_left_out_only_where_it_is_named_already():
    error = UnreadableImageError(subject=Path("x/b.raw"), expected="voxels", got="fewer")
    assert error.reason_at(Path("y/b.raw")) == "expected voxels, got fewer"
    assert error.reason_at(Path("a.mhd")) == "b.raw: expected voxels, got fewer"


def test_fields_survive_the_way_to_another_process():
    error = UnreadableImageError(subject=Path("a.png"), expected="a file", found="nothing", is_missing=True)
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (UnreadableImageError, str(error), vars(error))


def test_the_end_of_a_job_has_a_statement_without_the_advice():
    outcome = Outcome.of_error(OccupiedFolderError("holds a run", subject="a", advice="give --resume"))
    assert (outcome.end, outcome.code) == (End.FAILED, "occupied-folder")
    assert (outcome.message, outcome.statement) == ("a: holds a run; give --resume", "a: holds a run")
    assert issubclass(OccupiedFolderError, InvalidConfigError)
