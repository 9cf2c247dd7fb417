"""`python -m bench [NAME...] [--json F]`: run the benchmarks. Run nothing else meanwhile."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.comparison import Comparison, format_table
from bench.frozen_start import built_programs
from bench.own_process import FILES, measure_in_own_process

# The standalone program can only be measured where it was built.
NAMES = (
    "one_image",
    "start_up",
    "folder",
    "many_files",
    "sweep",
    "series",
    "reader_process",
    "frames",
    "stalls",
    "serve",
    "fine_tuning",
    *(["frozen_start"] if built_programs() else []),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmarks that the arguments name, all by default; returns 1 if a bar is missed or was not measured."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}; all by default")
    parser.add_argument("--json", metavar="F", type=Path, help="write the figures to a file")
    parser.add_argument("--files", metavar="N", type=int, help="of many_files, whose promise is about 100000")
    arguments = parser.parse_args(argv)
    if unknown := set(arguments.names) - set(NAMES):
        parser.error(f"expected names of {', '.join(NAMES)}, got {', '.join(sorted(unknown))}")
    if arguments.files:
        os.environ[FILES] = str(arguments.files)
    comparisons: list[Comparison] = []
    for name in arguments.names or NAMES:
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        found = measure_in_own_process(name)
        print(format_table(found), flush=True)
        comparisons += found
        # After each, so that the figures stay when a later one is stopped.
        if arguments.json:
            figures = [comparison.as_dict() for comparison in comparisons]
            arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return int(any(comparison.verdict in ("MISSED", "not measured") for comparison in comparisons))


if __name__ == "__main__":
    sys.exit(main())
