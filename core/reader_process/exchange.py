"""Exchange: one request to a process that reads files and all of its answers, within limits that it cannot evade."""

import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection

import numpy as np

from core.image.slice import Pixels
from core.jobs.events import Cancelled
from core.reader_process.answers import ExpectedAnswers
from core.reader_process.checked import InvalidMessageError
from core.reader_process.limits import ReadingLimits
from core.reader_process.messages import Alive, Chunk, Finished, Message, ReadingProgress, Ready, is_end, unpack
from core.reader_process.refusal import Refusal
from core.reader_process.request import NEXT, STOP, ReadRequest
from core.reader_process.shared_block import HALVES, SharedBlock
from core.reader_process.watchdog import Watchdog

# Between two looks at whether the answer is still wanted.
_LOOK_S = 0.05
# How long a process that is to stop may take before it is ended.
GRACE_S = 0.3

OnProgress = Callable[[int, int], None]
# Asked from the thread that waits for the answer and from that of the watchdog; what is not wanted stays so.
IsWanted = Callable[[], bool]


class ProcessLostError(Exception):
    """A request has cost the process; the text says how, without its subject, and `advice` what to do."""

    advice = "save it again with another program, or open another file"


class NotStartedError(ProcessLostError):
    """There was no process to ask; the file is not to blame."""

    advice = "close other programs, then try again"


class EndedOutsideError(ProcessLostError):
    """Something else ended the process, such as the system when memory is short; the file need not be to blame."""

    advice = "close other programs, then try again"


class TimeIsUpError(ProcessLostError):
    """Falx ended the process itself, because the file took too long; a slow disk or a busy computer may be to blame."""

    advice = "close other programs or copy the file to this computer, then try again"


class EndedBeforeError(EOFError):
    """The process had ended while it was idle; the file is not to blame."""


class Exchange:
    """Talks to the process about one request."""

    def __init__(
        self,
        connection: Connection,
        block: SharedBlock,
        limits: ReadingLimits,
        is_wanted: IsWanted,
        watchdog: Watchdog,
    ) -> None:
        """Begin with what is there."""
        self._connection, self._block, self._limits = connection, block, limits
        self._is_wanted, self._watchdog = is_wanted, watchdog
        self._room, self._listens, self._is_idle = limits.most_words, False, False
        # Of pixels of this request; those before are taken by the time the next are waited for.
        self._chunks = 0
        self._ends_at: float | None = None
        # When the process last got further, and with how many files.
        self._further_at, self._done = time.monotonic(), 0

    def greet(self) -> Ready:
        """Wait for the first message of the process.

        Raises:
            NotStartedError: if it does not come in time, or is another.
        """
        ends_at, late = time.monotonic() + self._limits.start_s, "the process that reads files does not start"
        try:
            ready = unpack(self._word(ends_at, late, NotStartedError), _no_pixels, 0)
        except (EOFError, OSError, InvalidMessageError) as error:
            self._raise_if_late(ends_at, late, NotStartedError, error)
            raise NotStartedError(late) from error
        if not isinstance(ready, Ready):
            raise NotStartedError(late)
        return ready

    def ask(
        self, request: ReadRequest, content: bytes | bytearray | None, on_progress: OnProgress | None
    ) -> list[Message]:
        """Send a request and take its answers; see `core.reader_process.process.ReaderProcess.ask`.

        Raises:
            EndedBeforeError: if the process had ended before.
            EOFError: if the process has ended; or an OSError.
            InvalidMessageError: if it sends what does not fit the request.
        """
        answers = ExpectedAnswers(request)
        if self._limits.total_s is not None:
            self._ends_at = time.monotonic() + self._limits.total_s
        try:
            self._send(request.pack())
        except OSError as error:
            raise EndedBeforeError from error
        if content is not None:
            self._send(content)
        while True:
            message = self._receive(self._limits.most_decoded - answers.size)
            self._is_idle = isinstance(message, Finished | Refusal)
            match message:
                case Refusal():
                    raise message.error
                case Alive():
                    pass
                case ReadingProgress():
                    # Between two of several files, it looks whether it is to stop.
                    self._listens = True
                    if message.done > self._done:
                        self._further_at, self._done = time.monotonic(), message.done
                    if on_progress:
                        on_progress(message.done, message.total)
                case _:
                    answers.add(message)
            if self._is_idle:
                return answers.found

    def stop(self, request: ReadRequest) -> bool:
        """Have the process stop its request; return whether it is there for the next one."""
        if self._is_idle:
            return True
        if request.kind in ("slices", "frames", "elements", "contents") and not self._listens:
            # It would finish its file first.
            return False
        ends_at = time.monotonic() + GRACE_S
        try:
            with self._watchdog.until(ends_at, must_be_wanted=False):
                self._connection.send_bytes(STOP)
                while self._connection.poll(max(0.0, ends_at - time.monotonic())):
                    if is_end(self._connection.recv_bytes(self._room)):
                        return True
                    if time.monotonic() > ends_at:
                        break
        except (EOFError, OSError, InvalidMessageError):
            pass
        return False

    def _send(self, content: bytes | bytearray) -> None:
        self._further_at = time.monotonic()
        ends_at, late = self._deadline()
        try:
            with self._watchdog.until(ends_at):
                self._connection.send_bytes(content)
        except OSError as error:
            self._raise_if_late(ends_at, late, TimeIsUpError, error)
            raise

    def _receive(self, most: int) -> Message:
        def fill(arrays: Sequence[Pixels]) -> None:
            self._listens = True
            half, at, length = self._block.halves[0], 0, 0
            for pixels in arrays:
                rest = pixels.reshape(-1).view(np.uint8).data
                while rest:
                    if at == length:
                        half, at, length = self._chunk()
                    count = min(len(rest), length - at)
                    # No part of the block is kept, as it cannot be closed then.
                    rest[:count] = half[at : at + count]
                    at, rest = at + count, rest[count:]
            if at != length:
                raise InvalidMessageError("expected no more than the pixels, got more")

        return unpack(self._answer(), fill, most)

    def _chunk(self) -> tuple[memoryview, int, int]:
        """Wait for pixels; return which half of the shared block they are in, from where, and to where."""
        if self._chunks:
            # Only now, as the pixels of a small picture need no answer.
            self._send(NEXT)
        half = self._block.halves[self._chunks % HALVES]
        self._chunks += 1
        while True:
            message = unpack(self._answer(), _no_pixels, 0)
            if isinstance(message, Chunk) and 0 < message.length <= len(half):
                self._further_at = time.monotonic()
                return half, 0, message.length
            if not isinstance(message, Alive):
                raise InvalidMessageError("expected pixels, got another message")

    def _answer(self) -> bytes:
        ends_at, late = self._deadline()
        try:
            return self._word(ends_at, late, TimeIsUpError)
        except (EOFError, OSError) as error:
            self._raise_if_late(ends_at, late, TimeIsUpError, error)
            raise

    def _deadline(self) -> tuple[float, str]:
        """Return until when the process may take for its next step, and what to say if it does not keep to that."""
        silent_at, stuck_at = time.monotonic() + self._limits.silence_s, self._further_at + self._limits.file_s
        if self._ends_at is not None and self._ends_at < min(silent_at, stuck_at):
            return self._ends_at, f"reading it takes longer than {self._limits.total_s:g} s"
        if stuck_at < silent_at:
            return stuck_at, f"reading it takes longer than {self._limits.file_s:g} s"
        return silent_at, f"it gave no sign of life for {self._limits.silence_s:g} s while it was read"

    def _word(self, ends_at: float, late: str, kind: type[ProcessLostError]) -> bytes:
        """Wait for a message; one that is there is no reason not to look at the time."""
        while True:
            if not self._is_wanted():
                raise Cancelled
            if time.monotonic() > ends_at:
                raise kind(late)
            if self._connection.poll(_LOOK_S):
                break
        with self._watchdog.until(ends_at):
            try:
                word = self._connection.recv_bytes(self._room)
            except OSError as error:
                if error.errno is None:
                    most = self._limits.most_words
                    raise InvalidMessageError(f"expected up to {most:,} bytes of messages, got more") from error
                raise
        self._room -= len(word)
        return word

    def _raise_if_late(self, ends_at: float, late: str, kind: type[ProcessLostError], error: Exception) -> None:
        """Say why the watchdog has ended the process, if it has."""
        if not self._is_wanted():
            raise Cancelled from error
        if time.monotonic() > ends_at:
            raise kind(late) from error


def _no_pixels(_: Sequence[Pixels]) -> None:
    raise InvalidMessageError("expected no picture, got one")
