"""The values in a package's `package.json`: read strictly, each of the expected kind and in its range."""

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

_LARGEST_TEXT = 5_000_000
# Deeper than any description is; the code that follows may recurse.
_DEEPEST = 50
_MOST_DIGITS = 18
_LONGEST_SHOWN = 60
_MOST_NUMBERS = 1000


class UnsoundValueError(ValueError):
    """A value does not have the form that it should; the text names its key, what was expected and what came."""


def read_json(content: bytes) -> dict[str, Any]:
    """Read an object of JSON: UTF-8, every key once, every number finite, and not too deep.

    Raises:
        UnsoundValueError: saying what is wrong.
    """
    if len(content) > _LARGEST_TEXT:
        raise UnsoundValueError(f"expected at most {_LARGEST_TEXT:,} bytes, got {len(content):,}")
    try:
        # A byte order mark is refused too: `loads` takes bytes in several encodings.
        found = json.loads(
            content.decode("utf-8"),
            object_pairs_hook=_object,
            parse_constant=_constant,
            parse_float=_float,
            parse_int=_int,
        )
    except UnicodeDecodeError as error:
        raise UnsoundValueError("expected text in UTF-8, got other bytes") from error
    except json.JSONDecodeError as error:
        raise UnsoundValueError(f"expected JSON, got something else at line {error.lineno} ({error.msg})") from error
    except (RecursionError, MemoryError) as error:
        raise UnsoundValueError("expected plain JSON, got parts nested without end") from error
    _require_shallow(found)
    return require_object(found, "")


def require_object(value: Any, key: str) -> dict[str, Any]:
    """Take an object.

    Args:
        value: as JSON gave it.
        key: of the value, for the message.
    """
    if not isinstance(value, dict):
        raise _fault(key, "an object", value)
    return value


def require_part(parent: Mapping[str, Any], key: str, within: str = "") -> Any:
    """Take the value of a key.

    Args:
        parent: an object.
        key: that it must have.
        within: the key of the object itself.
    """
    if key not in parent:
        raise UnsoundValueError(f"{_joined(within, key)}: expected a value, got none")
    return parent[key]


def require_number(
    parent: Mapping[str, Any], key: str, least: float, most: float, within: str = "", default: float | None = None
) -> float:
    """Take a number of a range, both ends allowed; true and false are not numbers.

    Args:
        parent: an object.
        key: of the number.
        least: the smallest allowed.
        most: the largest allowed.
        within: the key of the object itself.
        default: the value if the key is missing; None if the key is required.
    """
    if default is not None and key not in parent:
        return default
    value = require_part(parent, key, within)
    if type(value) not in (int, float) or not least <= value <= most:
        raise _fault(_joined(within, key), f"a number of {least:g} to {most:g}", value)
    return float(value)


def require_whole(parent: Mapping[str, Any], key: str, least: int, most: int, within: str = "") -> int:
    """Take a whole number of a range, both ends allowed."""
    value = require_part(parent, key, within)
    if type(value) is not int or not least <= value <= most:
        raise _fault(_joined(within, key), f"a whole number of {least} to {most}", value)
    return value


def require_numbers(
    parent: Mapping[str, Any], key: str, least: float, most: float, within: str = ""
) -> tuple[float, ...]:
    """Take a list of numbers of a range, both ends allowed."""
    value, name = require_part(parent, key, within), _joined(within, key)
    if not isinstance(value, list) or len(value) > _MOST_NUMBERS:
        raise _fault(name, f"a list of at most {_MOST_NUMBERS} numbers", value)
    for one in value:
        if type(one) not in (int, float) or not least <= one <= most:
            raise _fault(name, f"numbers of {least:g} to {most:g}", one)
    return tuple(map(float, value))


def require_texts(value: Any, key: str, least: int, most: int) -> Sequence[str]:
    """Take a list of different texts, between `least` and `most` of them."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise _fault(key, "a list of texts", value)
    if not least <= len(set(value)) == len(value) <= most:
        raise UnsoundValueError(
            f"{key}: expected {least} to {most} different texts, got {', '.join(map(repr, value))[:200]}"
        )
    return value


def shown(value: Any) -> str:
    """Return a value of JSON in few words."""
    if isinstance(value, dict | list):
        return f"{'an object' if isinstance(value, dict) else 'a list'} of {len(value)}"
    text = json.dumps(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _fault(key: str, expected: str, value: Any) -> UnsoundValueError:
    return UnsoundValueError(f"{key}: expected {expected}, got {shown(value)}".removeprefix(": "))


def _joined(within: str, key: str) -> str:
    return f"{within}.{key}" if within else key


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise UnsoundValueError(f"{twice[:_LONGEST_SHOWN]}: expected each key once, got it twice")
    return found


def _constant(name: str) -> float:
    raise UnsoundValueError(f"expected finite numbers, got {name}")


def _float(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise UnsoundValueError(f"expected finite numbers, got {text[:_LONGEST_SHOWN]}")
    return value


def _int(text: str) -> int:
    if len(text.lstrip("-")) > _MOST_DIGITS:
        raise UnsoundValueError(
            f"expected whole numbers of at most {_MOST_DIGITS} digits, got {text[:_LONGEST_SHOWN]}…"
        )
    return int(text)


def _require_shallow(value: Any) -> None:
    level = [value]
    for _ in range(_DEEPEST):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return
    raise UnsoundValueError(f"expected at most {_DEEPEST} nested parts, got more")
