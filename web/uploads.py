"""The body of an upload: counted while it comes, with a bound on its size, its pauses and its time."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote

from starlette.requests import ClientDisconnect, Request

from core.errors import UnreadableImageError
from core.program.wording import one_line
from web.errors import BusyError, GivenUp, TooLargeError, TooSlowError
from web.limits import Limits

NAME_HEADER = "x-falx-name"
_NO_NAME, _LONGEST_NAME = "picture", 200


class Uploads:
    """Takes uploads, several at the same time, as long as there is room for their bytes in all."""

    def __init__(self, limits: Limits) -> None:
        """Start without any."""
        self._limits = limits
        self._held = 0

    @property
    def held(self) -> int:
        """Bytes that are held of uploads that are not decoded yet."""
        return self._held

    @contextmanager
    def room(self) -> Iterator["UploadMemory"]:
        """Hold the bytes of one upload until the end of the block."""
        room = UploadMemory(self)
        try:
            yield room
        finally:
            self._held -= room.size

    def take(self, count: int) -> None:
        """Make room for bytes.

        Raises:
            BusyError: if other uploads take too much already.
        """
        if self._held + count > self._limits.most_bodies:
            raise BusyError
        self._held += count

    async def read(self, request: Request, room: "UploadMemory") -> bytearray:
        """Read the body of a request.

        Raises:
            TooLargeError: as soon as more comes than is taken, or is announced.
            TooSlowError: if it pauses, or comes too slowly.
            BusyError: if other uploads take too much room.
            UnreadableImageError: if it is empty.
            GivenUp: if the client has gone.
        """
        most = self._limits.most_body
        announced = request.headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > most:
            raise _too_large(most)
        content, began = bytearray(), time.monotonic()
        pieces = request.stream()
        try:
            while True:
                try:
                    async with asyncio.timeout(self._limits.silence_s):
                        piece = await anext(pieces, None)
                except TimeoutError as error:
                    raise TooSlowError(
                        f"nothing came for {self._limits.silence_s:g} s", advice="send it again"
                    ) from error
                if piece is None:
                    break
                if len(content) + len(piece) > most:
                    raise _too_large(most)
                room.take(len(piece))
                content += piece
                elapsed = time.monotonic() - began
                if elapsed > self._limits.grace_s and len(content) < self._limits.least_rate * elapsed:
                    raise TooSlowError("the file comes too slowly", advice="send it over a faster connection")
        except ClientDisconnect as error:
            raise GivenUp from error
        finally:
            await pieces.aclose()
        if not content:
            raise UnreadableImageError(
                subject="body", expected="an image", got="an empty file", advice="send the bytes of a file"
            )
        return content


class UploadMemory:
    """The memory that one upload takes.

    Attributes:
        size: in bytes.
    """

    def __init__(self, uploads: Uploads) -> None:
        """Start with none."""
        self._uploads = uploads
        self.size = 0

    def take(self, count: int) -> None:
        """Take more of it."""
        self._uploads.take(count)
        self.size += count


def shown_name(request: Request) -> str:
    """Return the name of an upload, to show: what is behind its last separator, in one line. It is no path."""
    text = unquote(request.headers.get(NAME_HEADER, ""), errors="replace").replace("\\", "/")
    name = one_line(text.rpartition("/")[2].strip())[:_LONGEST_NAME]
    return name if name.strip(".") else _NO_NAME


def _too_large(most: int) -> TooLargeError:
    return TooLargeError(
        subject="body", expected=f"up to {most / 1e6:,.0f} MB", got="more", advice="send fewer slices at once"
    )
