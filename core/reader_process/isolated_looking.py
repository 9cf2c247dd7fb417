"""Look at files in separate processes: one that crashes or hangs what looks at it costs that file alone."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TypeVar

from core.formats import Format
from core.jobs.waiting import await_result
from core.reader_process.exchange import IsWanted, OnProgress, TimeIsUpError
from core.reader_process.file_reader import FileReader
from core.reader_process.process_pool import LostReaderError
from core.reader_process.shared_reader import shared_reader
from core.readers.looking import UNREADABLE, Contents, FirstLook, look_plainly
from core.readers.memory_files import facts_of

# Files that are asked for together.
_AT_A_TIME = 64
# Lists of archives that are kept.
_MOST_LISTED = 4

Found = TypeVar("Found")
_LostFiles = dict[Path, LostReaderError]


class _Find(Protocol[Found]):
    """Finds something of each of several files, as the methods of `FileReader` do."""

    def __call__(
        self, paths: Sequence[Path], on_progress: OnProgress | None = None, is_wanted: IsWanted = ..., /
    ) -> list[Found]: ...


class IsolatedLooking:
    """Looks at files as `core.readers.looking.HERE` does, but what has to be parsed or unpacked is in a process apart.

    May be used from several threads. To be used as a context, or closed, so that nothing runs past its end.
    """

    def __init__(
        self, on_wait: Callable[[], object] | None = None, reader: Callable[[], FileReader] = shared_reader
    ) -> None:
        """Begin; nothing is started before it is needed.

        Args:
            on_wait: is called twice a second while this thread waits for an answer; what it raises ends the waiting.
            reader: gives what reads files.
        """
        self._reader, self._on_wait, self._thread = reader, on_wait, threading.get_ident()
        self._waiter: ThreadPoolExecutor | None = None
        self._stopping = threading.Event()
        # Files whose first bytes cost a process, and how.
        self._lost_looks: _LostFiles = {}
        # Files whose headers cost a process, and how.
        self._lost_headers: _LostFiles = {}
        # Archives and media whose lists cost a process, and how.
        self._lost: _LostFiles = {}
        # The latest lists, as the search for the files of a batch and the count of them list the same.
        self._listing = threading.Lock()
        self._listed: dict[object, Contents] = {}

    def look_at(self, paths: Sequence[Path]) -> list[FirstLook]:
        """Look at the first bytes of files; a process is asked only where something has to be unpacked.

        Those that have cost a process before are not asked for again.

        Raises:
            ReaderNotStartedError: if there is no process to look in.
            Cancelled: if this is closed meanwhile.
        """
        looks = {path: UNREADABLE if path in self._lost_looks else look_plainly(path) for path in paths}
        packed = [path for path, look in looks.items() if look is None]
        if packed:
            found = self._wait(lambda: self._find(self._reader().look_at, packed, UNREADABLE, self._lost_looks))
            looks |= dict(zip(packed, found, strict=True))
        return [look for path in paths if (look := looks[path]) is not None]

    def series_of(self, paths: Sequence[Path]) -> list[str | None]:
        """Read of which series files are; those that have cost a process before are not asked for again.

        Raises:
            ReaderNotStartedError: if there is no process to read in.
            Cancelled: if this is closed meanwhile.
        """
        lost = self._lost_headers.keys() | self._lost_looks.keys()
        series: dict[Path, str | None] = {path: "" for path in paths if path in lost}
        # Of pictures of other formats, nothing has to be parsed.
        asked = [path for path in paths if path not in series and _may_be_dicom(path)]
        if asked:
            found = self._wait(lambda: self._find(self._reader().series_of, asked, "", self._lost_headers))
            series |= dict(zip(asked, found, strict=True))
        return [series.get(path) for path in paths]

    def list_contents(self, path: Path) -> Contents:
        """List what an archive or a medium holds.

        Raises:
            FalxError: if it cannot be listed; it is kept for `require_kept` if that has cost a process.
            ReaderNotStartedError: if there is no process to list it in.
            Cancelled: if this is closed meanwhile.
        """
        return self._wait(lambda: self._list(path))

    def is_lost(self, path: Path) -> bool:
        """Return whether the look at the first bytes of a file has cost a process."""
        return path in self._lost_looks

    def require_kept(self, path: Path) -> None:
        """Do nothing, unless listing an archive or a medium has cost a process, or a look at a file all of its time.

        A file of which the look has ended its process at once may be read: something else may have been to blame.

        Raises:
            LostReaderError: if it has; it says how.
        """
        if path in self._lost:
            raise self._lost[path]
        look = self._lost_looks.get(path) or self._lost_headers.get(path)
        if look and _has_taken_too_long(look):
            raise look

    def note_lost(self, path: Path, error: LostReaderError) -> None:
        """Note that reading a file has cost a process; if it took all of its time, its header is asked for no more."""
        if _has_taken_too_long(error):
            self._lost_headers[path] = error

    def close(self) -> None:
        """End what is still asked for, by any thread."""
        self._stopping.set()
        if self._waiter:
            self._waiter.shutdown()

    def __enter__(self) -> Self:
        """Return this."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def _list(self, path: Path) -> Contents:
        with self._listing:
            self.require_kept(path)
            try:
                mark = (path, *facts_of(path))
            except OSError:
                mark = None
            if mark in self._listed:
                return self._listed[mark]
            try:
                contents = self._reader().list_contents(path, self._is_wanted)
            except LostReaderError as error:
                self._lost[path] = error
                raise
            if mark:
                if len(self._listed) >= _MOST_LISTED:
                    del self._listed[next(iter(self._listed))]
                self._listed[mark] = contents
            return contents

    def _find(self, find: _Find[Found], paths: Sequence[Path], unknown: Found, lost: _LostFiles) -> list[Found]:
        """Find something of each file: of one that costs the process, `unknown`; the others are asked for again."""
        found: list[Found] = []
        for start in range(0, len(paths), _AT_A_TIME):
            found += self._find_together(find, paths[start : start + _AT_A_TIME], unknown, lost)
        return found

    def _find_together(
        self, find: _Find[Found], paths: Sequence[Path], unknown: Found, lost: _LostFiles
    ) -> list[Found]:
        before: list[Found] = []
        is_again = False
        while paths:
            begun: int | None = None

            def take_place(done: int, _: int) -> None:
                nonlocal begun
                begun = done

            try:
                return before + find(paths, take_place, self._is_wanted)
            except LostReaderError as error:
                if begun is None and not is_again:
                    # No file is to blame for a process that ended before it began one.
                    is_again = True
                    continue
                place, is_again = min(begun or 0, len(paths) - 1), False
                lost[paths[place]] = _about(paths[place], error)
            before += [*self._find_together(find, paths[:place], unknown, lost), unknown]
            paths = paths[place + 1 :]
        return before

    def _wait(self, work: Callable[[], Found]) -> Found:
        """Do the work so that the thread that waits for it can end it."""
        if self._on_wait is None or threading.get_ident() != self._thread:
            return work()
        self._waiter = self._waiter or ThreadPoolExecutor(1, thread_name_prefix="falx looking")
        return await_result(self._waiter.submit(work), self._on_wait)

    def _is_wanted(self) -> bool:
        return not self._stopping.is_set()


def _has_taken_too_long(error: LostReaderError) -> bool:
    return isinstance(error.__cause__, TimeIsUpError)


def _about(path: Path, error: LostReaderError) -> LostReaderError:
    """Say of one file what happened to the process that looked at several."""
    own = LostReaderError(error.problem, subject=path, advice=error.advice)
    own.__cause__ = error.__cause__
    return own


def _may_be_dicom(path: Path) -> bool:
    look = look_plainly(path)
    return look is None or look.format is Format.DICOM
