"""Wording that all rooms share: names in one line, counts, percentages, durations, and the notice."""

import re
import unicodedata
from datetime import datetime
from pathlib import Path

from core.program.translation import format_date, format_number, localized, mark, noun_of, tr

# Shown beside every result; the short one for places with little room.
SHORT_NOTICE = mark("Research use only")
NOTICE = mark("Research use only; not a medical device")

# Control characters, halves of characters (bytes that are no UTF-8), and what ends a line or paragraph.
_ESCAPED = {"Cc", "Cs", "Zl", "Zp"}

# Such as "95 %" and "> 99 %".
_PERCENTAGE = re.compile(r"(?:[<>] )?\d[\d.,]* %")

_LONGEST_ERROR = 300
# Above all probabilities that are not rounded to 1.
_HIGHEST = 1 - 1e-9

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
# Minutes beside hours count from here on.
_LEAST_MINUTES = 5


def one_line(text: str) -> str:
    """Write the characters that would break a line or cannot be printed as escapes, such as `\\n`."""
    return "".join(
        char.encode("unicode_escape").decode("ascii") if unicodedata.category(char) in _ESCAPED else char
        for char in text
    )


def describe_error(error: BaseException) -> str:
    """Write an unforeseen error in one line: its kind, and the beginning of what it says, such as "KeyError: 'x'"."""
    text = " ".join(str(error).split())
    shown = text if len(text) <= _LONGEST_ERROR else f"{text[:_LONGEST_ERROR]}…"
    return f"{type(error).__name__}: {one_line(shown)}" if shown else type(error).__name__


def shown_name(path: Path) -> str:
    """Return the name of a file or folder; for `.` that of the folder it means, for a disk its path."""
    return one_line(path.name or path.absolute().name or str(path))


def count_of(count: int, noun: str, plural: str = "") -> str:
    """Write a count with its noun: "1 slice", "1,200 slices"."""
    return f"{format_number(count)} {noun_of(count, noun, plural)}"


def count_is(count: int, noun: str, plural: str = "") -> str:
    """Write a count with its noun and verb: "1 slice is", "1,200 slices are"."""
    return f"{count_of(count, noun, plural)} {noun_of(count, 'is', 'are')}"


def format_when(time: datetime, now: datetime) -> str:
    """Return a time in words, such as "Today 12:00"."""
    days = (now.date() - time.date()).days
    day = {0: tr("Today"), 1: tr("Yesterday")}.get(days) or format_date(time.date())
    return f"{day} {time:%H:%M}"


def format_percent(share: float) -> str:
    """Write a share in [0, 1] as a percentage that never rounds to 100 % or to 0 %."""
    if share > 0 and round(share, 4) < 0.01:
        return "< 1 %"
    if round(share, 4) > 0.99 and share < 1:
        return "> 99 %"
    return whole_percent(share)


def format_probability(probability: float) -> str:
    """Write a probability in [0, 1] as a percentage that is never 100 %, also where it is rounded to 1."""
    return format_percent(min(probability, _HIGHEST))


def unbroken(text: str) -> str:
    """Join the parts of each percentage, such as "> 99 %", by no-break spaces, for text that is wrapped to its room."""
    return _PERCENTAGE.sub(lambda found: found[0].replace(" ", "\N{NO-BREAK SPACE}"), text)


def whole_percent(share: float) -> str:
    """Write a share that is exact, as on an axis, as a percentage without decimals."""
    return f"{share:.0%}".replace("%", " %")


def format_tenths(share: float) -> str:
    """Write a share in [0, 1] as a percentage with one decimal that never rounds to 100 % or to 0 %."""
    return f"{tenths(share)} %"


def tenths(share: float) -> str:
    """Write the number of a percentage with one decimal: of 0.9996, "> 99.9"."""
    text = f"{100 * share:.1f}"
    if text == "100.0" and share < 1:
        return f"> {localized('99.9')}"
    return f"< {localized('0.1')}" if text == "0.0" and share > 0 else localized(text)


def exact_percent(share: float) -> str:
    """Write the number of a percentage that was set rather than measured, with all its digits: of 0.975, "97.5"."""
    # As many digits as a level may have, so that a level below 1 never reads 100 %.
    return format_number(100 * share, ".6g")


def format_duration(seconds: float) -> str:
    """Write a duration with the precision that matters: "45 s", "12 min", "2 h 30 min", "1.2 days"."""
    if round(seconds) < _MINUTE:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / _MINUTE)
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} h {rest} min" if rest >= _LEAST_MINUTES else f"{hours} h"
    days = f"{seconds / _DAY:.1f}".removesuffix(".0")
    return f"{localized(days)} {noun_of(1 if days == '1' else 2, 'day')}"
