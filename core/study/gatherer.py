"""Group the slices of a batch into studies; little of each slice is kept, until its series is complete."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.model.known_classes import TUMOUR_FREE
from core.model.package import ModelPackage
from core.program.wording import count_of
from core.readers.looking import Looking
from core.readers.source import Format
from core.records.record import Record
from core.study.file_outcome import FileOutcome, is_series_slice
from core.study.series_files import SeriesCount
from core.study.study_record import StudyRecord
from core.study.study_slice import StudySlice
from core.study.study_verdict import examine, judge

_VOLUMES = (Format.NIFTI, Format.ANALYZE, Format.MGH, Format.META_IMAGE, Format.NRRD)


@dataclass(frozen=True, slots=True)
class GatheredStudy:
    """A study that is complete.

    Attributes:
        record: of it.
        peak: of a series, the record of the slice to look at first, where records were kept.
    """

    record: StudyRecord
    peak: Record | None = None


@dataclass(slots=True)
class _Series:
    slices: list[StudySlice] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Folder:
    """The open studies of a folder.

    Attributes:
        count: of its files, by their series.
        series: by their fingerprint, in the order of their latest files.
        failed: how many DICOM files could not be read, by their series; "" if that is unknown.
        is_held: whether more of it may follow at the end.
    """

    count: SeriesCount
    series: dict[str, _Series] = field(default_factory=dict)
    failed: Counter[str] = field(default_factory=Counter)
    is_held: bool = False


class StudyGatherer:
    """Groups outcomes file by file.

    Attributes:
        pictures: how many files were single pictures, which belong to no study.
    """

    def __init__(
        self,
        package: ModelPackage,
        level: float,
        given: Collection[str],
        keeps_records: bool,
        files_of: Callable[[str], Iterator[str]],
        looking: Looking,
    ) -> None:
        """Start with none.

        Args:
            package: that the slices are classified with.
            level: of the verdicts.
            given: the files that the user named, which may be of any folder in any order.
            keeps_records: whether the record of a series' slice to look at first is wanted.
            files_of: gives the files of a folder that are asked for; `NoImagesError` if they are unknown.
            looking: reads of which formats and series files are.
        """
        self._looking = looking
        self._files_of = files_of
        self._package, self._level, self._given, self._keeps_records = package, level, frozenset(given), keeps_records
        self._folders: dict[str, _Folder] = {}
        self.pictures = 0

    def add(self, outcome: FileOutcome) -> Iterator[GatheredStudy]:
        """Take the outcome of a file, in the order of the walk through the folders.

        Yields:
            The studies that are complete now: a volume, the series of folders that the walk has left, and those of
            this folder whose files have all come.
        """
        place = str(Path(outcome.path).parent)
        for name in [name for name, folder in self._folders.items() if name != place and not folder.is_held]:
            yield from self._complete(name)
        folder = self._folder(place)
        folder.is_held = folder.is_held or outcome.path in self._given
        error = next((record.error for record in outcome.records if record.error), None)
        if error is not None:
            kind = self._looking.look_at([Path(outcome.path)])[0].format
            if kind in _VOLUMES:
                yield GatheredStudy(self._record(outcome.path, None, None, (), error))
            elif kind is Format.DICOM:
                fingerprint = self._series_of(outcome.path) or ""
                folder.count.add(fingerprint)
                folder.failed[fingerprint] += 1
        elif is_series_slice(outcome.study):
            self._add_slice(folder, outcome)
        elif outcome.study:
            folder.count.add(self._series_of(outcome.path))
            yield GatheredStudy(self._record(outcome.path, None, None, outcome.study))
        else:
            folder.count.add(self._series_of(outcome.path))
            self.pictures += 1
        if folder.series:
            folder.count.look_ahead()
            for fingerprint in [one for one in folder.series if folder.count.is_whole(one)]:
                yield self._end(place, folder, fingerprint)

    def hold(self, path: str) -> None:
        """Keep the folder of a file open to the end, since the file will be retried."""
        self._folder(str(Path(path).parent)).is_held = True

    def finish(self) -> Iterator[GatheredStudy]:
        """Yield the studies that are still open, now that no more files follow."""
        for name in list(self._folders):
            yield from self._complete(name)

    def _series_of(self, path: str) -> str | None:
        return self._looking.series_of([Path(path)])[0]

    def _folder(self, name: str) -> _Folder:
        if name not in self._folders:
            self._folders[name] = _Folder(SeriesCount(self._files_of(name), self._looking))
        return self._folders[name]

    def _add_slice(self, folder: _Folder, outcome: FileOutcome) -> None:
        [one] = outcome.study
        series = folder.series.pop(one.place.series, None) or _Series()
        folder.series[one.place.series] = series
        folder.count.add(one.place.series)
        # Of files that are the same, byte for byte, one counts, as where the folder is opened.
        if one.sha256 not in series.seen:
            series.seen.add(one.sha256)
            series.slices.append(one)
            if self._keeps_records:
                series.records += outcome.records

    def _complete(self, name: str) -> Iterator[GatheredStudy]:
        folder = self._folders.pop(name)
        for fingerprint in list(folder.series):
            yield self._end(name, folder, fingerprint)

    def _end(self, name: str, folder: _Folder, fingerprint: str) -> GatheredStudy:
        series = folder.series.pop(fingerprint)
        failed = folder.failed[fingerprint]
        if folder.failed[""] and not folder.count.is_shared():
            # A file of unknown series counts to the one of the folder, if there is only one.
            failed += folder.failed[""]
        error = f"{count_of(failed, 'file')} of this folder could not be read" if failed else None
        record = self._record(name, fingerprint, series.slices[0].place.series_number, series.slices, error, failed)
        peak = None
        if record.study:
            first = record.study.findings.look_first
            peak = next((one for one in series.records if (one.path, one.frame) == (first.path, first.frame)), None)
        return GatheredStudy(record, peak)

    def _plausible(self, probabilities: npt.NDArray[np.float32], is_kind_open: bool) -> tuple[str, ...]:
        return self._package.plausible(probabilities, self._level, is_kind_open)

    def _record(
        self,
        path: str,
        series: str | None,
        number: int | None,
        slices: Collection[StudySlice],
        error: str | None = None,
        failed: int = 0,
    ) -> StudyRecord:
        package, study = self._package, None
        if slices:
            called_from = package.study_called_from
            findings = examine(tuple(slices), TUMOUR_FREE in package.classes, called_from)
            study = judge(findings, package.classes, self._plausible, called_from)
        return StudyRecord(
            path=path,
            series=series,
            series_number=number or None,
            level=self._level,
            model=package.title,
            study=study,
            failed_files=failed,
            error=error,
        )
