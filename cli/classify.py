"""`falx classify`: files and folders to verdicts, as a table, JSON Lines or CSV."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from cli.arguments import MODEL_HELP, Parser, add_level, fail, given_path, positive
from cli.printing import tell, warn
from cli.progress import ProgressLine
from core.batch.request import BatchRequest, BatchSummary
from core.batch.run_batch import run_batch
from core.errors import FalxError
from core.files import unwritable
from core.image.sample_files import is_sample
from core.jobs.events import Progress
from core.model.confidence_levels import format_level
from core.model.heat_maps.known_heat_maps import default_heat_method
from core.model.store import open_package
from core.model.verdicts import REFUSED, stated_in_words, verdict_name
from core.program.wording import NOTICE, count_is, count_of, format_probability, format_tenths, one_line
from core.records.folder_agreement import Agreement
from core.records.record import Finding, Record
from core.records.slice_choice import SliceChoice

_INTERRUPTED = 130
# Fits the longest verdict on the known classes, and its probability.
_VERDICT_WIDTH = 56
_STANDARD_OUTPUT = {"/dev/stdout", "/dev/fd/1"}


def main(argv: list[str]) -> int:
    """Classify files and folders; return the exit status."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    if arguments.csv and arguments.csv == arguments.jsonl:
        parser.error("arguments --csv and --jsonl: expected two files, got the same twice")
    if arguments.studies and arguments.studies in (arguments.csv, arguments.jsonl):
        parser.error("argument --studies: expected another file than that of the records, got the same")
    if arguments.resume and not (arguments.csv or arguments.jsonl or arguments.heatmaps or arguments.studies):
        parser.error("argument --resume: expected --csv, --jsonl, --studies or --heatmaps, to continue their files")
    screen = _Screen(arguments)
    try:
        summary = run_batch(
            _request(arguments), screen.tell_progress, screen.tell_records, screen.tell_note, screen.tell_note
        )
    except FalxError as error:
        screen.clear()
        return fail(error)
    except KeyboardInterrupt:
        screen.tell_interrupted()
        return _INTERRUPTED
    except BrokenPipeError:
        raise
    except OSError as error:
        place = error.filename or "the screen"
        return fail(unwritable(str(place), error))
    screen.tell_summary(summary)
    return 1 if summary.failures or summary.empty_folders or summary.problems else 0


def _request(arguments: argparse.Namespace) -> BatchRequest:
    return BatchRequest(
        paths=tuple(arguments.paths),
        model=open_package(arguments.model),
        jsonl=arguments.jsonl,
        csv=arguments.csv,
        heatmaps=arguments.heatmaps,
        slices=SliceChoice(arguments.slices),
        level=arguments.level,
        workers=arguments.workers,
        is_recursive=arguments.recursive,
        patterns=tuple(arguments.pattern),
        is_resumed=arguments.resume,
        cluster=arguments.dask,
        studies=arguments.studies,
    )


class _Screen:
    """The output during the work: a table where no file is written, otherwise the progress."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self._outputs = [str(path) for path in (arguments.jsonl, arguments.csv) if path]
        self._heatmaps, self._patterns = arguments.heatmaps and str(arguments.heatmaps), arguments.pattern
        self._studies = arguments.studies and str(arguments.studies)
        self._is_resumed = arguments.resume
        self._has_samples = False
        self._has_table = not self._outputs and not self._studies
        self._records = 0
        self._has_head = False
        self._progress = ProgressLine(sys.stderr) if not self._has_table and sys.stderr.isatty() else None

    def tell_progress(self, progress: Progress) -> None:
        """Rewrite the line with the progress, on a terminal."""
        if self._progress:
            self._progress(progress)

    def tell_records(self, records: Sequence[Record]) -> None:
        """Print records, or why a file has none."""
        for record in records:
            self._records += 1
            self._has_samples = self._has_samples or is_sample(Path(record.path))
            if record.error:
                self.clear()
                warn(f"{record.path}: {record.error}")
            elif record.finding and self._has_table:
                self._tell_head()
                name = one_line(record.path)
                print(
                    f"{_verdict_line(record.finding)}{record.finding.novelty:>9.2f}  "
                    f"{name if record.frame == 0 else f'{name} [{record.frame}]'}"
                )

    def _tell_head(self) -> None:
        """Print the head of the table, before its first row: without rows there is none."""
        if not self._has_head:
            print(f"{'verdict':<{_VERDICT_WIDTH - 10}}{'calibrated':>10}{'novelty':>9}  image")
            self._has_head = True

    def tell_note(self, note: str) -> None:
        """Print why a heat map is missing, or which content of a file was ignored or corrected."""
        self.clear()
        warn(note)

    def tell_interrupted(self) -> None:
        """Print what was written, and how to continue."""
        self.clear()
        command = "the same command" if self._is_resumed else "the same command with --resume"
        again = f"To continue from there, run {command}."
        if not self._outputs:
            places = ((self._heatmaps, "heat maps"), (self._studies, "studies"))
            kept = [f"the {name} so far are in {place}" for place, name in places if place and Path(place).exists()]
            warn(f"Stopped: {', '.join(kept)}. {again}" if kept else "Stopped: nothing was written to a file.")
            return
        if self._is_resumed and not self._records:
            warn("Stopped before anything was added. To continue, run the same command.")
            return
        records = count_is(self._records, "record")
        warn(f"Stopped: {records} in {' and '.join(self._outputs)}. {again}")

    def tell_summary(self, summary: BatchSummary) -> None:
        """Print the result."""
        self.clear()
        sought = f"images that match {_quoted(self._patterns)}" if self._patterns else "images"
        advice = "; check --pattern" if self._patterns else ""
        for folder in summary.empty_folders:
            warn(f"{folder}: expected {sought} in this folder, found none{advice}")
        if summary.unmatched_patterns and not summary.empty_folders:
            warn(f"--pattern: no image in the folders matches {_quoted(summary.unmatched_patterns)}")
        # Do not mix other text into records that go to the standard output.
        say = warn if _STANDARD_OUTPUT & {*self._outputs, self._studies} else tell
        for line in self._summary_lines(summary):
            say(line)

    def _summary_lines(self, summary: BatchSummary) -> Iterator[str]:
        if not self._has_table:
            counts = ", ".join(f"{count} {verdict}" for verdict, count in sorted(summary.verdicts.items()))
            yield counts or "no images"
        if summary.level and summary.records > summary.failures:
            level = format_level(summary.level)
            yield (
                f"Verdicts on real images are right in {level}; on the bundled samples they mean nothing, because a "
                "program drew them"
                if self._has_samples
                else f"Verdicts are right in {level}"
            )
        if summary.kept_records:
            kept = count_is(summary.kept_records, "record")
            yield f"{kept} from an earlier run, of {summary.records:,} in all"
        if self._outputs:
            fresh, places = summary.records - summary.kept_records, " and ".join(self._outputs)
            is_complete = summary.kept_records and not fresh
            yield f"Nothing to add to {places}" if is_complete else f"Wrote {count_of(fresh, 'record')} to {places}"
        if self._studies:
            yield _studies_line(summary, self._studies)
        if self._heatmaps:
            missing = f"; {count_is(summary.problems, 'map')} missing" if summary.problems else ""
            yield f"The heat maps are in {self._heatmaps}{missing}"
        if summary.skipped_files:
            yield f"{count_of(summary.skipped_files, 'other file')} skipped"
        if summary.agreement:
            yield _agreement_line(summary.agreement)
        yield NOTICE

    def clear(self) -> None:
        """Remove the line with the progress."""
        if self._progress:
            self._progress.clear()


def _studies_line(summary: BatchSummary, place: str) -> str:
    fresh = summary.studies - summary.kept_studies
    earlier = count_of(summary.kept_studies, "study", "studies")
    kept = f", beside {earlier} from an earlier run" if summary.kept_studies else ""
    belong = "belongs" if summary.pictures == 1 else "belong"
    pictures = f". Not included: {count_of(summary.pictures, 'single picture')}, which {belong} to no study"
    alone = pictures if summary.pictures else ""
    return f"Wrote {count_of(fresh, 'study', 'studies')} to {place}{kept}{alone}"


def _verdict_line(found: Finding) -> str:
    """Return verdict and probability: of the class, or of any tumour where the verdict names no class."""
    words = verdict_name(found.verdict, found.prediction_set)
    named, probability = found.stated_probability
    stated = format_probability(probability) if named == found.verdict else stated_in_words((named, probability))
    if found.verdict in REFUSED:
        # In brackets, as it is greyed in the window: it does not count.
        stated = f"({stated})"
    return f"{words}  {stated:>{max(0, _VERDICT_WIDTH - len(words) - 2)}}"


def _agreement_line(agreement: Agreement) -> str:
    disagreements = count_of(agreement.disagreements, "disagreement")
    refused = (
        f"; of these, {agreement.refused:,} refused as unlike the training data or no brain MRI"
        if agreement.refused
        else ""
    )
    return (
        f"folders named after classes: the most probable class agrees on {format_tenths(agreement.accuracy)} of "
        f"{count_of(agreement.images, 'image')} ({disagreements}){refused}"
    )


def _quoted(patterns: Sequence[str]) -> str:
    return " or ".join(repr(pattern) for pattern in patterns)


def _parser() -> Parser:
    parser = Parser(
        prog="falx classify",
        description="Classify images, volumes and folders of them. Without --csv, --jsonl and --studies, the "
        "verdicts are shown as a table.",
        examples=(
            "falx classify scan.dcm",
            "falx classify scans --csv verdicts.csv --heatmaps maps",
            "falx classify scans --slices peak --studies studies.csv",
            "falx classify scans --pattern '*.dcm' --jsonl verdicts.jsonl --resume",
        ),
    )
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", type=given_path, help="a file, a folder, a DICOMDIR or a zip archive"
    )
    parser.add_argument("--model", metavar="M", help=MODEL_HELP)
    parser.add_argument("--csv", metavar="F", type=_file, help="write the records as CSV, to a new file")
    parser.add_argument("--jsonl", metavar="F", type=_file, help="write the records as JSON Lines, to a new file")
    parser.add_argument(
        "--studies",
        metavar="F",
        type=_file,
        help="write a record for each DICOM series and volume: the number of slices by verdict, the longest run of "
        "neighbours with evidence at the same place, the slice to look at first, and one verdict; as JSON Lines if "
        "F ends with .jsonl or .json, else as CSV with the same keys flat",
    )
    parser.add_argument(
        "--heatmaps",
        metavar="DIR",
        type=_file,
        help=f"write each picture under its heat map, as PNG files ({default_heat_method(True).name}; if the model has "
        f"none, {default_heat_method(False).name})",
    )
    parser.add_argument(
        "--resume", action="store_true", help="continue the files of an earlier run that was stopped or interrupted"
    )
    parser.add_argument(
        "--slices",
        choices=[choice.value for choice in SliceChoice],
        default=SliceChoice.ALL.value,
        help="of a volume or DICOM series, keep all slices or only the one to look at first (default: %(default)s)",
    )
    add_level(parser)
    parser.add_argument(
        "--workers", metavar="N", type=positive, help="number of threads (default: as many as there are cores)"
    )
    parser.add_argument(
        "--no-recursive",
        dest="recursive",
        action="store_false",
        help="skip subfolders (default: include them)",
    )
    parser.add_argument(
        "--pattern",
        metavar="GLOB",
        action="append",
        default=[],
        help="in folders, take only files whose name matches, such as '*.dcm'; may be repeated (default: all)",
    )
    parser.add_argument(
        "--dask",
        metavar="ADDRESS",
        help="classify on the workers of the Dask cluster at tcp://HOST:PORT, with all their threads",
    )
    return parser


def _file(text: str) -> Path:
    return Path(given_path(text))
