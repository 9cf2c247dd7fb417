"""Findings in words, as the reports of training show them."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from core.program.wording import one_line


class Severity(Enum):
    """How much a finding affects what can be learnt and measured."""

    PROBLEM = "problem"
    NOTE = "note"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding in words.

    Attributes:
        severity: how much it matters.
        what: was found, in a sentence.
        why: it matters; "" if nothing is wrong.
        advice: what to do; "" likewise.
        topic: what it is about, for code that can do more than show it.
    """

    severity: Severity
    what: str
    why: str = ""
    advice: str = ""
    topic: str = ""


def shown_values(value: Any) -> Any:
    """Escape what would break a line or cannot be shown in the texts of a record, such as names of files."""
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, dict):
        return {shown_values(key): shown_values(one) for key, one in value.items()}
    return [shown_values(one) for one in value] if isinstance(value, list) else value
