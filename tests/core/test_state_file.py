"""The small files of state: what is in them is taken as it has to be, or what is wrong is said with the file's name."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from core.errors import InvalidStateError
from core.state_file import read_lines, read_object, read_state


@dataclass(frozen=True, slots=True)
class Part:
    number: int
    share: float = 0.5


@dataclass(frozen=True, slots=True)
class State:
    name: str
    is_over: bool
    place: str | None
    parts: tuple[Part, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    other: Any = None


WHOLE = {"name": "a", "is_over": True, "place": None}


@pytest.fixture
def path(tmp_path):
    folder = tmp_path / "run"
    folder.mkdir()
    return folder / "state.json"


def test_what_is_written_is_read_with_defaults_for_what_is_missing(path):
    values = {**WHOLE, "parts": [{"number": 1}, {"number": 2, "share": 1}], "counts": {"b": 3}, "other": [1, {}]}
    path.write_text(json.dumps(values | {"of a later Falx": 1}), "utf-8")
    expected = State("a", True, None, (Part(1), Part(2, 1.0)), {"b": 3}, [1, {}])
    found = read_state(path, State)
    assert found == expected
    assert type(found.parts[1].share) is float
    path.write_text(json.dumps(WHOLE), "utf-8")
    assert read_state(path, State) == State("a", True, None)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": 3}, "run/state.json, name: expected a text, got 3"),
        ({"is_over": 1}, "run/state.json, is_over: expected true or false, got 1"),
        ({"place": []}, "run/state.json, place: expected a text, got []"),
        ({"parts": {}}, "run/state.json, parts: expected a list, got {}"),
        ({"parts": [{"number": 1}, 2]}, "run/state.json, parts[1]: expected an object, got 2"),
        ({"parts": [{"number": True}]}, "run/state.json, parts[0].number: expected a whole number, got true"),
        ({"parts": [{}]}, "run/state.json, parts[0].number: expected a value, got none"),
        ({"parts": [{"number": 1, "share": "x"}]}, 'run/state.json, parts[0].share: expected a number, got "x"'),
        ({"counts": {"b": None}}, "run/state.json, counts.b: expected a whole number, got null"),
        ({"counts": [1]}, "run/state.json, counts: expected an object, got [1]"),
    ],
)
def test_a_value_of_another_kind_is_named_with_its_place(path, change, sentence):
    path.write_text(json.dumps(WHOLE | change), "utf-8")
    with pytest.raises(InvalidStateError) as raised:
        read_state(path, State)
    assert str(raised.value) == sentence
    assert not raised.value.is_missing


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "expected JSON, got something else at line 1"),
        (b'{"name": "a', "expected JSON, got something else at line 1"),
        (b"\xff\xfe{}", "expected a text in UTF-8, got other bytes"),
        (b"[1]", "expected an object, got [1]"),
        (b"[" * 200_000, "expected plain JSON, got some that cannot be read"),
        (b'{"name": ' + b"9" * 5000 + b"}", "expected plain JSON, got some that cannot be read"),
    ],
)
def test_a_file_that_is_damaged_is_refused_in_one_line(path, content, expected):
    path.write_bytes(content)
    with pytest.raises(InvalidStateError) as raised:
        read_object(path)
    assert str(raised.value).startswith(f"run/state.json: {expected}")


def test_a_file_that_is_not_there_or_cannot_be_read_is_distinguished(path):
    with pytest.raises(InvalidStateError, match=r"^run/state\.json: expected a file, found none$") as raised:
        read_object(path)
    assert raised.value.is_missing
    path.mkdir()
    with pytest.raises(InvalidStateError, match=r"^run/state\.json: cannot be read") as raised:
        read_object(path)
    assert not raised.value.is_missing


def test_lines_are_read_each_and_a_damaged_one_is_named(path):
    path.write_text('{"number": 1}\n{"number": 2, "share": 0.25}\n', "utf-8")
    assert read_lines(path, Part) == [Part(1), Part(2, 0.25)]
    path.write_text('{"number": 1}\n{"number": 2.5}\n', "utf-8")
    with pytest.raises(InvalidStateError, match=r"line 2\.number: expected a whole number, got 2\.5"):
        read_lines(path, Part)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names there")
def test_a_pipe_in_the_place_of_a_file_is_refused_at_once(path):
    os.mkfifo(path)
    with pytest.raises(InvalidStateError, match=r"cannot be read \(a folder, pipe or device\)"):
        read_object(path)
