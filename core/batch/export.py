"""Export the results of a saved batch: records, heat maps, a report. Jobs of the window."""

import itertools
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from core.batch.engine import Failure, map_files
from core.batch.heat_map_files import HeatFiles
from core.batch.model_in_use import package_if_there, package_of
from core.batch.report import ReportFacts, format_report
from core.batch.report_content import ReportedStudy, arrange_report
from core.batch.report_pictures import ReportPictures
from core.batch.saved_batch import SavedBatch
from core.batch.saved_records import recorded
from core.batch.saved_studies import kept_studies
from core.batch.slice_names import common_folder, slice_name, title_of
from core.errors import NoImagesError
from core.files import replacing
from core.jobs.child import JobPipe
from core.jobs.events import ProgressReporter
from core.model.classifier import Classifier
from core.model.heat_maps.known_heat_maps import default_heat_method
from core.program.wording import one_line
from core.reader_process.shared_reader import read_isolated
from core.records.folder_agreement import AgreementCounter
from core.records.output_checks import require_no_image
from core.records.record import Record
from core.records.record_file import RecordFile, RecordForm

# Of records in the order that they were written; None for all.
Places = Sequence[int] | None

_AT_A_TIME = 500


def write_records(saved: SavedBatch, places: Places, target: Path, form: str, pipe: JobPipe) -> int:
    """Write records as CSV or JSON Lines.

    Args:
        saved: the batch that they are of.
        places: of the records to write, as positions in its file and in the wanted order; None for all.
        target: file to write.
        form: name of a `RecordForm`.
        pipe: to the window.

    Returns:
        How many were written.
    """
    require_no_image(target)
    source = recorded(saved)
    file = replace(source, path=target, form=RecordForm[form])
    records = list(_records(source, places))
    if not records:
        raise _nothing()
    reporter = ProgressReporter("Writing records", len(records), pipe.report)
    with replacing(target) as temporary, temporary.open("wb") as stream:
        stream.write(file.header)
        for start in range(0, len(records), _AT_A_TIME):
            part = records[start : start + _AT_A_TIME]
            stream.write(file.format(part))
            reporter.report(start + len(part))
    return len(records)


def write_heat_maps(saved: SavedBatch, places: Places, target: Path, pipe: JobPipe) -> int:
    """Write the heat map of each slice to a folder that mirrors the pictures'.

    The log gets a line for each file, and for each slice of a readable file, of which no map was drawn.

    Returns:
        How many were written.
    """
    package = package_of(saved.plan)
    wanted: dict[str, set[int]] = {}
    for record in _records(recorded(saved), places):
        if record.finding:
            wanted.setdefault(record.path, set()).add(record.frame)
    if not wanted:
        raise _nothing()
    # A map that is there is kept if it is of this slice and model: it states what it is of.
    maps = HeatFiles.prepare(target, saved.plan.paths, is_kept=True, lost=saved.folders or ())

    stopping = threading.Event()

    def draw(path: str, classifier: Classifier) -> tuple[int, list[str]]:
        read = read_isolated(Path(path), lambda: not stopping.is_set())
        images = [image for image in read if image.frame in wanted[path]]
        problems = [maps.draw(image, classifier.predict(image), classifier) for image in images]
        gone = sorted(wanted[path] - {image.frame for image in images})
        return problems.count(None), [
            *filter(None, problems),
            *(f"slice {frame} is not in it any more" for frame in gone),
        ]

    reporter, count = ProgressReporter("Drawing heat maps", len(wanted), pipe.report), 0
    outcomes = map_files(list(wanted), str, draw, package, stopping=stopping, on_wait=pipe.check)
    for done, (path, outcome) in enumerate(outcomes, 1):
        if isinstance(outcome, Failure):
            pipe.log(f"{one_line(path)}: {outcome.reason}")
        else:
            count += outcome[0]
            for problem in outcome[1]:
                pipe.log(f"{one_line(path)}: {problem}")
        reporter.report(done)
    return count


def write_report(saved: SavedBatch, places: Places, target: Path, pipe: JobPipe) -> int:
    """Write the report as one HTML file.

    Returns:
        How many records it is about.
    """
    require_no_image(target)
    source = recorded(saved)
    written = list(_records(source, None))
    records = written if places is None else [written[place] for place in places]
    if not records:
        raise _nothing()
    counter = AgreementCounter(source.classes)
    for record in records:
        counter.add(record)
    package, base = package_if_there(saved.plan), common_folder(saved.plan.paths)
    facts = ReportFacts(
        title=f"Falx: {title_of(saved.plan.paths)}",
        model=source.model,
        when=f"{saved.started:%Y-%m-%d %H:%M}",
        selection="" if len(records) == len(written) else f"{len(records):,} of {len(written):,} slices.",
        heat_map=default_heat_method(package.has_evidence) if package else None,
    )
    content = arrange_report(records, _studies(saved, written, records), package)
    reporter, done = (
        ProgressReporter("Drawing small pictures", max(1, content.pictures), pipe.report),
        itertools.count(1),
    )
    pictures = ReportPictures(package, lambda: reporter.report(next(done)), lambda: not pipe.is_cancelled)

    of_several = {record.path for record in written if record.frame}

    def name_of(record: Record) -> str:
        return slice_name(record.path, record.frame, base, record.path in of_several)

    page = format_report(facts, content, counter.agreement(), name_of, pictures.pictures_of, base)
    with replacing(target) as temporary:
        temporary.write_text(page, encoding="utf-8", errors="backslashreplace")
    return len(records)


def _studies(saved: SavedBatch, written: Sequence[Record], chosen: Sequence[Record]) -> list[ReportedStudy]:
    """List the studies of which a slice was chosen, each with the record of its slice to look at first."""
    by_key = {(record.path, record.frame): record for record in written}
    shown = {record.path for record in chosen}
    return [
        ReportedStudy(study, by_key[first])
        for study in kept_studies(saved)
        if (first := (study.first_path, study.first_frame)) in by_key and not shown.isdisjoint(study.files)
    ]


def _nothing() -> NoImagesError:
    return NoImagesError(expected="slices to save", got="none", advice="show other rows")


def _records(file: RecordFile, places: Places) -> Iterator[Record]:
    records = (record for record, _ in file.read())
    if places is None:
        yield from records
        return
    written = list(records)
    yield from (written[place] for place in places)
