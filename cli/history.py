"""`falx history`: list, export and delete what was read in the window."""

import argparse
from datetime import date
from pathlib import Path

from cli.arguments import Parser, fail, whole
from cli.printing import tell
from cli.written_files import Written
from core.batch.slice_names import has_number
from core.errors import FalxError, HistoryError
from core.files import require_distinct
from core.history.entry import Entry
from core.history.exports import write_table
from core.history.history import History, history_file
from core.history.search import Search
from core.program.wording import count_of

_SHOWN = 50
# SQLite has no larger ones.
_MOST = 2**63


def main(argv: list[str]) -> int:
    """List, export or delete entries; return the exit status."""
    arguments = _parser().parse_args(argv)
    if not history_file().exists():
        if arguments.action in (None, "list", "delete"):
            tell("The history is empty. To keep one, choose Tools > Keep a history in the window.")
            return 0
        return fail(HistoryError(subject="history", expected="entries", found="none"))
    try:
        with History() as history:
            if aside := history.damaged_file:
                tell(f"The history was damaged; it is kept as {aside}, and a new one was begun.")
            return _run(history, arguments)
    except FalxError as error:
        return fail(error)


def _run(history: History, arguments: argparse.Namespace) -> int:
    if arguments.action == "export":
        require_distinct(arguments.target, [history_file()])
        written, entries = Written([arguments.target]), history.find(_search(arguments))
        write_table(entries, arguments.target)
        written.tell(arguments.target, count_of(len(entries), "entry", "entries"))
    elif arguments.action == "delete":
        return _delete(history, arguments)
    else:
        _list(history, _search(arguments) if arguments.action else Search())
    return 0


def _delete(history: History, arguments: argparse.Namespace) -> int:
    if arguments.all:
        count = history.clear()
    else:
        numbers = list(arguments.numbers)
        if arguments.before:
            numbers += [entry.number for entry in history.find(Search(before=arguments.before))]
        count = history.delete(numbers)
    tell(f"Deleted {count_of(count, 'entry', 'entries')}")
    return 0


def _list(history: History, search: Search) -> None:
    entries = history.find(search)
    for entry in entries[:_SHOWN]:
        tell(_line(entry))
    if len(entries) > _SHOWN:
        tell(f"... and {len(entries) - _SHOWN:,} more; falx history export writes all of them.")
    if not entries:
        tell("No entry was found.")


def _line(entry: Entry) -> str:
    record, opinion = entry.record, entry.opinion
    frame = f" slice {record.frame + 1}" if has_number(record.path, record.frame) else ""
    line = f"{entry.number:>6}  {entry.read_at}  {record.verdict:<16}  {record.path}{frame}"
    reading = (opinion.statement, *filter(None, [opinion.note])) if opinion else ()
    return "  |  ".join((line, *reading, *entry.measurements))


def _search(arguments: argparse.Namespace) -> Search:
    return Search(text=arguments.text or "", verdict=arguments.verdict or "")


def _parser() -> Parser:
    parser = Parser(
        prog="falx history",
        description="List, export or delete what was read in the window: verdicts, what their reader thinks of them, "
        "notes and measurements. Without an action, list it. The history stays on this computer and holds no pictures.",
        examples=(
            "falx history",
            "falx history list --text scans --verdict glioma",
            "falx history export history.csv",
            "falx history delete 12 13",
            "falx history delete --before 2026-01-01",
        ),
    )
    actions = parser.add_subparsers(title="actions", dest="action", metavar="ACTION")
    listing = _add(actions, "list", "list the entries, newest first", "falx history list --text scans")
    exporting = _add(actions, "export", "write the entries as CSV", "falx history export history.csv")
    for one in (listing, exporting):
        one.add_argument("--text", metavar="T", help="only entries with this text in the path or the note")
        one.add_argument("--verdict", metavar="V", help="only entries with this verdict, such as glioma or uncertain")
    exporting.add_argument("target", metavar="FILE", type=Path, help="the CSV file to write")
    deleting = _add(actions, "delete", "delete entries", "falx history delete --before 2026-01-01")
    which = deleting.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "numbers",
        metavar="NUMBER",
        type=_number,
        nargs="*",
        default=[],
        help="the numbers of entries, as the list has them",
    )
    which.add_argument("--before", metavar="DATE", type=_day, help="all that were read before this date (YYYY-MM-DD)")
    which.add_argument("--all", action="store_true", help="all of them")
    return parser


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected a date as YYYY-MM-DD, got {text!r}") from None


def _number(text: str) -> int:
    number = whole(text)
    if not 0 < number < _MOST:
        raise argparse.ArgumentTypeError(f"expected the number of an entry, got {text!r}")
    return number


def _add(actions: "argparse._SubParsersAction[Parser]", name: str, what: str, example: str) -> Parser:
    """Add an action with its help; return its parser."""
    return actions.add_parser(name, help=what, description=f"{what[0].upper()}{what[1:]}.", examples=(example,))
