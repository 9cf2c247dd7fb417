"""The inside of the reader process: takes requests, and sends what it finds."""

import contextlib
import importlib
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

import numpy as np

from core.errors import FalxError, UnreadableImageError, UnsupportedImageError
from core.jobs.throttle import Throttle
from core.reader_process.child_pipe import ChildPipe, ParentGoneError
from core.reader_process.confinement import Confinement
from core.reader_process.limits import ReadingLimits
from core.reader_process.look_messages import FoundLooks, FoundSeries
from core.reader_process.messages import Chunk, Finished, Message, ReadingProgress, Ready, Stopped, Unlocked, pixels_of
from core.reader_process.refusal import Refusal
from core.reader_process.request import NEXT, STOP, ReadRequest
from core.reader_process.shared_block import HALVES, SharedBlock
from core.reader_process.upload import LeftOut, ReadPicture, read_pictures

Found = TypeVar("Found")

_SECONDS_BETWEEN_WORDS = 0.02
# Imported while there is nothing else to do; the first is needed for pictures of any everyday format.
_WARM_UP = (
    "core.readers.raster.pages",
    "core.series.header",
    "core.readers.dicom.objects",
    "core.readers.dicom.series",
    "core.series.listing",
    "core.readers.volumes.nifti",
)


class _StoppedRequest(Exception):  # noqa: N818 - it is no error
    """The other end wants no more of a request."""


def serve(
    connection: Connection,
    block: SharedBlock,
    limits: ReadingLimits,
    confinement: Confinement,
    is_importing_all: bool = True,
) -> None:
    """Answer one request after the other, until the other end is gone.

    Args:
        connection: to the process that asks.
        block: that pixels go through.
        limits: of what a request may use.
        confinement: what was taken from this process.
        is_importing_all: whether to import all readers before they are needed.
    """
    with contextlib.closing(ChildPipe(connection, limits)) as pipe, contextlib.suppress(ParentGoneError):
        pipe.send(Ready(confinement))
        cold = list(_WARM_UP if is_importing_all else _WARM_UP[:1])
        while True:
            while cold and not pipe.has_message():
                importlib.import_module(cold.pop(0))
            word = pipe.receive()
            # One that came too late for the request before, or that it had no more use for.
            if word in (STOP, NEXT):
                continue
            request = ReadRequest.unpack(word)
            pipe.begin()
            _RequestHandler(pipe, block, limits, request).answer()


class _RequestHandler:
    """The work on one request."""

    def __init__(self, pipe: ChildPipe, block: SharedBlock, limits: ReadingLimits, request: ReadRequest) -> None:
        self._pipe, self._block, self._limits, self._request = pipe, block, limits, request
        self._done = 0
        # Which half of the block the next pixels go to, and how many halves the other end has taken the pixels of.
        self._half, self._free = 0, HALVES
        self._telling = Throttle(_SECONDS_BETWEEN_WORDS, is_due_at_once=True)

    def answer(self) -> None:
        """Send what was asked for, and exactly one end."""
        try:
            end: Message = Finished(tuple(self._work()))
        except _StoppedRequest:
            end = Stopped()
        except FalxError as error:
            end = Refusal(error)
        except MemoryError:
            end = self._refusal("a picture that fits into memory", "a larger one", "resize it")
        except ParentGoneError:
            raise
        except OSError as error:
            end = self._refusal("a file that can be read", error.strerror or type(error).__name__, "copy it again")
        except Exception as error:  # noqa: BLE001 - the boundary of the process; the text may name a patient
            end = self._refusal(
                "a whole image", f"one that its reader fails on ({type(error).__name__})", "save it again"
            )
        self._pipe.end(end)

    def _work(self) -> list[LeftOut]:
        from core.readers.archive import take_passwords

        request = self._request
        take_passwords(request.passwords or {})
        if request.kind == "upload":
            content = self._pipe.receive()
            return read_pictures(
                content,
                self._limits.most_decoded,
                request.most_pictures,
                self._send_picture,
                most_entries=request.most_entries,
            )
        _KINDS[request.kind](self)
        return []

    def read_file(self) -> None:
        """Send the slices of a file or folder."""
        from core.readers import read_slices

        slices = read_slices(self._request.paths[0], self._tell)
        self._send_picture(ReadPicture("", "", tuple(slices)))

    def read_stack(self) -> None:
        """Send the slices of a series."""
        from core.readers.dicom.series import read_stack

        request = self._request
        slices = read_stack(request.paths, request.damaged, self._tell)
        self._send_picture(ReadPicture("", "", tuple(slices)))

    def read_frames(self) -> None:
        """Send the slices of a file as they are in the stack of its series."""
        from core.readers.dicom.series import read_of_stack

        slices = read_of_stack(self._request.paths[0], self._request.windows)
        self._send_picture(ReadPicture("", "", tuple(slices)))

    def read_elements(self) -> None:
        """Send elements of a file, if it has any."""
        from core.readers.dicom.header_texts import read_element_texts

        stated = read_element_texts(self._request.paths[0], self._request.keywords)
        if stated:
            self._pipe.send(stated)

    def list_paths(self) -> None:
        """Send the catalogues of what is at the paths."""
        from core.series.listing import list_series

        self._unlock()
        for catalogue in list_series(list(self._request.paths), self._tell):
            self._pipe.send(catalogue)

    def list_neighbours(self) -> None:
        """Send the catalogue of a file's folder."""
        from core.series.catalogue import neighbours_of

        self._pipe.send(neighbours_of(self._request.paths[0], self._tell))

    def look_at_files(self) -> None:
        """Send what the first bytes of files show."""
        from core.readers.looking import UNREADABLE, look_at

        self._pipe.send(FoundLooks(tuple(self._of_each(look_at, UNREADABLE))))

    def read_series_of_files(self) -> None:
        """Send of which series files are."""
        from core.readers.looking import series_of

        self._pipe.send(FoundSeries(tuple(self._of_each(series_of, ""))))

    def list_contents(self) -> None:
        """Send what an archive or a medium holds."""
        from core.readers.looking import list_contents

        self._unlock()
        self._pipe.send(list_contents(self._request.paths[0]))

    def _unlock(self) -> None:
        """Send which archive the password of the request has opened, if it has one."""
        from core.series.listing import use_password

        request = self._request
        if request.password is not None:
            unlocked = use_password(list(request.paths), request.password)
            if unlocked is not None:
                self._pipe.send(Unlocked(unlocked))

    def _of_each(self, find: Callable[[Path], Found], unknown: Found) -> Iterator[Found]:
        """Look at one file after the other; each that is begun is reported, so that the one that ends this is known."""
        paths = self._request.paths
        for done, path in enumerate(paths):
            self._begin_file(done)
            self._pipe.send(ReadingProgress(done, len(paths)))
            try:
                found = find(path)
            except Exception:  # noqa: BLE001 - an unforeseen error of one file, or no memory for it
                found = unknown
            yield found

    def _tell(self, done: int, total: int) -> None:
        self._begin_file(done)
        if self._telling.is_due() or (total and done == total):
            self._telling.restart()
            self._pipe.send(ReadingProgress(done, total))

    def _begin_file(self, done: int) -> None:
        if self._pipe.has_message():
            self._take_word()
        if done != self._done:
            # The limit is that of a file, not of all of them.
            self._done = done
            self._pipe.renew()

    def _send_picture(self, picture: ReadPicture) -> None:
        if picture.size > self._limits.most_decoded:
            raise UnsupportedImageError(
                subject=self._subject,
                expected=f"up to {self._limits.most_decoded:,} bytes of pixels",
                got=f"{picture.size:,}",
                advice="open a part of it",
            )
        self._pipe.send(picture)
        at = 0
        for pixels in pixels_of(picture):
            rest = pixels.reshape(-1).view(np.uint8).data
            while rest:
                view = self._free_half()
                length = min(len(rest), len(view) - at)
                view[at : at + length] = rest[:length]
                at, rest = at + length, rest[length:]
                if at == len(view):
                    self._hand_over(at)
                    at = 0
        if at:
            self._hand_over(at)

    def _hand_over(self, length: int) -> None:
        self._pipe.send(Chunk(length))
        self._half, self._free = (self._half + 1) % HALVES, self._free - 1

    def _free_half(self) -> memoryview:
        """Wait until the other end has taken what the next half holds; the two ends copy at the same time."""
        while not self._free:
            self._take_word()
        return self._block.halves[self._half]

    def _take_word(self) -> None:
        if self._pipe.receive() != NEXT:
            raise _StoppedRequest
        self._free += 1

    @property
    def _subject(self) -> Path | str:
        return self._request.paths[0] if self._request.paths else ""

    def _refusal(self, expected: str, got: str, advice: str) -> Refusal:
        return Refusal(UnreadableImageError(subject=self._subject, expected=expected, got=got, advice=advice))


_KINDS: dict[str, Callable[[_RequestHandler], None]] = {
    "slices": _RequestHandler.read_file,
    "stack": _RequestHandler.read_stack,
    "frames": _RequestHandler.read_frames,
    "elements": _RequestHandler.read_elements,
    "list": _RequestHandler.list_paths,
    "neighbours": _RequestHandler.list_neighbours,
    "looks": _RequestHandler.look_at_files,
    "series": _RequestHandler.read_series_of_files,
    "contents": _RequestHandler.list_contents,
}
