"""What is made of the history: a table for a spreadsheet, a manifest to train on, reader against model."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.csv_cells import BYTE_ORDER_MARK, as_text
from core.errors import FalxError, HistoryError, ProtectedArchiveError, ReaderNotStartedError
from core.files import replacing
from core.history.entry import Entry
from core.model.confidence_levels import format_level
from core.program.translation import english
from core.program.wording import count_of
from core.reader_process.exchange import IsWanted
from core.reader_process.shared_reader import read_isolated
from core.records.record import Record

# A manifest names files, and of a volume a training takes its first slice alone.
SLICES_ADVICE = "a training takes single images: save the slices as such, and add their folder as a dataset"
PROTECTED_ADVICE = "unpack the archives, and add their folder as a dataset"
_COLUMNS = (
    *("read_at", "path", "frame", "model", "verdict", "label", "level", "probability", "novelty", "input_sha256"),
    *("opinion", "opinion_class", "note", "measurements"),
)


@dataclass(frozen=True, slots=True)
class ReaderTable:
    """Reader against model.

    Attributes:
        counts: slices by the class that the reader sees and the verdict of the model.
        unsure: slices that the reader is unsure of, or agrees to be so.
    """

    counts: Counter[tuple[str, str]]
    unsure: int

    @property
    def total(self) -> int:
        """Slices on which the reader has decided."""
        return self.counts.total()

    @property
    def agreed(self) -> int:
        """Slices where reader and model say the same."""
        return sum(count for (seen, verdict), count in self.counts.items() if seen == verdict)


@dataclass(frozen=True, slots=True)
class Corrections:
    """What became of the opinions.

    Attributes:
        rows: images in the manifest.
        missing: files that cannot be found any more, have changed since, or have a name that is no text.
        slices: slices of volumes, which are no separate images.
        classes: how many images there are of each class, by name in alphabetical order.
        protected: images in archives that are protected; a training cannot ask for the password.
    """

    rows: int
    missing: int
    slices: int
    classes: tuple[tuple[str, int], ...] = ()
    protected: int = 0


def reader_table(entries: Sequence[Entry]) -> ReaderTable:
    """Count what the reader sees against what the model said.

    Args:
        entries: in any order; the opinion on a slice that was given last counts.
    """
    counts: Counter[tuple[str, str]] = Counter()
    unsure = 0
    for entry in _latest(entries):
        if entry.record.verdict is None:
            continue
        if entry.seen_class is None:
            unsure += 1
        else:
            counts[entry.seen_class, entry.record.verdict] += 1
    return ReaderTable(counts, unsure)


def write_table(entries: Sequence[Entry], path: Path) -> None:
    """Write entries as CSV, in their order; texts that a spreadsheet would run as formulas are made harmless.

    Raises:
        UnwritableOutputError: if it cannot be written.
    """
    with replacing(path) as part, part.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        file.write(BYTE_ORDER_MARK.decode())
        writer = csv.writer(file)
        writer.writerow(_COLUMNS)
        with english():
            for entry in entries:
                writer.writerow([as_text(cell) for cell in _cells(entry)])


def write_corrections(entries: Sequence[Entry], path: Path, is_wanted: IsWanted = lambda: True) -> Corrections:
    """Write what the reader saw as a manifest (`path,class`) that a training takes.

    The opinion on an image that was given last counts. Where it names no class, as one that is unsure, or agrees with
    `uncertain`, the image is left out.

    Args:
        entries: in any order.
        path: of the manifest.
        is_wanted: whether it is still wanted; asked while an image is read.

    Raises:
        HistoryError: if there is no image to write.
        ReaderNotStartedError: if there is no process to read the images in.
        Cancelled: if it is no longer wanted.
        UnwritableOutputError: if it cannot be written.
    """
    rows: dict[str, str] = {}
    missing, slices, protected = 0, 0, 0
    for entry in _latest(entries):
        record, name = entry.record, entry.seen_class
        if name is None:
            continue
        try:
            found = _slices_of(record, is_wanted)
        except ProtectedArchiveError:
            protected += 1
            continue
        if found is None:
            missing += 1
        elif found > 1:
            slices += 1
        else:
            rows.setdefault(str(Path(record.path).absolute()), name)
    if not rows:
        lost = (
            *([f"{count_of(slices, 'slice')} of volumes"] if slices else []),
            *([f"{count_of(protected, 'image')} in protected archives"] if protected else []),
            *([f"{count_of(missing, 'file')} moved or changed since"] if missing else []),
        )
        advice = PROTECTED_ADVICE if protected else "say what you think of a few verdicts first"
        raise HistoryError(
            expected="opinions on single images that are still there",
            found=", ".join(lost) or "none",
            advice=SLICES_ADVICE if slices else advice,
        )
    with replacing(path, is_private=True) as part, part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("path", "class"))
        writer.writerows(rows.items())
    return Corrections(len(rows), missing, slices, tuple(sorted(Counter(rows.values()).items())), protected)


def _latest(entries: Sequence[Entry]) -> list[Entry]:
    """Return for each slice the entry with the opinion that was given last, the newest opinion first."""
    latest: dict[tuple[str | None, int], Entry] = {}
    # As ISO 8601 in UTC, times are in the order of their texts. Of opinions of the same time, the first entry counts.
    for entry in sorted((one for one in entries if one.opinion), key=lambda one: one.given_at, reverse=True):
        latest.setdefault((entry.record.input_sha256, entry.record.frame), entry)
    return list(latest.values())


def _slices_of(record: Record, is_wanted: IsWanted) -> int | None:
    """Count the slices of the file of a record; None where it is not what it was.

    Raises:
        ProtectedArchiveError: if it is in an archive that is protected.
        ReaderNotStartedError: if there is no process to read it in.
    """
    try:
        record.path.encode()
        images = read_isolated(Path(record.path), is_wanted)
    except (ProtectedArchiveError, ReaderNotStartedError):
        raise
    except (FalxError, OSError, UnicodeEncodeError):
        return None
    return len(images) if images[0].input_sha256 == record.input_sha256 else None


def _cells(entry: Entry) -> list[object]:
    record, opinion = entry.record, entry.opinion
    found = record.finding
    return [
        entry.read_at,
        record.path,
        record.frame,
        record.model,
        record.verdict,
        found and found.label,
        format_level(found.level) if found and found.level is not None else "",
        round(found.stated_probability[1], 4) if found else "",
        found and found.novelty,
        record.input_sha256,
        opinion.view.value if opinion else "",
        opinion.class_name if opinion else "",
        opinion.note if opinion else "",
        "; ".join(entry.measurements),
    ]
