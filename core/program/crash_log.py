"""Crash reports: where in the program an error happened, without anything about the user's files.

A report holds versions, the kind of the error, and module, function and line of each call. Neither messages nor paths
are kept, since they may name a patient.
"""

import contextlib
import faulthandler
import os
import re
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO

from core.private_folder import make_private_folder
from core.program import product
from core.program.locations import data_folder

_MOST_REPORTS = 20
_FAULT_PREFIX, _REPORT_PREFIX, _SEEN_PREFIX = "fault-", "crash-", "seen-crash-"
_FRAME = re.compile(r'\s*File "(?P<file>.*)", line (?P<line>\d+) in (?P<function>\S+)')
_FATAL = re.compile(r"Fatal Python error: (?P<kind>[\w ]+)|Windows fatal exception: (?P<windows>[\w ]+)")
# Folders above which a module's name does not continue.
_ROOTS = ("site-packages", "_internal", "lib-dynload", f"python{sys.version_info[0]}.{sys.version_info[1]}")
_ROOMS = ("cli", "core", "gui", "training", "web", "resources")


def crash_folder() -> Path:
    """Return the folder of the reports; it need not exist yet."""
    return data_folder() / "crashes"


def describe_crash(error: BaseException, where: TracebackType | None = None) -> str:
    """Describe an exception and what caused it, without messages and paths."""
    return f"{heading()}\n{describe_calls(error, where)}"


def describe_calls(error: BaseException, where: TracebackType | None = None) -> str:
    """Describe an exception alone, without the versions that the program runs on."""
    lines: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(("caused by " if len(seen) > 1 else "") + type(current).__name__)
        frames = traceback.extract_tb(where if current is error and where else current.__traceback__)
        lines += [f"  {module_name(frame.filename)}, line {frame.lineno}, {frame.name}" for frame in frames]
        current = current.__cause__ or current.__context__
    return "\n".join(lines) + "\n"


def write_crash(text: str) -> Path | None:
    """Save a report, and keep a limited number of the newest; returns its file, or None if it could not be written."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    path = crash_folder() / f"{_REPORT_PREFIX}{stamp}.txt"
    try:
        make_private_folder(path.parent)
        path.write_text(text, "utf-8")
        reports = sorted(path.parent.glob(f"*{_REPORT_PREFIX}*.txt"), key=lambda report: report.stat().st_mtime)
        for old in reports[:-_MOST_REPORTS]:
            old.unlink(missing_ok=True)
    except OSError:
        return None
    return path


def keep_crash(error: BaseException) -> Path | None:
    """Save a report of an error that the user has been shown already, so that the next start does not offer it.

    Returns:
        Its file; None if it could not be written.
    """
    path = write_crash(describe_crash(error))
    return mark_seen([path])[0] if path else None


def unseen_crashes() -> list[Path]:
    """List the reports that were not shown yet, oldest first, including those of hard faults."""
    for path in sorted(crash_folder().glob(f"{_FAULT_PREFIX}*.txt")):
        # On Windows, the file of a running process cannot be deleted.
        with contextlib.suppress(OSError):
            _collect_fault(path)
    return sorted(crash_folder().glob(f"{_REPORT_PREFIX}*.txt"))


def mark_seen(reports: list[Path]) -> list[Path]:
    """Keep reports, but do not list them again; returns their new paths."""
    kept = []
    for report in reports:
        place = report.with_name(_SEEN_PREFIX + report.name.removeprefix(_REPORT_PREFIX))
        try:
            kept.append(report.replace(place))
        except OSError:
            kept.append(report)
    return kept


def watch_faults() -> IO[str] | None:
    """Make Python record where it was if a fault, such as an invalid memory access, ends the process.

    Returns:
        The open file, to pass to `end_watch`; None if it could not be made.
    """
    path = crash_folder() / f"{_FAULT_PREFIX}{os.getpid()}.txt"
    try:
        make_private_folder(path.parent)
        file = path.open("w", encoding="utf-8")
    except OSError:
        return None
    faulthandler.enable(file)
    return file


def end_watch(file: IO[str] | None) -> None:
    """Undo `watch_faults`, when the program ends normally."""
    if file is not None:
        faulthandler.disable()
        file.close()
        with contextlib.suppress(OSError):
            Path(file.name).unlink(missing_ok=True)


def module_name(file: str) -> str:
    """Turn the file of a module into its dotted name, without the folders it was installed under."""
    parts = list(Path(file.replace("\\", "/")).with_suffix("").parts)
    for index in range(len(parts) - 1, -1, -1):
        if parts[index] in _ROOTS:
            parts = parts[index + 1 :]
            break
        if parts[index] in _ROOMS:
            parts = parts[index:]
            break
    else:
        parts = parts[-1:]
    if parts[-1:] == ["__init__"] and len(parts) > 1:
        parts = parts[:-1]
    return ".".join(parts)


def _collect_fault(path: Path) -> None:
    if _is_running(path.stem.removeprefix(_FAULT_PREFIX)):
        return
    text = path.read_text("utf-8", errors="replace")
    path.unlink()
    if text.strip():
        write_crash(_describe_fault(text))


def _describe_fault(text: str) -> str:
    """Reduce the output of `faulthandler` to what a report may hold; it has the innermost call first."""
    kind = _FATAL.search(text)
    lines = [heading(), (kind["kind"] or kind["windows"]).strip() if kind else "fault"]
    for line in text.splitlines():
        if frame := _FRAME.match(line):
            lines.append(f"  {module_name(frame['file'])}, line {frame['line']}, {frame['function']}")
        elif line.startswith(("Thread", "Current thread")):
            lines.append(line.split(" (")[0].split(" 0x")[0])
    return "\n".join(lines) + "\n"


def _is_running(number: str) -> bool:
    if sys.platform == "win32" or not number.isdecimal():
        # Windows has no such query: there, a running process shows in that its file cannot be deleted.
        return False
    if int(number) == os.getpid():
        return True
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def heading() -> str:
    """Name the versions of the program, Python and the system, in one line."""
    # Not needed for the first paint.
    import platform

    kind = " (standalone)" if product.is_frozen() else ""
    return (
        f"{product.NAME} {product.VERSION}{kind}, Python {platform.python_version()}, "
        f"{platform.system()} {platform.release()} {platform.machine()}"
    )
