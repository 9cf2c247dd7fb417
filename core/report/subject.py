"""From a path to the slice that a report is on: of a study, the one to look at first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from core.errors import UnreadableImageError
from core.image.slice import Slice
from core.model.classifier import Classifier
from core.program.wording import count_of
from core.reader_process.shared_reader import read_isolated, shared_reader
from core.readers.containers import is_container
from core.readers.folder import OnProgress
from core.report.case import CaseStudy
from core.series.entry import Series
from core.study.study_slice import summarise
from core.sweep.measured_performance import study_performance
from core.sweep.sentence import study_sentence
from core.sweep.sweep_verdicts import study_at

_MOST_LISTED = 12


class SlicePick(Enum):
    """Which slice of a stack is taken where no number is given."""

    PEAK = "peak"
    MIDDLE = "middle"


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """What a report is on.

    Attributes:
        image: the slice.
        study: the verdict on its study; None of a single picture, or where it was not needed.
        number: of the slice in its stack, from 1.
        count: of the slices of the stack.
        files: all that were found where the picture is: those that were read, and those of other series.
    """

    image: Slice
    study: CaseStudy | None
    number: int
    count: int
    files: tuple[Path, ...]


def read_subject(
    path: Path,
    classifier: Classifier,
    which: int | SlicePick = SlicePick.PEAK,
    series_number: int | None = None,
    on_progress: OnProgress | None = None,
    needs_study: bool = True,
) -> Subject:
    """Read a picture, or a slice of a study.

    Args:
        path: of a picture, a volume, a folder, a directory of a medium or an archive.
        classifier: gives the verdicts, at its level.
        which: the number of the slice, from 1, or how it is picked; by default the one to look at first.
        series_number: which of several series, from 1 in the order of their list; needed where there are several.
        on_progress: is called with the number of slices classified, and of all.
        needs_study: whether all slices are classified for the verdict on the study. The one to look at first needs
            that in any case.

    Raises:
        FalxError: if it cannot be read, or does not say which slice or series is meant.
    """
    stack, files = _read_stack(path, series_number)
    if isinstance(which, int) and not 1 <= which <= len(stack):
        raise UnreadableImageError(
            subject=path, expected=f"the number of a slice, from 1 to {len(stack)}", got=str(which)
        )
    if len(stack) == 1:
        return Subject(stack[0], None, 1, 1, files)
    study, first = None, 0
    if needs_study or which is SlicePick.PEAK:
        study, first = _judge(stack, classifier, on_progress)
    places = {SlicePick.PEAK: first, SlicePick.MIDDLE: len(stack) // 2}
    place = places[which] if isinstance(which, SlicePick) else which - 1
    return Subject(stack[place], study, place + 1, len(stack), files)


def _judge(stack: Sequence[Slice], classifier: Classifier, on_progress: OnProgress | None) -> tuple[CaseStudy, int]:
    package, slices = classifier.package, []
    for place, image in enumerate(stack):
        # By its place in the stack, which files of one slice each do not state.
        placed = replace(image, frame=place)
        slices.append(summarise(str(image.source), placed, classifier.predict(image), package))
        if on_progress:
            on_progress(place + 1, len(stack))
    verdict, findings = study_at(slices, package, classifier.level)
    first = findings.look_first.frame
    sentence = study_sentence(verdict, first, len(stack))
    performance = study_performance(package.metrics, package.studies_measured, package.title)
    return CaseStudy(sentence, performance, len(stack)), first


def _read_stack(path: Path, series_number: int | None) -> tuple[list[Slice], tuple[Path, ...]]:
    """Read the slices of a picture or series; return them, and all files that there are."""
    if not (path.is_dir() or is_container(path)):
        if series_number not in (None, 1):
            raise UnreadableImageError(subject=path, expected="series 1 of a single file", got=str(series_number))
        stack = read_isolated(path)
        return stack, (path, *dict.fromkeys(image.source for image in stack))
    reader = shared_reader()
    listed = reader.list_series([path])[0].series
    files = tuple(file for series in listed for file in (*series.files, *series.duplicates))
    scans = [series for series in listed if not series.is_localizer] or list(listed)
    if series_number is None and len(scans) == 1:
        return reader.read_series(scans[0]), files
    if series_number is None or not 1 <= series_number <= len(listed):
        raise UnreadableImageError(
            subject=path,
            expected="one series or picture" if series_number is None else f"a series from 1 to {len(listed)}",
            got=_listing(listed) if series_number is None else str(series_number),
            advice="choose one with --series",
        )
    return reader.read_series(listed[series_number - 1]), files


def _listing(listed: Sequence[Series]) -> str:
    names = [f"{number} {_words(series)}" for number, series in enumerate(listed[:_MOST_LISTED], 1)]
    more = ", …" if len(listed) > _MOST_LISTED else ""
    return f"{len(listed)}: {', '.join(names)}{more}"


def _words(series: Series) -> str:
    """Name a series by what does not name a patient; a file that is no DICOM object by its own name."""
    parts = [series.words, series.plane.value, "" if series.count is None else count_of(series.count, "slice")]
    words = ", ".join(filter(None, parts))
    return f"({words})" if words and (series.words or series.plane.value) else f"({series.path.name})"
