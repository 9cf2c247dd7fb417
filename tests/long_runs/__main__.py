"""`python -m tests.long_runs`: use the window for hours, or classify very many files, and see what grows (Linux)."""

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

# Before Qt starts.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_HOMES = {
    "HOME": ".",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_CACHE_HOME": ".cache",
    "XDG_STATE_HOME": ".local/state",
}
_MINUTES = 240.0
# Caches fill at first, and windows that were opened once stay in memory: a part of the time, at most as many minutes.
_WARM_UP_SHARE, _LONGEST_WARM_UP = 0.25, 30.0


def main(argv: Sequence[str] | None = None) -> int:
    """Do long runs and print what they hold at first and at last; return 1 if something grows above its bar."""
    parser = argparse.ArgumentParser(prog="python -m tests.long_runs", description=__doc__)
    parser.add_argument("--minutes", type=float, metavar="N", help=f"in the window (default: {_MINUTES:g})")
    parser.add_argument("--files", type=int, metavar="N", help="to classify, instead, or besides with --minutes")
    arguments = parser.parse_args(argv)
    if sys.platform != "linux":
        parser.error("needs Linux, where memory and open files of a process can be counted")
    minutes = arguments.minutes if arguments.minutes or arguments.files else _MINUTES
    with tempfile.TemporaryDirectory(prefix="falx-long-run-") as temporary:
        place = Path(temporary).resolve()
        _move_home(place)
        found = _many_files(place / "many", arguments.files) if arguments.files else []
        if minutes:
            found += _use_window(place, minutes)
    for fault in found:
        tell(f"GROWS: {fault}")
    return int(bool(found))


def tell(line: str) -> None:
    """Print a line, so that it is seen at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _move_home(place: Path) -> None:
    """Let this process and its children have a home, and a folder for temporary files, of their own."""
    os.environ |= {variable: str(place / "home" / relative) for variable, relative in _HOMES.items()}
    os.environ |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(place / "tmp"))
    (place / "home").mkdir()
    (place / "tmp").mkdir()
    tempfile.tempdir = None


# Imported in the functions: processes that read files import this module, as they do `falx`, and are to start as fast.
def _many_files(folder: Path, count: int) -> list[str]:
    from tests.long_runs.many_files import classify, classify_in_window, link_files

    link_files(folder / "files", count)
    found = [*classify(folder / "files", count), *classify_in_window(folder / "files", count, tell)]
    tell("| way | files | MB after the first | MB after the last |\n| --- | --- | --- | --- |")
    for one in found:
        tell(f"| {one.way} | {one.files:,} | {one.first_mb:.0f} | {one.last_mb:.0f} |")
    return [one.fault for one in found if one.fault]


def _use_window(place: Path, minutes: float) -> list[str]:
    from core.model.package import PACKAGE_FILE, write_about
    from core.model.store import shipped_package
    from tests.long_runs.samples import faults, format_samples
    from tests.long_runs.window import NothingCameError, run

    package = Path(shutil.copytree(shipped_package(), place / "other"))
    about = json.loads((package / PACKAGE_FILE).read_text("utf-8"))
    write_about(package, about | {"name": "other", "version": "1.0"})
    try:
        samples = run(place / "opened", package, minutes, tell)
    except NothingCameError as error:
        tell(str(error))
        return [str(error)]
    warm_up = min(minutes * _WARM_UP_SHARE, _LONGEST_WARM_UP)
    counted = [sample for sample in samples if sample.minute >= warm_up]
    tell(f"{len(counted)} samples after a warm-up of {warm_up:.1f} minutes, {minutes:g} minutes in all")
    tell(format_samples(counted) if counted else "no sample")
    return faults(counted)


if __name__ == "__main__":
    sys.exit(main())
