"""HTTP as uvicorn speaks it, with bounds on connections and on the time of clients that send or read nothing.

What it answers before the guard is asked looks like every other answer: JSON, with the headers of all.
"""

import asyncio
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from web.errors import BusyError, RequestError
from web.guard import add_headers
from web.limits import Limits
from web.responses import answer_error


def make_protocol(limits: Limits) -> type[H11Protocol]:
    """Make the protocol of a server with these limits."""

    class Protocol(H11Protocol):
        """Closes a connection on which no whole head of a request comes, or whose client reads no answer."""

        _head_timer: asyncio.TimerHandle | None = None
        _read_timer: asyncio.TimerHandle | None = None
        _is_too_many = False

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            """Wait for the first request."""
            super().connection_made(transport)
            count = len(self.connections)
            # Those that were there before are answered as ever.
            self._is_too_many = count > limits.connections
            if count > limits.connections + limits.refused:
                # Each takes a number of the system, of which there may be a thousand.
                transport.abort()
                return
            self._watch_head()

        def data_received(self, data: bytes) -> None:
            """Take what comes; between two requests, it has to become a whole head in time."""
            super().data_received(data)
            self._watch_head()

        def handle_events(self) -> None:
            """Answer what came; a connection more than there may be is refused."""
            self.app = _answer_busy if self._is_too_many else self.config.loaded_app
            super().handle_events()

        def send_400_response(self, msg: str) -> None:
            """Answer what is no HTTP, and close the connection."""
            if self.cycle is None or not self.cycle.response_started or self.cycle.response_complete:
                self.transport.write(_bad_request())
            self.transport.close()

        def connection_lost(self, exc: Exception | None) -> None:
            """Stop to wait."""
            _cancel(self._head_timer)
            _cancel(self._read_timer)
            super().connection_lost(exc)

        def pause_writing(self) -> None:
            """Give the client some time to read."""
            super().pause_writing()
            _cancel(self._read_timer)
            self._read_timer = self.loop.call_later(limits.stalled_s, self.transport.abort)

        def resume_writing(self) -> None:
            """Let it read on."""
            _cancel(self._read_timer)
            self._read_timer = None
            super().resume_writing()

        def _watch_head(self) -> None:
            # What follows an answer is the next request, or the rest of a body that is not read.
            is_between = self.cycle is None or self.cycle.response_complete
            if not is_between:
                _cancel(self._head_timer)
                self._head_timer = None
            elif self._head_timer is None:
                self._head_timer = self.loop.call_later(limits.head_s, self._end_silence)

        def _end_silence(self) -> None:
            self._head_timer = None
            if self.cycle is None or self.cycle.response_complete:
                self.transport.abort()

    return Protocol


async def _answer_busy(scope: Scope, receive: Receive, send: Send) -> None:
    await _answer_before_guard(BusyError())(scope, receive, send)


def _bad_request() -> bytes:
    error = RequestError("this is no HTTP request that the server understands", advice="see docs/api.md")
    answer = _answer_before_guard(error)
    lines = [b": ".join(line) for line in answer.raw_headers]
    return b"\r\n".join([b"HTTP/1.1 400 Bad Request", *lines, b"", bytes(answer.body)])


def _answer_before_guard(error: RequestError) -> Response:
    """Make an answer with the headers that the guard adds to all others."""
    answer = answer_error(error)
    add_headers({"headers": answer.raw_headers})
    return answer


def _cancel(timer: Any) -> None:
    if timer is not None:
        timer.cancel()
