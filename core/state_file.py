"""The small JSON files in which batches and runs keep their state: read strictly, into dataclasses."""

import dataclasses
import json
import types
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar, Union, get_args, get_origin

from core.errors import InvalidStateError
from core.program.wording import shown_name
from core.regular_file import read_regular

Kind = TypeVar("Kind")

# No state file comes near it; another file in its place must not fill the memory.
_MOST_BYTES = 200_000_000
_LONGEST_SHOWN = 60
_WORDS = {str: "a text", int: "a whole number", float: "a number", bool: "true or false", dict: "an object"}


def read_state(path: Path, kind: type[Kind]) -> Kind:
    """Read a file of JSON that holds one object into a dataclass.

    Args:
        path: of the file.
        kind: the dataclass; each field is a `str`, `int`, `float`, `bool`, `Any`, another such dataclass, a
            `tuple[..., ...]` or `Mapping[str, ...]` of those, or one of them or None. A field with a default may be
            missing; keys that no field has, as a later Falx may write them, are left out.

    Raises:
        InvalidStateError: naming the file and what is wrong in it; `is_missing` if there is no such file.
    """
    return from_json(read_object(path), kind, path)


def read_object(path: Path) -> dict[str, Any]:
    """Read a file of JSON that holds one object, as it is.

    Raises:
        InvalidStateError: as `read_state` does.
    """
    return _object(_read(path), path, "")


def read_lines(path: Path, kind: type[Kind]) -> list[Kind]:
    """Read a file of JSON Lines, an object each, into dataclasses.

    Raises:
        InvalidStateError: as `read_state` does, with the number of the line.
    """
    lines = _read(path).splitlines()
    return [
        from_json(_object(line, path, f"line {number}"), kind, path, f"line {number}")
        for number, line in enumerate(lines, 1)
    ]


def from_json(values: Mapping[str, Any], kind: type[Kind], path: Path, place: str = "") -> Kind:
    """Make a dataclass of an object that a file holds.

    Args:
        values: the object.
        kind: as for `read_state`.
        path: of the file, for the message.
        place: of the object within it, for the message.

    Raises:
        InvalidStateError: naming the file, the key, what was expected and what came.
    """
    hints = typing.get_type_hints(kind)
    taken: dict[str, Any] = {}
    for field in dataclasses.fields(kind):  # type: ignore[arg-type]
        name = f"{place}.{field.name}" if place else field.name
        if field.name in values:
            taken[field.name] = _taken(values[field.name], hints[field.name], path, name)
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            raise _invalid(path, name, "a value", "none")
    return kind(**taken)


def _taken(value: Any, wanted: Any, path: Path, place: str) -> Any:
    """Take a value that is of the kind that a field states."""
    origin, inner = get_origin(wanted), get_args(wanted)
    if wanted is Any:
        return value
    if origin in (Union, types.UnionType):
        if value is None and type(None) in inner:
            return None
        [wanted] = [one for one in inner if one is not type(None)]
        return _taken(value, wanted, path, place)
    if origin is tuple:
        if not isinstance(value, list):
            raise _invalid(path, place, "a list", _shown(value))
        return tuple(_taken(one, inner[0], path, f"{place}[{index}]") for index, one in enumerate(value))
    is_mapping = isinstance(origin, type) and issubclass(origin, Mapping)
    if is_mapping or dataclasses.is_dataclass(wanted):
        if not isinstance(value, dict):
            raise _invalid(path, place, "an object", _shown(value))
        if is_mapping:
            return {key: _taken(one, inner[1], path, f"{place}.{key}") for key, one in value.items()}
        return from_json(value, wanted, path, place)
    if wanted is float and type(value) is int:
        return float(value)
    if type(value) is not wanted:
        raise _invalid(path, place, _WORDS[wanted], _shown(value))
    return value


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise _invalid(path, "", f"at most {_MOST_BYTES:,} bytes", "more")
        return read_regular(path).decode("utf-8")
    except FileNotFoundError as error:
        raise InvalidStateError(subject=_name(path), expected="a file", found="none", is_missing=True) from error
    except OSError as error:
        raise InvalidStateError(f"cannot be read ({error.strerror})", subject=_name(path)) from error
    except UnicodeDecodeError as error:
        raise _invalid(path, "", "a text in UTF-8", "other bytes") from error


def _object(text: str, path: Path, place: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        what = f"something else at line {error.lineno} ({error.msg})"
        raise _invalid(path, place, "JSON", what) from error
    except (ValueError, RecursionError) as error:
        # A number of more digits than can be read, or parts nested without end.
        raise _invalid(path, place, "plain JSON", "some that cannot be read") from error
    if not isinstance(found, dict):
        raise _invalid(path, place, "an object", _shown(found))
    return found


def _invalid(path: Path, place: str, expected: str, got: str) -> InvalidStateError:
    where = f"{_name(path)}, {place}" if place else _name(path)
    return InvalidStateError(subject=where, expected=expected, got=got)


def _name(path: Path) -> str:
    # Such files have one name in every folder.
    return f"{shown_name(path.parent)}/{path.name}"


def _shown(value: Any) -> str:
    text = json.dumps(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
