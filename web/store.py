"""The pictures that were sent: in memory, for some minutes, up to a number of bytes."""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.reader_process.upload import ReadPicture
from web.errors import NoPictureError
from web.limits import Limits

if TYPE_CHECKING:
    from web.result_cache import Findings


@dataclass(slots=True, eq=False)
class Stored:
    """A picture of the store.

    Attributes:
        id: that it goes by; it cannot be guessed.
        name: of the file that was sent, to show.
        picture: the slices.
        findings: what the model has answered so far.
        used_at: when it was asked for last, by the clock of the store.
        is_dropped: whether the store has forgotten it; a request may still be at work on it.
    """

    id: str
    name: str
    picture: ReadPicture
    findings: "Findings"
    used_at: float = field(default=0.0)
    is_dropped: bool = False

    def record_path(self, index: int) -> str:
        """Return the path that the record of a slice states: the name, joined with the place in the archive."""
        return "/".join(filter(None, (self.name, self.picture.slices[index].source.as_posix().removeprefix("."))))


class Store:
    """Keeps pictures. Its methods belong to the thread of the event loop."""

    def __init__(
        self,
        limits: Limits,
        clock: Callable[[], float] = time.monotonic,
        on_dropped: Callable[[str], None] = lambda id: None,
    ) -> None:
        """Start empty.

        Args:
            limits: how much is kept, and how long.
            clock: gives the time in seconds.
            on_dropped: is called with the id of each picture that is forgotten, for whatever reason.
        """
        self._limits, self._clock, self._on_dropped = limits, clock, on_dropped
        self._kept: OrderedDict[str, Stored] = OrderedDict()
        self._size = 0

    def __len__(self) -> int:
        """How many there are."""
        return len(self._kept)

    @property
    def ids(self) -> list[str]:
        """The ids of all, the one that was used last at the end."""
        return list(self._kept)

    @property
    def size(self) -> int:
        """Bytes of pixels."""
        return self._size

    def add(self, name: str, picture: ReadPicture) -> Stored:
        """Keep a picture; those that were not used for longest make room."""
        from web.result_cache import Findings

        self.expire()
        stored = Stored(secrets.token_urlsafe(16), name, picture, Findings(), self._clock())
        self._kept[stored.id] = stored
        self._size += picture.size
        while len(self._kept) > 1 and self._is_too_much():
            self._drop(next(iter(self._kept)))
        return stored

    def find(self, id: str) -> Stored:
        """Find a picture.

        Raises:
            NoPictureError: if there is none, or no longer.
        """
        self.expire()
        stored = self._kept.get(id)
        if stored is None:
            raise NoPictureError("there is no such picture, or no longer", advice="send it again")
        self._kept.move_to_end(id)
        stored.used_at = self._clock()
        return stored

    def remove(self, id: str) -> None:
        """Forget a picture.

        Raises:
            NoPictureError: if there is none, or no longer.
        """
        self._drop(self.find(id).id)

    def forget(self, stored: Stored) -> None:
        """Forget a picture, if it is still there."""
        if stored.id in self._kept:
            self._drop(stored.id)

    def clear(self) -> None:
        """Forget all."""
        for id in self.ids:
            self._drop(id)

    def expire(self) -> None:
        """Forget what was not used for too long."""
        oldest = self._clock() - self._limits.kept_s
        while self._kept:
            first = next(iter(self._kept.values()))
            if first.used_at > oldest:
                return
            self._drop(first.id)

    def _is_too_much(self) -> bool:
        return self._size > self._limits.most_kept or len(self._kept) > self._limits.most_stored

    def _drop(self, id: str) -> None:
        stored = self._kept.pop(id)
        self._size -= stored.picture.size
        stored.is_dropped = True
        self._on_dropped(id)
