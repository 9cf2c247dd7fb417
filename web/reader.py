"""The reader of the server: the process that decodes uploads, so that one that crashes a decoder costs one request."""

import threading
from dataclasses import dataclass

from core.errors import UnreadableImageError
from core.jobs.events import Cancelled
from core.reader_process.exchange import ProcessLostError
from core.reader_process.limits import ReadingLimits
from core.reader_process.messages import Finished
from core.reader_process.process import ReaderProcess
from core.reader_process.request import ReadRequest
from core.reader_process.upload import LeftOut, ReadPicture
from web.errors import GivenUp
from web.limits import Limits


@dataclass(frozen=True, slots=True, eq=False)
class Contents:
    """What an upload holds.

    Attributes:
        pictures: one at least.
        left_out: parts of an archive that were not read.
    """

    pictures: tuple[ReadPicture, ...]
    left_out: tuple[LeftOut, ...]


class Reader:
    """Keeps a reader process warm. One thread uses it at a time, except for `close`."""

    def __init__(self, limits: Limits) -> None:
        """Start without a process."""
        self._limits = limits
        self._process = ReaderProcess(
            ReadingLimits(
                memory=limits.reader_memory,
                processor_s=limits.reading_s,
                silence_s=limits.reading_s,
                total_s=limits.reading_s,
                most_decoded=limits.most_decoded,
                start_s=limits.start_s,
            )
        )

    @property
    def pid(self) -> int | None:
        """The process's number; None while there is none."""
        return self._process.pid

    def start(self) -> None:
        """Start the process, if it does not run yet."""
        self._process.start()

    def read(self, content: bytes | bytearray, given_up: threading.Event) -> Contents:
        """Decode a file.

        Args:
            content: its bytes.
            given_up: is set when the answer is no longer wanted; the process is stopped then.

        Raises:
            FalxError: if nothing in it can be read, or reading it takes too long or ends the process.
            GivenUp: if the answer is no longer wanted.
        """
        request = ReadRequest(
            "upload", most_pictures=self._limits.most_pictures, most_entries=self._limits.most_entries
        )
        try:
            found = self._process.ask(request, content, is_wanted=lambda: not given_up.is_set())
        except Cancelled as error:
            raise GivenUp from error
        except ProcessLostError as error:
            raise UnreadableImageError(str(error), advice="send a smaller file, or save it again") from error
        pictures = tuple(one for one in found if isinstance(one, ReadPicture))
        left_out = tuple(part for one in found if isinstance(one, Finished) for part in one.left_out)
        return Contents(pictures, left_out)

    def close(self) -> None:
        """End the process for good."""
        self._process.close()
