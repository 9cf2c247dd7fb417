"""Refusal: an error of Falx, as it comes from the reader process."""

from dataclasses import dataclass
from typing import Any

from core.errors import (
    FalxError,
    NoImagesError,
    ProtectedArchiveError,
    UnreadableImageError,
    UnsupportedImageError,
)
from core.reader_process.checked import of

_KINDS: tuple[type[FalxError], ...] = (
    UnreadableImageError,
    UnsupportedImageError,
    ProtectedArchiveError,
    NoImagesError,
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing could be read.

    Attributes:
        error: which also came from the process, and is only to be raised here.
    """

    error: FalxError


def describe_refusal(refusal: Refusal) -> dict[str, Any]:
    """Write the parts of the sentence, and which error it is."""
    error = refusal.error
    return {
        "code": error.code,
        "subject": error.subject,
        "problem": error.problem,
        "expected": error.expected,
        "got": error.got,
        "advice": error.advice,
        "is_missing": isinstance(error, UnreadableImageError) and error.is_missing,
    }


def renamed(error: FalxError, subject: str) -> FalxError:
    """Return an error of the same kind about a subject of another name, "" for none."""
    return make_refusal(describe_refusal(Refusal(error)) | {"subject": subject}).error


def make_refusal(head: dict[str, Any]) -> Refusal:
    """Read what `describe_refusal` wrote; an unknown code becomes a plain `FalxError`.

    Raises:
        InvalidMessageError: if a part is of another kind.
    """
    subject, problem, expected, got, advice = (
        of(str, head[name]) for name in ("subject", "problem", "expected", "got", "advice")
    )
    kind = next((kind for kind in _KINDS if kind.code == of(str, head["code"])), FalxError)
    if kind is UnreadableImageError:
        is_missing = of(bool, head["is_missing"])
        error: FalxError = UnreadableImageError(problem, subject=subject, advice=advice, is_missing=is_missing)
    else:
        error = kind(problem, subject=subject, advice=advice)
    error.expected, error.got = expected, got
    return Refusal(error)
