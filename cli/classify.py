"""`falx classify`: files and folders to verdicts, as a table, JSON Lines or CSV."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from cli.arguments import Parser, fail, given_path, positive
from core.batch import SliceChoice, classify_files, find_inputs
from core.errors import FalxError, UnwritableOutputError
from core.files import require_distinct
from core.model_package import ModelPackage
from core.model_store import find_package
from core.names import one_line
from core.notice import NOTICE
from core.percent import format_percent
from core.prediction import display_name
from core.records import Record, format_csv_header, format_csv_line, format_json_line


def main(argv: list[str]) -> int:
    """Classify what the arguments name; returns the exit status."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    if arguments.csv and arguments.csv == arguments.jsonl:
        parser.error("arguments --csv and --jsonl: expected two files, got the same twice")
    try:
        for target in filter(None, (arguments.csv, arguments.jsonl)):
            require_distinct(Path(target), map(Path, arguments.paths))
        package = ModelPackage.open(find_package(arguments.model))
    except FalxError as error:
        return fail(error)
    counts: Counter[str] = Counter()
    inputs = _Inputs(arguments.paths, arguments.recursive)
    try:
        with ExitStack() as stack:
            writers = _Writers(stack, arguments, package)
            groups = classify_files(iter(inputs), package, SliceChoice(arguments.slices), arguments.workers)
            for group in groups:
                for record in group:
                    counts[record.as_dict()["verdict"] or "failed"] += 1
                    writers.write(record)
                    if record.error:
                        print(f"{one_line(record.path)}: {record.error}", file=sys.stderr)
    except FalxError as error:
        return fail(error)
    except BrokenPipeError:
        raise
    except OSError as error:
        place = error.filename or arguments.csv or arguments.jsonl or "the screen"
        return fail(UnwritableOutputError(f"{place}: cannot be written ({error.strerror}); choose another place"))
    if not writers.to_screen:
        print(", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items())) or "no images")
    if inputs.skipped:
        print(f"{inputs.skipped} other {'file' if inputs.skipped == 1 else 'files'} skipped")
    print(NOTICE)
    return 1 if counts["failed"] or inputs.failures else 0


class _Inputs:
    """The files to classify; a folder with no image in it is told and counted, and the rest goes on.

    What else lies in a folder is skipped and counted.
    """

    def __init__(self, paths: list[str], is_recursive: bool) -> None:
        self._paths, self._is_recursive = paths, is_recursive
        self.failures = self.skipped = 0

    def __iter__(self) -> Iterator[str]:
        for path in self._paths:
            files = find_inputs([path], self._is_recursive, self._on_skipped)
            first = next(files, None)
            if first is None:
                self.failures += 1
                print(f"{one_line(path)}: expected images in this folder, found none", file=sys.stderr)
            else:
                yield first
                yield from files

    def _on_skipped(self, path: Path) -> None:
        self.skipped += 1


class _Writers:
    """Where the records go: files, or the screen where no file was asked for."""

    def __init__(self, stack: ExitStack, arguments: argparse.Namespace, package: ModelPackage) -> None:
        self._classes = package.classes
        self._json = _open(stack, arguments.jsonl)
        self._csv = _open(stack, arguments.csv)
        self.to_screen = not (self._json or self._csv)
        if self._csv:
            self._csv.write(format_csv_header(self._classes))
        if self.to_screen:
            print(f"{'verdict':<18}{'most probable':<18}{'calibrated':>10}{'novelty':>9}  image")

    def write(self, record: Record) -> None:
        """Write a record everywhere."""
        if self._json:
            self._json.write(format_json_line(record))
        if self._csv:
            self._csv.write(format_csv_line(record, self._classes))
        if self.to_screen and record.prediction:
            found = record.prediction
            name = one_line(record.path) if record.frame == 0 else f"{one_line(record.path)} [{record.frame}]"
            print(
                f"{found.verdict:<18}{display_name(found.label):<18}{format_percent(float(found.probabilities.max())):>10}"
                f"{found.novelty:>9.2f}  {name}"
            )


def _open(stack: ExitStack, path: str | None) -> TextIO | None:
    if not path:
        return None
    # A file name that is no Unicode is written with escapes, which JSON reads back.
    return stack.enter_context(Path(path).open("w", encoding="utf-8", errors="backslashreplace", newline=""))


def _parser() -> Parser:
    parser = Parser(prog="falx classify", description="Classify images, volumes and folders of them.")
    parser.add_argument("paths", nargs="+", metavar="PATH", type=given_path, help="a file or a folder")
    parser.add_argument("--model", metavar="M", help="an installed model's name, or a package's folder or zip")
    parser.add_argument("--csv", metavar="F", help="write the records as CSV")
    parser.add_argument("--jsonl", metavar="F", help="write the records as JSON Lines")
    parser.add_argument("--slices", choices=[choice.value for choice in SliceChoice], default=SliceChoice.ALL.value)
    parser.add_argument("--workers", metavar="N", type=positive, help="threads; as many as there are cores by default")
    parser.add_argument("--no-recursive", dest="recursive", action="store_false", help="leave out folders in folders")
    return parser
