"""The request for a batch, and its result."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.model.verdicts import FAILED
from core.records.folder_agreement import Agreement
from core.records.slice_choice import SliceChoice

# The window asks for batches before it imports what reads a package.
if TYPE_CHECKING:
    from core.model.package import ModelPackage


@dataclass(frozen=True, slots=True)
class BatchRequest:
    """What to classify, with which model, and where the results go.

    Attributes:
        paths: files and folders.
        model: a package, or its folder or zip, which is then opened.
        jsonl: file for the records as JSON Lines, or None.
        csv: file for the records as CSV, or None.
        heatmaps: folder for heat maps, or None.
        slices: which slices of a volume or series are reported.
        level: share of verdicts that should be correct; None for that of `nearest_level`.
        workers: threads; as many as there are cores by default.
        is_recursive: whether folders within folders count.
        patterns: that the names of files in folders have to match, such as `*.dcm`; none to take all.
        is_resumed: whether to continue the files of an earlier run; otherwise they must be empty or new.
        folders: those of the paths that were folders with something in them when the batch was started.
        cluster: address of a Dask scheduler whose workers do the work, or None.
        studies: file for the records of studies, as JSON Lines where its name ends so, else as CSV; or None.
    """

    paths: tuple[str, ...]
    model: "ModelPackage | Path"
    jsonl: Path | None = None
    csv: Path | None = None
    heatmaps: Path | None = None
    slices: SliceChoice = SliceChoice.ALL
    level: float | None = None
    workers: int | None = None
    is_recursive: bool = True
    patterns: tuple[str, ...] = ()
    is_resumed: bool = False
    folders: tuple[str, ...] = ()
    cluster: str | None = None
    studies: Path | None = None


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """The result of a batch.

    Attributes:
        files: that were found and classified, those of an earlier run included.
        records: all of them, those of an earlier run included.
        kept_records: those that an earlier run had written.
        verdicts: how many records have each verdict; `failed` counts the files that could not be read.
        skipped_files: in folders, that are not images.
        empty_folders: given folders in which no image was found.
        problems: heat maps that are missing.
        agreement: with the names of the folders, where those are classes.
        seconds: that it took.
        unmatched_patterns: of those that were asked for, the ones that no image in a folder matches.
        studies: how many have a record, those of an earlier run included.
        kept_studies: those that an earlier run had written.
        pictures: files that are single pictures, which belong to no study; counted where studies are asked for.
        level: of the verdicts.
    """

    files: int
    records: int
    kept_records: int
    verdicts: Mapping[str, int]
    skipped_files: int
    empty_folders: tuple[str, ...]
    problems: int
    agreement: Agreement | None
    seconds: float
    unmatched_patterns: tuple[str, ...] = ()
    studies: int = 0
    kept_studies: int = 0
    pictures: int = 0
    level: float | None = None

    @property
    def failures(self) -> int:
        """How many files could not be read."""
        return self.verdicts.get(FAILED, 0)
