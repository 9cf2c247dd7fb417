"""Run in a process in which `slow_share.c` is preloaded: a reader's day with pictures on a share that is slow."""

import ctypes
import json
import os
import shutil
import sys
from pathlib import Path

# Before Qt starts.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main() -> None:
    """Print a line of JSON: what the window's own thread waited for.

    The argument: a folder, for homes too.
    """
    place = Path(sys.argv[1])
    # What the processes that read files need not import.
    from core.model.package import PACKAGE_FILE, write_about
    from core.model.store import shipped_package
    from tests.long_runs.window import Day

    library = ctypes.CDLL(None)
    library.slow_share_waits.restype = ctypes.c_char_p

    def waits() -> list[str]:
        return library.slow_share_waits().decode().splitlines()

    package = Path(shutil.copytree(shipped_package(), place / "other"))
    about = json.loads((package / PACKAGE_FILE).read_text("utf-8"))
    write_about(package, about | {"name": "other", "version": "1.0"})
    share = place / "share"
    day = Day(share, package)
    # Of the files that were written there.
    assert waits()
    is_over = False
    rounds = day.rounds()
    while not is_over:
        is_over = next(rounds)
    found = waits()
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()
    day.close()


if __name__ == "__main__":
    main()
