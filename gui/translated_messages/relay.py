"""Translates what comes in English from another process, where the window speaks another language."""

from typing import TYPE_CHECKING

from core.program.translation import is_translated

if TYPE_CHECKING:
    from core.jobs.events import Event


def relayed(text: str) -> str:
    """Return a text in the language of the window; what is not known of it stays as it is.

    Args:
        text: in English: a phase, a finding, or the message of an error, `subject: problem; advice`.
    """
    if not text or not is_translated():
        return text
    # The first paint needs none of the texts.
    from gui.translated_messages.translation import translate_message

    return translate_message(text)


def relayed_event(event: "Event") -> "Event":
    """Return an event of a job with its texts in the language of the window."""
    if not is_translated():
        return event
    from dataclasses import replace

    from core.jobs.events import Outcome, Progress

    match event:
        case Progress():
            return replace(event, phase=relayed(event.phase))
        case Outcome():
            return replace(event, message=relayed(event.message), statement=relayed(event.statement))
    return event
