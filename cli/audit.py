"""`falx audit`: what is in a dataset, and what is wrong with it."""

from pathlib import Path
from typing import Any

from cli.arguments import DATASET_HELP, Parser, add_keep_names, fail
from cli.printing import tell, warn
from cli.progress import ProgressLine
from cli.saying import saying
from core.counts import count_of
from core.errors import FalxError
from core.notice import NOTICE

_SIZES_SHOWN = 5


def main(argv: list[str]) -> int:
    """Audit what the arguments name; returns the exit status."""
    parser = Parser(
        prog="falx audit",
        description="Find copies, leaks and shortcuts in a dataset before training. Nothing in it is changed.",
        examples=("falx audit dataset", "falx audit manifest.csv --html report.html --json findings.json"),
    )
    parser.add_argument("dataset", metavar="DATASET", type=Path, help=DATASET_HELP)
    parser.add_argument("--json", metavar="F", type=Path, help="write all findings as JSON")
    parser.add_argument("--html", metavar="F", type=Path, help="write a report with the pairs as pictures")
    add_keep_names(parser)
    arguments = parser.parse_args(argv)
    if arguments.json and arguments.json == arguments.html:
        parser.error(f"expected two files, got {arguments.json} for both --json and --html")

    from training.audit import AuditRequest, audit

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
    for path in (arguments.json, arguments.html):
        if path:
            tell(f"Wrote {path}")
    tell(NOTICE)
    return 1 if findings["unreadable"] else 0


def _print_contents(findings: dict[str, Any]) -> None:
    tell(f"{findings['dataset']}: {count_of(findings['images'], 'image')}")
    width = max(map(len, findings["classes"])) + 2
    for name, counts in findings["classes"].items():
        tell(f"  {name:<{width}}{', '.join(f'{count:,} {side}' for side, count in counts.items()) or 'none'}")
    sizes = [f"{count:,} of {size}" for size, count in findings["sizes"].items()]
    more = f", and {len(sizes) - _SIZES_SHOWN:,} more sizes" if len(sizes) > _SIZES_SHOWN else ""
    tell(f"  {'size':<{width}}{', '.join(sizes[:_SIZES_SHOWN])}{more}")
    tell(f"  {'mode':<{width}}{', '.join(f'{count:,} {mode}' for mode, count in findings['modes'].items())}")


def _print_remarks(findings: dict[str, Any]) -> None:
    from training.audit_summary import summarise

    for remark in summarise(findings):
        tell(f"{remark.severity.value}: {remark.what}")
        if remark.advice:
            tell(f"  {remark.advice}")
