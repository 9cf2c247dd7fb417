"""Run in a process in which `slow_share.c` is preloaded: a reader's day with pictures on a share that is slow."""

import ctypes
import json
import os
import shutil
import sys
from pathlib import Path

# Before Qt starts.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_DELAY_MS = 30


def main() -> None:
    """Print a line of JSON: what the window's own thread waited for, and what it did when it was made to wait.

    The argument: a folder, for homes too.
    """
    place = Path(sys.argv[1])
    # What the processes that read files need not import.
    from core.model.package import PACKAGE_FILE, write_about
    from core.model.store import shipped_package
    from tests.long_runs.window import Day

    library = ctypes.CDLL(None)
    library.slow_share_begin.argtypes = (ctypes.c_char_p, ctypes.c_long)
    library.slow_share_waits.restype = ctypes.c_char_p

    def waits() -> list[str]:
        return library.slow_share_waits().decode().splitlines()

    package = Path(shutil.copytree(shipped_package(), place / "other"))
    about = json.loads((package / PACKAGE_FILE).read_text("utf-8"))
    write_about(package, about | {"name": "other", "version": "1.0"})
    share = place / "share"
    day = Day(share, package)
    library.slow_share_begin(str(share).encode(), _DELAY_MS)
    is_over = False
    rounds = day.rounds()
    while not is_over:
        is_over = next(rounds)
    found = waits()
    # To see that it would have been noticed.
    share.exists()
    sys.stdout.write(json.dumps({"waits": found, "noticed": waits()}) + "\n")
    sys.stdout.flush()
    day.close()


if __name__ == "__main__":
    main()
