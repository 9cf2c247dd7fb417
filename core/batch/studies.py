"""The studies of a batch: gathered from its files, and written once they are complete."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from core.batch.request import BatchRequest
from core.batch.requested_files import asked_files
from core.batch.resume_studies import EarlierStudies, grown_studies
from core.model.package import ModelPackage
from core.readers.looking import Looking
from core.records.record import Record
from core.records.record_outputs import RecordOutputs
from core.records.slice_choice import SliceChoice
from core.study.file_outcome import FileOutcome, is_series_slice
from core.study.gatherer import GatheredStudy, StudyGatherer
from core.study.study_file import StudyFile
from core.study.study_record import StudyRecord


def _ignore_slice(path: str, series: str) -> None:
    pass


def _ignore_study(study: StudyRecord) -> None:
    pass


@dataclass(frozen=True, slots=True)
class StudyListener:
    """What is called as studies are found.

    Attributes:
        on_slice: gets the path of a file that is one slice of a series, and the fingerprint of the series, before its
            record.
        on_study: gets each study once it is complete, before it is written; that of a volume comes before its records.
    """

    on_slice: Callable[[str, str], None] = _ignore_slice
    on_study: Callable[[StudyRecord], None] = _ignore_study


def open_study_file(request: BatchRequest, package: ModelPackage, level: float, looking: Looking) -> StudyFile | None:
    """Read the studies that an earlier run wrote; None if none are asked for. Studies that have grown are left out.

    Args:
        request: of the batch.
        package: that it classifies with.
        level: of the verdicts.
        looking: reads of which series files are.

    Raises:
        OccupiedFileError: if a new file holds something already.
        InvalidRecordsError: if an earlier run's file cannot be continued.
    """
    if request.studies is None:
        return None
    file = StudyFile(request.studies, package.classes, package.title, level, request.is_resumed)
    file.leave_out(grown_studies(file, request, looking))
    return file


class BatchStudies:
    """The studies of a batch; does nothing if they are not asked for and every slice is recorded."""

    def __init__(
        self,
        request: BatchRequest,
        package: ModelPackage,
        outputs: RecordOutputs,
        file: StudyFile | None,
        is_lost: Callable[[str], bool],
        listener: StudyListener,
        looking: Looking,
    ) -> None:
        """Start.

        Args:
            request: of the batch.
            package: that it classifies with.
            outputs: its records.
            file: of the studies, open; None where they are not asked for.
            is_lost: returns whether a file or folder has disappeared; a study that may lack files is not written.
            listener: is called as studies are found.
            looking: reads of which series files are.
        """
        self._file, self._is_lost, self._is_peak = file, is_lost, request.slices is SliceChoice.PEAK
        self._earlier = EarlierStudies(outputs, file, request.slices, looking)
        self._gatherer = None
        if file or self._is_peak:
            # Which slice of a series is recorded is known when all are classified.
            self._gatherer = StudyGatherer(
                package,
                package.level(request.level),
                request.paths,
                self._is_peak,
                lambda folder: asked_files(folder, request, looking),
                looking,
            )
        self._listener, self._fresh = listener, 0

    @property
    def recorded(self) -> int:
        """How many studies have a record, those of an earlier run included."""
        return self._fresh + self.kept

    @property
    def kept(self) -> int:
        """How many of them an earlier run had written."""
        return self._file.kept if self._file else 0

    @property
    def pictures(self) -> int:
        """How many files belong to no study, where studies are asked for."""
        return self._gatherer.pictures + self._earlier.pictures if self._file and self._gatherer else 0

    def has_recorded(self, path: str) -> bool:
        """Return whether an earlier run recorded all of a file that is to be recorded."""
        return self._earlier.has_recorded(path)

    def is_withheld(self, outcome: FileOutcome) -> bool:
        """Return whether a slice belongs to a series of which only the slice to look at first is recorded."""
        return self._is_peak and is_series_slice(outcome.study)

    def hold(self, path: str) -> None:
        """Keep a study open until a file that will be retried is done."""
        if self._gatherer:
            self._gatherer.hold(path)

    def add(self, outcome: FileOutcome) -> Iterator[Record]:
        """Take the outcome of a file, and write the studies that are complete now.

        Yields:
            Of each series among them, the record to write.

        Raises:
            UnwritableOutputError: if a study cannot be written.
        """
        if is_series_slice(outcome.study):
            self._listener.on_slice(outcome.path, outcome.study[0].place.series)
        for study in self._gatherer.add(outcome) if self._gatherer else ():
            yield from self._end(study)

    def finish(self) -> Iterator[Record]:
        """Write the studies that are still open; yields what `add` yields."""
        for study in self._gatherer.finish() if self._gatherer else ():
            yield from self._end(study)

    def _end(self, study: GatheredStudy) -> Iterator[Record]:
        record = study.record
        if self._is_lost(record.path):
            return
        if self._file and not self._file.has(*record.key):
            # First, so that an interruption between the two makes it be found again.
            self._listener.on_study(record)
            self._file.write(record)
            self._fresh += 1
        if study.peak:
            yield study.peak
