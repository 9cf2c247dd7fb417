"""What the reports of training say besides tables and pictures: findings in words."""

from dataclasses import dataclass
from enum import Enum
from html import escape
from typing import Any

from core.program.wording import one_line

SHOWS_IMAGES = (
    "For research and teaching only; not a medical device. This page shows images of the dataset: treat it as you "
    "treat them."
)


class Severity(Enum):
    """How much a finding bears on what can be learnt and measured."""

    PROBLEM = "problem"
    NOTE = "note"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding in words.

    Attributes:
        severity: how much it matters.
        what: was found, in a sentence.
        why: it matters; "" where nothing is wrong.
        advice: what to do; "" likewise.
        topic: what it is about, for whoever can do more than read it.
    """

    severity: Severity
    what: str
    why: str = ""
    advice: str = ""
    topic: str = ""


def shown_values(value: Any) -> Any:
    """Write what would break a line or cannot be shown in the texts of a record, as names of files may, as escapes."""
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, dict):
        return {shown_values(key): shown_values(one) for key, one in value.items()}
    return [shown_values(one) for one in value] if isinstance(value, list) else value


def format_remark(remark: Remark) -> str:
    """Write a finding as HTML."""
    word = {Severity.PROBLEM: "Problem", Severity.NOTE: "To know", Severity.FINE: "Fine"}[remark.severity]
    more = "".join(
        f"<p><i>{title}</i> {escape(text)}</p>"
        for title, text in (("Why it matters:", remark.why), ("What to do:", remark.advice))
        if text
    )
    return f'<div class="remark {remark.severity.value}"><p><b>{word}.</b> {escape(remark.what)}</p>{more}</div>'
