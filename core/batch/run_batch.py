"""Run a batch from start to end: one entry point for the window and the command line."""

import contextlib
import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from core.batch.dask_cluster import classify_on_cluster
from core.batch.engine import OnWait, ReadFile, classify_files
from core.batch.heat_map_files import HeatFiles
from core.batch.inputs import (
    RECONNECT,
    GivenFolders,
    InputCounter,
    find_inputs,
    is_asked_for,
    lost_folder,
    places_given,
)
from core.batch.progress import BatchProgress
from core.batch.request import BatchRequest, BatchSummary
from core.batch.studies import BatchStudies, StudyListener, open_study_file
from core.errors import FalxError, LostFolderError
from core.image.slice import Slice
from core.jobs.events import Report
from core.model.package import ModelPackage
from core.program.cores import available_cores
from core.reader_process.isolated_looking import IsolatedLooking
from core.reader_process.process_pool import LostReaderError
from core.reader_process.shared_reader import read_isolated, shared_reader
from core.readers.folder import fits
from core.readers.looking import Looking
from core.records.output_checks import require_separate_outputs
from core.records.record import Record
from core.records.record_file import RecordFile, RecordForm
from core.records.record_lock import only_writer
from core.records.record_outputs import RecordOutputs
from core.records.slice_choice import SliceChoice
from core.study.file_outcome import FileOutcome
from core.study.study_file import StudyFile


def _ignore(problem: str) -> None:
    pass


def run_batch(
    request: BatchRequest,
    report: Report,
    on_records: Callable[[Sequence[Record]], None],
    on_problem: Callable[[str], None] = _ignore,
    on_remark: Callable[[str], None] = _ignore,
    listener: StudyListener = StudyListener(),  # noqa: B008 - it does not change
    read: ReadFile = read_isolated,
    on_wait: OnWait = lambda: None,
    looking: Looking | None = None,
) -> BatchSummary:
    """Classify files and folders.

    Args:
        request: what to classify, with which model, and where the results go.
        report: is called with the progress after each file; the total is 0 until the inputs are counted. What it
            raises, such as `Cancelled`, ends the batch: the records written so far stay, and each thread ends after
            its current slice at the latest. It is not called while the files of an earlier run are read, which
            takes seconds where they hold 100,000 records.
        on_records: gets the records of each file once they are written, in the order of the files; before them, those
            of an earlier run, some hundred at a time.
        on_problem: is called with the reason, in one line, why a heat map is missing.
        on_remark: is called with one line on what had to be left out or corrected in a file.
        listener: is called as studies are found, if they are asked for.
        read: reads the slices of a file, unless a cluster does; see `classify_files`.
        on_wait: is called while a file takes long; what it raises ends the batch as `report` does.
        looking: finds the files and their series; by default in separate processes.

    Raises:
        FalxError: if the request cannot be met; `UnwritableOutputError` also in the middle, when a disk is full.
        NoImagesError: at the end, if a given folder disappeared; its unreadable files are not recorded.
    """
    targets = [path for path in (request.jsonl, request.csv, request.studies) if path]
    require_separate_outputs(targets, request.paths)
    package = request.model if isinstance(request.model, ModelPackage) else ModelPackage.open(request.model)
    level = package.level(request.level)
    request = replace(request, level=level)
    files = [
        RecordFile(path, form, package.classes, package.title, level, package.earlier_level)
        for path, form in ((request.jsonl, RecordForm.JSONL), (request.csv, RecordForm.CSV))
        if path
    ]
    with only_writer(targets), IsolatedLooking(on_wait) as isolated:
        looking = looking or isolated

        def read_kept(path: Path, is_wanted: Callable[[], bool]) -> list[Slice]:
            # It would cost another process, or another hour.
            isolated.require_kept(path)
            try:
                return read(path, is_wanted)
            except LostReaderError as error:
                isolated.note_lost(path, error)
                raise

        outputs = RecordOutputs(files, request.slices, request.is_resumed)
        studies = open_study_file(request, package, level, looking)
        folders = GivenFolders(request.paths, request.folders, outputs.folders)
        maps = None
        if request.heatmaps:
            maps = HeatFiles.prepare(request.heatmaps, request.paths, request.is_resumed, folders.lost)
        there = tuple(path for path in request.paths if path not in folders.lost)
        counter = InputCounter(there, request.is_recursive, request.patterns, looking)
        has_studies = request.studies is not None or request.slices is SliceChoice.PEAK
        # Headers are read beside the files.
        reading = shared_reader().keeping((request.workers or available_cores()) + has_studies)
        # Closed first, so that the counter does not wait for an answer.
        stopping = contextlib.closing(isolated)
        with outputs, studies or contextlib.nullcontext(), counter, reading, stopping:
            request = replace(request, paths=there)
            session = _Session(
                request,
                package,
                maps,
                outputs,
                studies,
                folders,
                counter,
                report,
                on_problem,
                on_remark,
                listener,
                read_kept,
                on_wait,
                looking,
            )
            return session.run(on_records)


def _lost(folders: Sequence[str]) -> LostFolderError:
    more = f" (and {len(folders) - 1} more)" if len(folders) > 1 else ""
    return lost_folder(f"{folders[0]}{more}", RECONNECT)


def _is_failure(outcome: FileOutcome) -> bool:
    return any(record.error for record in outcome.records)


class _Session:
    """A batch that is running."""

    def __init__(
        self,
        request: BatchRequest,
        package: ModelPackage,
        maps: HeatFiles | None,
        outputs: RecordOutputs,
        studies: StudyFile | None,
        folders: GivenFolders,
        counter: InputCounter,
        report: Report,
        on_problem: Callable[[str], None],
        on_remark: Callable[[str], None],
        listener: StudyListener,
        read: ReadFile,
        on_wait: OnWait,
        looking: Looking,
    ) -> None:
        self._looking = looking
        self._request, self._package, self._maps, self._read, self._on_wait = request, package, maps, read, on_wait
        self._outputs, self._folders = outputs, folders
        self._on_problem, self._on_remark = on_problem, on_remark
        self._studies = BatchStudies(request, package, outputs, studies, self._is_lost, listener, looking)
        self._progress = BatchProgress(folders, counter, report, package.classes, outputs.count_files())
        self._problems = self._skipped = self._kept = 0
        self._empty: list[str] = []
        self._unmatched = list(request.patterns)
        self._outputs_in_sight = {path.resolve() for path in (request.jsonl, request.csv, request.studies) if path}
        self._retried: list[str] = []

    def run(self, on_records: Callable[[Sequence[Record]], None]) -> BatchSummary:
        self._progress.report()
        try:
            self._catch_up()
        except BaseException:
            # What was recorded is reported all the same; if that fails too, the first error is the one to raise.
            with contextlib.suppress(FalxError, OSError):
                self._report_kept(on_records)
            raise
        self._report_kept(on_records)
        self._progress.begin_work(self._outputs.count_files())
        self._classify(self._files(), on_records)
        if retried := self._retried:
            self._classify(retried, on_records, is_last=True)
        for record in self._studies.finish():
            self._record_series(record, on_records)
        self._progress.report_rest()
        if self._folders.lost:
            raise _lost(self._folders.lost)
        return BatchSummary(
            files=self._progress.done,
            records=self._progress.verdicts.total(),
            kept_records=self._kept,
            verdicts=dict(self._progress.verdicts),
            skipped_files=self._skipped,
            empty_folders=tuple(self._empty),
            problems=self._problems,
            agreement=self._progress.agreement.agreement(),
            seconds=self._progress.seconds,
            unmatched_patterns=tuple(self._unmatched),
            studies=self._studies.recorded,
            kept_studies=self._studies.kept,
            pictures=self._studies.pictures,
            level=self._request.level,
        )

    def _report_kept(self, on_records: Callable[[Sequence[Record]], None]) -> None:
        for records in self._outputs.kept():
            self._progress.add_kept(records)
            self._kept += len(records)
            on_records(records)

    def _catch_up(self) -> None:
        """Finish the files whose slices are partly recorded, and try again those that could not be read."""
        outputs, given = self._outputs, places_given(self._request.paths)
        unread = (path for path in outputs.unread() if is_asked_for(path, given, self._request.patterns))
        with contextlib.closing(self._outcomes(chain(outputs.unfinished, unread))) as outcomes:
            for outcome in outcomes:
                if outcome.path in outputs.unfinished and _is_failure(outcome):
                    outputs.forget(outcome.path)
                if self._studies.is_withheld(outcome):
                    outputs.forget(outcome.path)
                elif not (_is_failure(outcome) and self._folders.has_lost(outcome.path)):
                    outputs.write(outcome.records)
                    self._report_problems(outcome)
                self._progress.report()
        outputs.settle()

    def _classify(
        self, files: Iterable[str], on_records: Callable[[Sequence[Record]], None], is_last: bool = False
    ) -> None:
        with contextlib.closing(self._outcomes(files)) as outcomes:
            for outcome in outcomes:
                if _is_failure(outcome) and self._is_left(outcome, is_last):
                    self._progress.report()
                    continue
                for record in self._studies.add(outcome):
                    self._record_series(record, on_records)
                if not self._studies.is_withheld(outcome):
                    self._write(outcome.records, on_records, is_last)
                elif is_last:
                    self._outputs.forget(outcome.path)
                self._report_problems(outcome)
                self._progress.add_file()
                self._progress.report()

    def _write(
        self, records: Sequence[Record], on_records: Callable[[Sequence[Record]], None], is_last: bool = False
    ) -> None:
        fresh = self._outputs.write(records)
        new = records if is_last else fresh
        self._progress.add_fresh(new)
        if new:
            on_records(new)

    def _record_series(self, record: Record, on_records: Callable[[Sequence[Record]], None]) -> None:
        """Record the slice that represents a series, and draw its heat map now that the slice is known."""
        if self._maps:
            with contextlib.closing(self._outcomes([record.path], SliceChoice.ALL)) as outcomes:
                for outcome in outcomes:
                    self._report_problems(replace(outcome, remarks=()))
        self._write((record,), on_records)

    def _is_lost(self, path: str) -> bool:
        return bool(self._folders.lost) and self._folders.has_lost(path)

    def _is_left(self, outcome: FileOutcome, is_last: bool) -> bool:
        """Return whether a file that could not be read is left for later: until its folder, or it, is back."""
        if self._folders.has_lost(outcome.path):
            return True
        is_back = outcome.is_missing and not is_last and os.path.lexists(outcome.path)
        if is_back:
            # Its folder is there, and an interruption must not lose what was read.
            self._outputs.write(outcome.records)
            self._retried.append(outcome.path)
            self._studies.hold(outcome.path)
        return is_back

    def _report_problems(self, outcome: FileOutcome) -> None:
        for problem in outcome.problems:
            self._problems += 1
            self._on_problem(problem)
        for remark in outcome.remarks:
            self._on_remark(remark)

    def _outcomes(self, files: Iterable[str], choice: SliceChoice | None = None) -> Generator[FileOutcome, None, None]:
        request, package, maps = self._request, self._package, self._maps
        choice, has_studies = choice or request.slices, request.studies is not None
        level, read, on_wait = request.level, self._read, self._on_wait
        if request.cluster:
            return classify_on_cluster(files, package, request.cluster, choice, maps, level, has_studies)
        return classify_files(files, package, choice, request.workers, maps, level, has_studies, read, on_wait)

    def _files(self) -> Iterator[str]:
        """Yield the files to classify."""
        request = self._request
        for path in find_inputs(
            request.paths,
            request.is_recursive,
            self._on_skipped,
            request.patterns,
            self._on_empty,
            on_left_out=self._on_remark,
            looking=self._looking,
        ):
            if self._outputs.has_file(path):
                self._progress.awaited -= 1
            if self._unmatched and path not in request.paths:
                self._unmatched = [pattern for pattern in self._unmatched if not fits(Path(path).name, (pattern,))]
            if self._folders.lost and self._folders.has_lost(path):
                self._progress.report_seldom()
            elif self._is_done(path):
                self._progress.done += 1
                self._progress.report_seldom()
            else:
                yield path
        if not self._folders.lost:
            # Recorded files that the walk did not reach are there no more.
            self._progress.awaited = 0

    def _is_done(self, path: str) -> bool:
        if not self._studies.has_recorded(path):
            return False
        maps = self._maps
        return maps is None or all(maps.has_map(Path(path), frame) for frame in self._outputs.frames_of(path))

    def _on_empty(self, folder: str) -> None:
        if not self._folders.is_lost_empty(folder):
            self._empty.append(folder)

    def _on_skipped(self, path: Path) -> None:
        if path.resolve() not in self._outputs_in_sight:
            self._skipped += 1
