"""Checked: take values out of JSON that a process has sent which may be out of control."""

import math
from collections.abc import Callable
from typing import Any, TypeVar

Kind = TypeVar("Kind")
# Of a DICOM integer string (PS3.5 table 6.2-1), and of an integer of Qt.
MOST = 2**31 - 1


class InvalidMessageError(Exception):
    """What came is no message of the reader process."""


def of(kind: type[Kind], value: Any) -> Kind:
    """Return a value if it is of exactly this kind.

    Raises:
        InvalidMessageError: if it is of another, or a floating-point number that is not finite.
    """
    if type(value) is not kind:
        raise InvalidMessageError(f"expected {kind.__name__}, got {type(value).__name__}")
    if isinstance(value, float) and not math.isfinite(value):
        raise InvalidMessageError(f"expected a finite number, got {value}")
    return value


def count(value: Any, least: int = 0, most: int = MOST) -> int:
    """Return a whole number within bounds.

    Raises:
        InvalidMessageError: if it is anything else.
    """
    if not least <= of(int, value) <= most:
        raise InvalidMessageError(f"expected a number from {least} to {most}, got another")
    return int(value)


def known(number: int) -> int:
    """Return a number as it is to be sent; 0 for one that only a careless file states."""
    return int(number) if -MOST <= number <= MOST else 0


def each(values: Any, make: Callable[[Any], Kind]) -> tuple[Kind, ...]:
    """Make something of each value of a list.

    Raises:
        InvalidMessageError: if it is no list.
    """
    return tuple(make(value) for value in of(list, values))


def texts(values: Any) -> tuple[str, ...]:
    """Return a list of texts.

    Raises:
        InvalidMessageError: if it is none.
    """
    return each(values, lambda value: of(str, value))


def numbers(length: int, values: Any) -> Any:
    """Return this number of finite floating-point numbers, or None.

    Raises:
        InvalidMessageError: if it is anything else.
    """
    if values is None:
        return None
    found = each(values, lambda value: of(float, value))
    if len(found) != length:
        raise InvalidMessageError(f"expected {length} numbers, got {len(found)}")
    return found
