"""Start a process with a session of its own, kill it, and see whether a process of the session is left (Linux)."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

_STEP_S = 0.002


def start(words: Sequence[str], environment: Mapping[str, str], said: Path, folder: Path) -> subprocess.Popen[bytes]:
    """Start a process.

    Args:
        words: of its command line.
        environment: all of it.
        said: the file that its output goes to.
        folder: that it works in.
    """
    with said.open("wb") as output:
        return subprocess.Popen(
            words, env=environment, cwd=folder, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )


def kill(process: subprocess.Popen[bytes], is_group: bool) -> bool:
    """Kill a process, or all of its group; return whether it was still running."""
    if process.poll() is not None:
        return False
    if is_group:
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
    return True


def survivors(session: int, patience_s: float) -> list[str]:
    """Wait until no process of a session is left; return the names of those that stay, which are ended then."""
    ends = time.monotonic() + patience_s
    while found := _of_session(session):
        if time.monotonic() > ends:
            for number in found:
                os.kill(number, signal.SIGKILL)
            return [f"process {name}" for name in found.values()]
        time.sleep(_STEP_S)
    return []


def _of_session(session: int) -> dict[int, str]:
    """Return the names of the processes of a session by their numbers; one that has ended, and waits for its parent to
    ask, is none.
    """
    found = {}
    for place in Path("/proc").iterdir():
        if place.name.isdigit():
            try:
                name, _, rest = place.joinpath("stat").read_text("utf-8", "replace").rpartition(")")
            except OSError:
                continue
            state, _, _, its_session, *_ = rest.split()
            if int(its_session) == session and state not in "ZX":
                found[int(place.name)] = name.partition("(")[2]
    return found
