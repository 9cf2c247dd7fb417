"""Which slices an earlier run has recorded in a file."""

from pathlib import Path

from core.errors import InvalidRecordsError
from core.records.record import Record
from core.records.record_file import RecordFile
from core.records.slice_choice import SliceChoice

# More records, about a kilobyte each, are not kept in memory but read again.
_MOST_HELD = 50_000


class RecordedSlices:
    """The slices that a file of records holds: for each path one bit a frame, 0 if it could not be read.

    Attributes:
        frames: of each path the bits of its slices.
        unread: the paths that could not be read.
        last: the path that was recorded last.
        end: offset after the last whole record, and their number as `count`.
        held: the records themselves, as the file holds them, until they are passed on once; None to read them again.
    """

    def __init__(self) -> None:
        """Start with nothing recorded."""
        self.held: list[Record] | None = []
        self.frames: dict[str, int] = {}
        self.unread: set[str] = set()
        self.last: str | None = None
        self.end = self.count = 0

    def add(self, record: Record) -> None:
        """Add a record."""
        self.frames[record.path] = self.frames.get(record.path, 0) | _bit(record)
        if record.error:
            self.unread.add(record.path)
        self.count += 1

    def hold(self, record: Record) -> None:
        """Keep a record itself, unless there are too many."""
        if self.held is not None:
            self.held.append(record)
            self.held = self.held if len(self.held) <= _MOST_HELD else None

    def lacks_of(self, other: "RecordedSlices") -> bool:
        """Return whether another file holds something that this one does not."""
        return any(path not in self.frames or frames & ~self.frames[path] for path, frames in other.frames.items())

    def has(self, record: Record) -> bool:
        """Return whether a slice is recorded, or for an unreadable file, the file."""
        known = self.frames.get(record.path)
        if record.error:
            # A file that could not be read has one record, as has one that cannot be read next time.
            return known is not None
        return bool(known and known & _bit(record))


def scan(file: RecordFile, choice: SliceChoice) -> RecordedSlices:
    """Read what an earlier run has recorded in a file; nothing if there is no file.

    Args:
        file: of an earlier run.
        choice: which slices of a volume are reported.

    Raises:
        InvalidRecordsError: if the file cannot be continued.
    """
    recorded = RecordedSlices()
    if not _exists(file.path):
        return recorded
    recorded.end = file.header_end()
    for record, end in file.read():
        _require_choice(file.path, record, recorded, choice)
        recorded.add(record)
        recorded.hold(record)
        recorded.last, recorded.end = record.path, end
    return recorded


def _exists(path: Path) -> bool:
    if path.exists() and not path.is_file():
        raise InvalidRecordsError(
            subject=str(path), expected="a file of records", got="a folder, pipe or device", advice="choose another"
        )
    return path.exists()


def _require_choice(path: Path, record: Record, recorded: RecordedSlices, choice: SliceChoice) -> None:
    known = recorded.frames.get(record.path)
    if choice is SliceChoice.ALL and known is None and record.frame > 0:
        raise _other_choice(path, SliceChoice.ALL, SliceChoice.PEAK)
    if choice is SliceChoice.PEAK and known and not known & _bit(record):
        raise _other_choice(path, SliceChoice.PEAK, SliceChoice.ALL)


def _other_choice(path: Path, expected: SliceChoice, found: SliceChoice) -> InvalidRecordsError:
    return InvalidRecordsError(
        subject=str(path),
        expected=f"records of the slices {expected.value!r}",
        got=f"those of {found.value!r}",
        advice=f"continue with the slices {found.value!r}, or choose another name",
    )


def _bit(record: Record) -> int:
    return 0 if record.error else 1 << record.frame
