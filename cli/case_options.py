"""Options that open a case, alike in all commands for one slice: picture, series, slice, model and level."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from cli.arguments import MODEL_HELP, Parser, add_level, given_path, positive
from cli.printing import warn
from cli.progress import ProgressLine
from core.files import require_distinct
from core.jobs.events import Progress
from core.model.classifier import Classifier
from core.model.store import open_package
from core.report.subject import SlicePick, Subject, read_subject

_DICOM_SUFFIXES = (".dcm", ".dicom")


def add_case_options(parser: Parser) -> None:
    """Add the picture and the options that choose its slice, model and level."""
    parser.add_argument("path", metavar="PATH", type=Path, help="a picture, a volume, or a folder or zip of one study")
    parser.add_argument(
        "--slice",
        metavar="N|peak|middle",
        type=_slice,
        default=SlicePick.PEAK,
        help="the slice of a volume or series: its number, from 1 (a record's frame plus 1); peak, the one to look "
        "at first, for which all slices are classified; or middle, the one in the middle (default: peak)",
    )
    parser.add_argument(
        "--series",
        metavar="N",
        type=positive,
        help="which series, from 1, if PATH holds several; without it, they are listed",
    )
    parser.add_argument("--model", metavar="M", type=given_path, help=MODEL_HELP)
    add_level(parser)


def open_classifier(arguments: argparse.Namespace) -> Classifier:
    """Open the model that the arguments name, at their level.

    Raises:
        FalxError: if it cannot be used, or cannot promise that level.
    """
    return Classifier(open_package(arguments.model), level=arguments.level)


def open_subject(
    arguments: argparse.Namespace, classifier: Classifier, targets: Iterable[Path], needs_study: bool
) -> Subject:
    """Read the slice that the arguments name; show the progress on a terminal where all slices are classified.

    Args:
        arguments: with those of `add_case_options`.
        classifier: gives the verdicts.
        targets: files to be written, none of which may be a file that is read.
        needs_study: whether all slices are classified whichever slice is chosen.

    Raises:
        UnwritableOutputError: if a target would overwrite a file that is read.
        FalxError: if nothing can be read.
    """
    targets = list(targets)
    for target in targets:
        require_distinct(target, [arguments.path])
    progress = _Progress()
    try:
        subject = read_subject(
            arguments.path, classifier, arguments.slice, arguments.series, progress, needs_study=needs_study
        )
    finally:
        progress.clear()
    for target in targets:
        require_distinct(target, subject.files)
    return subject


def name_subject(arguments: argparse.Namespace, subject: Subject) -> str:
    """Name the picture and its slice, for a line of output, and print the remarks on how it was read."""
    for remark in subject.image.remarks:
        warn(f"{arguments.path}: {remark}")
    if subject.count == 1:
        return str(arguments.path)
    how = f", {_SHOWN[arguments.slice]}" if isinstance(arguments.slice, SlicePick) else ""
    return f"{arguments.path} (slice {subject.number} of {subject.count}{how})"


def is_dicom_target(path: Path) -> bool:
    """Return whether a file's name asks for a DICOM object."""
    return path.suffix.lower() in _DICOM_SUFFIXES


def require_dicom_to_keep_patient(parser: Parser, arguments: argparse.Namespace) -> None:
    """End with wrong usage where the patient is to be kept in a file that is no DICOM object."""
    if arguments.keep_patient and not is_dicom_target(arguments.out):
        parser.error("argument --keep-patient: expected --out with a name that ends with .dcm")


_SHOWN = {SlicePick.PEAK: "the one to look at first", SlicePick.MIDDLE: "the one in the middle"}


def _slice(text: str) -> int | SlicePick:
    picks = {pick.value: pick for pick in SlicePick}
    if text in picks:
        return picks[text]
    try:
        return positive(text)
    except argparse.ArgumentTypeError:
        raise argparse.ArgumentTypeError(
            f"expected the number of a slice, from 1, or {' or '.join(picks)}, got {text!r}"
        ) from None


class _Progress:
    """Shows on a terminal how many slices are classified."""

    def __init__(self) -> None:
        self._line = ProgressLine(sys.stderr) if sys.stderr.isatty() else None

    def __call__(self, done: int, total: int) -> None:
        """Show how many are done."""
        if self._line:
            self._line(Progress("Classifying slices", done, total))

    def clear(self) -> None:
        """Remove the line."""
        if self._line:
            self._line.clear()
