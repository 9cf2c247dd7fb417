"""Read files in processes that are kept warm: the same functions as `core.readers` and `core.series` have."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.errors import FalxError
from core.image.slice import Slice, Window
from core.reader_process.exchange import IsWanted, OnProgress
from core.reader_process.look_messages import FoundLooks, FoundSeries
from core.reader_process.messages import Message, Unlocked
from core.reader_process.process_pool import ProcessPool
from core.reader_process.request import ReadRequest
from core.reader_process.upload import ReadPicture
from core.readers.archive import take_passwords
from core.readers.dicom.header_texts import ElementTexts
from core.readers.looking import Contents, FirstLook
from core.series.entry import Catalogue, Series


def _always() -> bool:
    return True


class FileReader(ProcessPool):
    """Reads files in separate processes, one for each thread that reads at the same time.

    A file that crashes or hangs its process costs that file alone. All methods may be called from any thread.
    """

    def read_slices(
        self, path: Path, on_progress: OnProgress | None = None, is_wanted: IsWanted = _always
    ) -> list[Slice]:
        """Read all slices of a file or of a folder; see `core.readers.read_slices`.

        Raises:
            FalxError: if it cannot be read, or reading it ends the process or takes too long.
            Cancelled: if it is no longer wanted, or the reader is closed.
        """
        return _slices(self.ask(ReadRequest("slices", (path,)), on_progress, is_wanted))

    def read_series(
        self, series: Series, on_progress: OnProgress | None = None, is_wanted: IsWanted = _always
    ) -> list[Slice]:
        """Read the pictures of a series; see `core.series.catalogue.read_series`.

        Raises:
            FalxError: if it cannot be read, or reading it ends the process or takes too long.
            Cancelled: if it is no longer wanted, or the reader is closed.
        """
        if not series.is_stack:
            return self.read_slices(series.files[0], on_progress, is_wanted)
        request = ReadRequest("stack", series.files, series.damaged)
        return _slices(self.ask(request, on_progress, is_wanted, series.path))

    def read_of_stack(self, path: Path, windows: Sequence[Window], is_wanted: IsWanted = _always) -> list[Slice]:
        """Read a file of a series as it is in its stack; see `core.readers.dicom.series.read_of_stack`.

        Raises:
            FalxError: if it cannot be read, or reading it ends the process or takes too long.
            Cancelled: if it is no longer wanted, or the reader is closed.
        """
        return _slices(self.ask(ReadRequest("frames", (path,), windows=tuple(windows)), None, is_wanted))

    def read_element_texts(self, path: Path, keywords: Sequence[str]) -> ElementTexts | None:
        """Read elements of a DICOM file; see `core.readers.dicom.header_texts.read_element_texts`.

        Raises:
            FalxError: if reading it ends the process or takes too long.
            Cancelled: if the reader is closed.
        """
        found = self.ask(ReadRequest("elements", (path,), keywords=tuple(keywords)), None, _always)
        return next((one for one in found if isinstance(one, ElementTexts)), None)

    def list_series(
        self,
        paths: Sequence[Path],
        on_progress: OnProgress | None = None,
        password: str | None = None,
        is_wanted: IsWanted = _always,
    ) -> list[Catalogue]:
        """Find the series in files and folders; see `core.series.listing.list_series`.

        Args:
            paths: of what is opened.
            on_progress: is given how many files are done, and of how many; what it raises ends the search.
            password: of the first archive among them that is protected; it is kept where it fits.
            is_wanted: whether the answer is still wanted.

        Returns:
            What is found; nothing for no paths.

        Raises:
            FalxError: if one cannot be listed, or there is no picture in any.
            Cancelled: if it is no longer wanted, or the reader is closed.
        """
        if not paths:
            return []
        found = self.ask(ReadRequest("list", tuple(paths), password=password), on_progress, is_wanted)
        _keep_password(password, paths, found)
        return [one for one in found if isinstance(one, Catalogue)]

    def neighbours_of(
        self, path: Path, on_progress: OnProgress | None = None, is_wanted: IsWanted = _always
    ) -> Catalogue:
        """Find what is beside a file; see `core.series.catalogue.neighbours_of`.

        Raises:
            FalxError: if the folder cannot be listed.
            Cancelled: if it is no longer wanted, or the reader is closed.
        """
        found = self.ask(ReadRequest("neighbours", (path,)), on_progress, is_wanted)
        return next(one for one in found if isinstance(one, Catalogue))

    def look_at(
        self, paths: Sequence[Path], on_progress: OnProgress | None = None, is_wanted: IsWanted = _always
    ) -> list[FirstLook]:
        """Look at the first bytes of files; see `core.readers.looking.look_at`.

        Args:
            paths: of the files; one at least.
            on_progress: is given, before each file, how many are done, and of how many.
            is_wanted: whether the answer is still wanted.

        Raises:
            LostReaderError: if that ends the process or takes too long.
            ReaderNotStartedError: if there is no process.
            Cancelled: if it is no longer wanted, or the reader is closed.
        """
        found = self.ask(ReadRequest("looks", tuple(paths)), on_progress, is_wanted)
        return next(list(one.looks) for one in found if isinstance(one, FoundLooks))

    def series_of(
        self, paths: Sequence[Path], on_progress: OnProgress | None = None, is_wanted: IsWanted = _always
    ) -> list[str | None]:
        """Read of which series files are, as `look_at` looks at them; see `core.readers.looking.series_of`.

        Raises:
            LostReaderError: if that ends the process or takes too long.
            ReaderNotStartedError: if there is no process.
            Cancelled: if it is no longer wanted, or the reader is closed.
        """
        found = self.ask(ReadRequest("series", tuple(paths)), on_progress, is_wanted)
        return next(list(one.series) for one in found if isinstance(one, FoundSeries))

    def list_contents(self, path: Path, is_wanted: IsWanted = _always, password: str | None = None) -> Contents:
        """List what an archive or a medium holds; see `core.readers.looking.list_contents`.

        Args:
            path: of one of the two.
            is_wanted: whether the answer is still wanted.
            password: of an archive that is protected; it is kept where it fits.

        Raises:
            LostReaderError: if that ends the process or takes too long.
            FalxError: if it cannot be listed.
            Cancelled: if it is no longer wanted, or the reader is closed.
        """
        found = self.ask(ReadRequest("contents", (path,), password=password), None, is_wanted)
        _keep_password(password, (path,), found)
        return next(one for one in found if isinstance(one, Contents))


def _keep_password(password: str | None, paths: Sequence[Path], found: Sequence[Message]) -> None:
    """Keep a password for the archive among the paths that it has opened, as the answers to the request say."""
    for one in found:
        if isinstance(one, Unlocked) and password is not None and one.path in paths:
            take_passwords({str(one.path.absolute()): password.encode("utf-8")})


def _slices(found: Sequence[Any]) -> list[Slice]:
    for one in found:
        if isinstance(one, ReadPicture):
            return list(one.slices)
    raise FalxError(expected="a picture of the process that reads files", got="none")
