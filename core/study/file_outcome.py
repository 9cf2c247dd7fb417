"""The outcome of a classified file: records, problems, and what its study needs."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.image.slice import Slice
from core.records.record import Record
from core.study.study_slice import StudySlice


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """The outcome of a file.

    Attributes:
        path: of the file, as given.
        records: of its slices, or the one with the error.
        problems: why heat maps of it are missing, each in one line.
        is_missing: whether it was absent, or out of reach.
        remarks: what had to be left out or corrected in it, each in one line.
        study: what a study needs of its slices, if it is a volume or of a series, and studies were asked for.
    """

    path: str
    records: tuple[Record, ...]
    problems: tuple[str, ...] = ()
    is_missing: bool = False
    remarks: tuple[str, ...] = ()
    study: tuple[StudySlice, ...] = ()


def is_series_slice(slices: Sequence[Slice | StudySlice]) -> bool:
    """Return whether the slices of a file are one slice of a DICOM series, of which others are in other files."""
    return len(slices) == 1 and bool(slices[0].place.series)
