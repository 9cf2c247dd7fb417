"""Responses to requests: JSON, pictures and errors, each with the headers that keep them private."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from core.errors import FalxError
from core.program.crash_log import keep_crash
from web.errors import BusyError, RequestError

_RETRY_S = "1"
# A file that cannot be read is no wrong request.
_UNREADABLE = 422


def answer_json(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Answer with a value as JSON."""
    return Response(as_json(value), status, headers, "application/json")


def as_json(value: Any) -> bytes:
    """Write a value as JSON, which knows no NaN.

    Raises:
        ValueError: if there is one in it.
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8", "backslashreplace")


def answer_png(content: bytes) -> Response:
    """Answer with a picture."""
    return Response(content, media_type="image/png")


def answer_error(error: FalxError) -> Response:
    """Answer with an error: its code, and its sentence."""
    if not isinstance(error, RequestError):
        return answer_json(describe_error(error), _UNREADABLE)
    headers = {"Retry-After": _RETRY_S} if isinstance(error, BusyError) else {}
    if error.is_body_left:
        # No further request may follow on this connection.
        headers["Connection"] = "close"
    return answer_json(describe_error(error), error.status, headers)


def describe_error(error: FalxError) -> dict[str, dict[str, str]]:
    """Describe an error: its code, and its sentence."""
    return {"error": {"code": error.code, "message": str(error)}}


def answer_unforeseen(error: Exception) -> Response:
    """Keep a report of an unforeseen error, without names of files, and answer with its kind."""
    keep_crash(error)
    message = f"unexpected error ({type(error).__name__}); send it again, and report it if it happens again"
    return answer_json({"error": {"code": "unexpected", "message": message}}, 500, {"Connection": "close"})
