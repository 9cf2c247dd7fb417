"""`falx audit`: checks a dataset."""

from pathlib import Path
from typing import TYPE_CHECKING

from cli.arguments import DATASET_HELP, Parser, add_keep_names, fail
from cli.messages import saying
from cli.printing import tell, warn
from cli.progress import ProgressLine
from cli.written_files import Written
from core.errors import FalxError
from core.program.wording import NOTICE, count_of, one_line

if TYPE_CHECKING:
    from training.reports.findings_page import Remark

_SIZES_SHOWN = 5
_DOUBTS_SHOWN = 20

if TYPE_CHECKING:
    from training.audit.findings import Findings


def main(argv: list[str]) -> int:
    """Audit a dataset or a cross-validation; return the exit status."""
    parser = Parser(
        prog="falx audit",
        description="Find copies, leaks and shortcuts in a dataset before training; or, after a cross-validation, the "
        "images whose label its networks doubt. Changes nothing in the dataset.",
        examples=(
            "falx audit dataset",
            "falx audit manifest.csv --html report.html --json findings.json",
            "falx audit run --html doubts.html",
        ),
    )
    parser.add_argument(
        "dataset",
        metavar="DATASET|RUN",
        type=Path,
        help=f"{DATASET_HELP}; or the folder of a cross-validation (falx train --folds)",
    )
    parser.add_argument("--json", metavar="F", type=Path, help="write all findings as JSON")
    parser.add_argument("--html", metavar="F", type=Path, help="write a report with the pairs as pictures, as HTML")
    add_keep_names(parser)
    arguments = parser.parse_args(argv)
    if arguments.json and arguments.json == arguments.html:
        parser.error(f"expected two files, got {arguments.json} for both --json and --html")

    from training.audit.audit import AuditRequest, audit
    from training.runs.label_errors import is_run

    if is_run(arguments.dataset):
        return _doubt_labels(arguments.dataset, arguments.json, arguments.html)
    written = Written([arguments.json, arguments.html])
    try:
        line = ProgressLine()
        request = AuditRequest(arguments.dataset, arguments.json, arguments.html, arguments.keep_names)
        with saying(line):
            findings = audit(request, line)
    except FalxError as error:
        return fail(error)
    _print_contents(findings)
    _print_remarks(findings)
    for entry in findings["unreadable"]:
        warn(f"{entry['path']}: {entry['reason']}")
    for path in filter(None, (arguments.json, arguments.html)):
        written.tell(path)
    tell(NOTICE)
    return 1 if findings["unreadable"] else 0


def _doubt_labels(run: Path, json: Path | None, html: Path | None) -> int:
    """Print the images of a cross-validation whose label its networks doubt; return the exit status."""
    from training.runs.label_errors import DoubtRequest, doubt_labels, doubt_line, summarise_doubts

    written = Written([json, html])
    try:
        line = ProgressLine()
        with saying(line):
            findings = doubt_labels(DoubtRequest(run, json, html), line)
    except FalxError as error:
        return fail(error)
    _print_remark(summarise_doubts(findings))
    doubts = findings["doubts"]
    datasets = {doubt["dataset"] or "" for doubt in doubts}
    is_one = len(datasets) == 1
    if is_one and (dataset := max(datasets)):
        tell(f"  Paths are relative to {one_line(dataset)}")
    for doubt in doubts[:_DOUBTS_SHOWN]:
        place = doubt["path"] if is_one else str(Path(doubt["dataset"] or "", doubt["path"]))
        tell(f"  {one_line(place)}: {doubt_line(doubt)}")
    if len(doubts) > _DOUBTS_SHOWN:
        tell(f"  and {len(doubts) - _DOUBTS_SHOWN:,} more; --json lists all of them, --html shows the pictures")
    for path in filter(None, (json, html)):
        written.tell(path)
    tell(NOTICE)
    return 0


def _print_contents(findings: "Findings") -> None:
    tell(f"{findings['dataset']}: {count_of(findings['images'], 'image')}")
    width = max(map(len, findings["classes"])) + 2
    for name, counts in findings["classes"].items():
        tell(f"  {name:<{width}}{', '.join(f'{count:,} {side}' for side, count in counts.items()) or 'none'}")
    sizes = [f"{count:,} of {size}" for size, count in findings["sizes"].items()]
    more = f", and {len(sizes) - _SIZES_SHOWN:,} more sizes" if len(sizes) > _SIZES_SHOWN else ""
    tell(f"  {'size':<{width}}{', '.join(sizes[:_SIZES_SHOWN])}{more}")
    tell(f"  {'mode':<{width}}{', '.join(f'{count:,} {mode}' for mode, count in findings['modes'].items())}")


def _print_remarks(findings: "Findings") -> None:
    from training.audit.summary import summarise

    for remark in summarise(findings):
        _print_remark(remark)


def _print_remark(remark: "Remark") -> None:
    tell(f"{remark.severity.value}: {remark.what}")
    if remark.advice:
        tell(f"  {remark.advice}")
