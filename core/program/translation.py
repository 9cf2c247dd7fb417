"""The language of texts and numbers that are shown: English, unless the window has installed a lookup.

Command line, records and reports install none, so that they stay English.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from string import Formatter
from typing import Any, NamedTuple

# Gives the translation of a text, in the form that fits a count if there is one; None if it knows none.
Lookup = Callable[[str, int | None], str | None]


class Separators(NamedTuple):
    """The characters within a number: between groups of three digits, and before the decimals."""

    group: str = ","
    decimal: str = "."


_ENGLISH = Separators()

# Writes a day as the language writes it.
WriteDate = Callable[[date], str]
_lookups: list[Lookup] = []
_dates: list[WriteDate] = [date.isoformat]
_separators: list[Separators] = [_ENGLISH]
_is_english = ContextVar("is_english", default=False)


def install(lookup: Lookup | None, separators: Separators = _ENGLISH, write_date: WriteDate = date.isoformat) -> None:
    """Show texts as a lookup gives them from now on, in all threads; None for English.

    Args:
        lookup: gives translations.
        separators: of numbers in its language; not used without a lookup.
        write_date: writes a day in its language; not used without a lookup.
    """
    _lookups[:] = [lookup] if lookup else []
    _separators[:] = [separators]
    _dates[:] = [write_date]


def is_translated() -> bool:
    """Return whether texts are looked up here."""
    return bool(_lookups) and not _is_english.get()


@contextmanager
def english() -> Iterator[None]:
    """Keep texts English in this thread meanwhile: for files that others read."""
    token = _is_english.set(True)
    try:
        yield
    finally:
        _is_english.reset(token)


def mark(text: str) -> str:
    """Mark a text for the translator where it is defined; `tr` translates it where it is shown."""
    return text


def tr(text: str, **values: object) -> str:
    """Translate a text, then fill in its named values.

    Args:
        text: in English, literal or marked; with values, a template such as `"{done:,} of {total:,}"`.
        values: of the names in the template.
    """
    found = _find(text) or text
    return _FORMATTER.vformat(found, (), values) if values else found


def format_number(value: float, spec: str = ",") -> str:
    """Write a number as the language writes it.

    Args:
        value: the number.
        spec: of `format`; by default, groups of three digits.
    """
    return localized(format(value, spec))


def localized(text: str) -> str:
    """Put the separators of the language into a text in English that is nothing but a number."""
    separators = _separators[0]
    return text.translate({ord(","): separators.group, ord("."): separators.decimal}) if is_translated() else text


def format_date(day: date) -> str:
    """Write a day as the language writes it; in English as in ISO 8601."""
    return _dates[0](day) if is_translated() else day.isoformat()


def format_moment(time: datetime) -> str:
    """Write a day and a time of day as the language writes them."""
    return f"{format_date(time.date())} {time:%H:%M}"


def lowered(text: str) -> str:
    """Return a translated text as it stands within a sentence: in English in small letters, else unchanged."""
    return text if is_translated() else text.lower()


def noun_of(count: int, noun: str, plural: str = "") -> str:
    """Return a noun in the form that fits a count.

    Args:
        count: how many.
        noun: in English, literal, in the singular.
        plural: in English; by default with an s.
    """
    return _find(noun, count) or (noun if count == 1 else plural or noun + "s")


class _Formatter(Formatter):
    """Fills in templates; numbers with a format get the separators of the language."""

    def format_field(self, value: Any, format_spec: str) -> str:
        text = str(super().format_field(value, format_spec))
        return localized(text) if isinstance(value, int | float) and (format_spec or isinstance(value, float)) else text


_FORMATTER = _Formatter()


def _find(text: str, count: int | None = None) -> str | None:
    return _lookups[0](text, count) if text and is_translated() else None
