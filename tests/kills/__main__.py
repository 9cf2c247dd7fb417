"""`python -m tests.kills COUNT`: kill commands of Falx at random moments, and look at what is left (Linux)."""

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from core.model.package import CARD_FILE, PACKAGE_FILE, write_about
from core.model.store import shipped_package
from tests.kills.commands import COMMANDS
from tests.kills.inputs import draw_inputs
from tests.kills.trial import Outcome, Place, UnsoundError, draw

_FAULTS = ("lost", "doubled", "torn", "left")
_MOST_SHOWN = 5


def main(argv: Sequence[str] | None = None) -> int:
    """Kill commands and print a table of them; return 1 if one was hurt by it."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=100, help="of kills (default: 100)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the draw (default: 1)")
    parser.add_argument("--first", type=int, default=0, metavar="N", help="how many of the draw to leave out")
    parser.add_argument(
        "--only", nargs="+", choices=[one.name for one in COMMANDS], metavar="COMMAND", help="kill these only"
    )
    arguments = parser.parse_args(argv)
    if sys.platform != "linux":
        parser.error("needs Linux, where the processes of a session can be listed")
    began, table = time.monotonic(), defaultdict[str, Counter[str]](Counter)
    with tempfile.TemporaryDirectory(prefix="falx-kills-") as folder:
        draw_inputs(Path(folder, "in"))
        _pack_models(Path(folder, "in"))
        place, number = Place(Path(folder)), arguments.first
        while sum(row["kills"] for row in table.values()) < arguments.count:
            drawn = draw(arguments.seed, number)
            number += 1
            name = drawn.command.name
            if name not in (arguments.only or [name]):
                continue
            try:
                outcome = place.try_out(drawn)
            except UnsoundError as error:
                tell(str(error))
                return 1
            _count(table[name], outcome)
            whom = "group" if drawn.is_group else "parent"
            tell(f"{number - 1}: {name}: {whom} killed {outcome.phase}{_faults_of(outcome)}")
    tell(format_table(table))
    tell(f"{(time.monotonic() - began) / 60:.0f} minutes")
    return int(any(row[fault] for row in table.values() for fault in (*_FAULTS, "failed")))


def format_table(table: dict[str, Counter[str]]) -> str:
    """Format the counts by command, as a table of Markdown."""
    head = (
        "command",
        "kills",
        "before the first write",
        "midway",
        "after the end",
        "lost",
        "doubled",
        "torn",
        "left over",
    )
    keys = ("kills", "before", "midway", "after", *_FAULTS)
    rows = [(name, *(table[name][key] for key in keys)) for name in [one.name for one in COMMANDS] if name in table]
    rows.append(("in all", *(sum(row[key] for row in table.values()) for key in keys)))
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def tell(line: str) -> None:
    """Print a line, so that it is seen at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _count(row: Counter[str], outcome: Outcome) -> None:
    row["kills"] += 1
    row[outcome.phase] += 1
    for fault in _FAULTS:
        row[fault] += len(getattr(outcome.differences, fault))
    row["failed"] += bool(outcome.said)


def _faults_of(outcome: Outcome) -> str:
    lines = []
    for fault in _FAULTS:
        found = getattr(outcome.differences, fault)
        lines += [f"\n  {fault}: {one}" for one in found[:_MOST_SHOWN]]
        lines += [f"\n  {fault}: and {len(found) - _MOST_SHOWN} more"] if len(found) > _MOST_SHOWN else []
    return "".join(lines) + (f"\n  failed: {outcome.said}" if outcome.said else "")


def _pack_models(folder: Path) -> None:
    """Write two models of one name and version, with different cards."""
    for name in ("model", "other"):
        package = Path(shutil.copytree(shipped_package(), folder / name))
        with (package / CARD_FILE).open("a", encoding="utf-8") as card:
            card.write(f"This is the {name}.\n")
        about = json.loads((package / PACKAGE_FILE).read_text("utf-8"))
        write_about(package, about | {"name": "mine", "version": "2.0"})
        shutil.make_archive(str(folder / name), "zip", package)
        (folder / f"{name}.zip").rename(folder / f"{name}.falxmodel")
        shutil.rmtree(package)


if __name__ == "__main__":
    sys.exit(main())
