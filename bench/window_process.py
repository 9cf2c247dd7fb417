"""Run a window in its own process, without a display and with its own settings folder."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_HOMES = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA")


class EndedEarlyError(Exception):
    """The window did not do its work; the text says why."""


def environment_of(home: str) -> dict[str, str]:
    """Return the environment of such a process.

    Args:
        home: path of the folder.
    """
    # Compiled once, as every installed program is: some containers switch that off, and would have each start compile.
    compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(Path(home) / "compiled")}
    return os.environ | {"QT_QPA_PLATFORM": "offscreen"} | compiled | dict.fromkeys(_HOMES, home)


def run_module(name: str, arguments: Sequence[str], home: str, patience_s: float) -> str:
    """Run a module as a program; returns what it prints.

    Args:
        name: of the module.
        arguments: of the program.
        home: path of the folder for what it remembers.
        patience_s: how long it may take.

    Raises:
        EndedEarlyError: if it fails.
    """
    child = subprocess.run(
        [sys.executable, "-m", name, *arguments],
        env=environment_of(home),
        capture_output=True,
        text=True,
        timeout=patience_s,
        check=False,
    )
    if child.returncode:
        raise EndedEarlyError((child.stderr.strip().splitlines() or ["the process ended early"])[-1])
    return child.stdout
