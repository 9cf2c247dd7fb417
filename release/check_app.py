"""Check a built program as a user gets it: unpacked to a path with spaces and accents, without Python, tools, network.

`python -m release.check_app dist/falx-reader-….tar.zst`; or with the built folder.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from core.program.product import COMMAND, Flavour
from release.archive import BrokenArchiveError, unpack

_PLACE = "Ein Ordner mit Leerzeichen und ü é 脑"
# The program, a working child, its resource tracker, and one that is about to end.
_MOST_PROCESSES = 6
_PATIENCE_S = 900


class CheckError(Exception):
    """The program does not do what it should; the text says what."""


def main(argv: list[str] | None = None) -> int:
    """Check a program; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m release.check_app", description=__doc__)
    parser.add_argument("built", type=Path, help="an archive, or the folder of a built program")
    parser.add_argument("--json", type=Path, help="keep the results of the self-test")
    parser.add_argument("--only", action="append", default=[], help="steps of the self-test (default: all)")
    arguments = parser.parse_args(argv)
    if not arguments.built.exists():
        print(f"check_app: expected a built program, found nothing at {arguments.built}: run make app", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        place = Path(temporary) / _PLACE
        place.mkdir()
        try:
            check(_put(arguments.built, place), place, flavour_of(arguments.built), arguments.json, arguments.only)
        except (CheckError, BrokenArchiveError) as error:
            print(f"check_app: {error}", file=sys.stderr)
            return 1
    return 0


def flavour_of(built: Path) -> Flavour:
    """Return the flavour of a program or an archive, by its name."""
    return Flavour.READER if built.name.startswith(Flavour.READER.value) else Flavour.FULL


def check(program: Path, place: Path, flavour: Flavour, kept: Path | None, only: Sequence[str]) -> None:
    """Run a program's version, self-test and a classification in a bare environment.

    Raises:
        CheckError: if one of them fails, the program is of another flavour, or too many processes come up.
    """
    home = place / "home"
    home.mkdir()
    shut_off = _without_network()
    print(f"{program} {'without network' if shut_off else 'with an empty PATH; the network cannot be shut off here'}")
    environment = bare_environment(home)
    results = place / "results.json"
    steps = [argument for name in only for argument in ("--only", name)]
    _run([*shut_off, str(program), "--version"], environment)
    _run([*shut_off, str(program), "self-test", "--json", str(results), *steps], environment)
    if kept:
        shutil.copy2(results, kept)
    require_flavour(json.loads(results.read_text("utf-8")), flavour)
    sample = next(place.rglob("sample-glioma-synthetic.png"))
    verdicts = place / "vérdicts.jsonl"
    _run([*shut_off, str(program), "classify", str(sample), "--jsonl", str(verdicts)], environment)
    [line] = verdicts.read_text("utf-8").splitlines()
    print(f"classified: {json.loads(line)['verdict']}")
    if left := [name for name in home.iterdir() if name.name not in (".cache", ".local", ".config", "Library")]:
        raise CheckError(f"expected an empty home, found {left}")


def require_flavour(report: Mapping[str, Any], flavour: Flavour) -> None:
    """Check that the self-test ran in a standalone program of this flavour: one that cannot train skips training.

    Raises:
        CheckError: if it is not.
    """
    if not report["is_frozen"]:
        raise CheckError("expected the standalone program, got another one")
    if report["is_reader"] != (flavour is Flavour.READER):
        raise CheckError(f"expected {flavour.value}, this one can{'not' if report['is_reader'] else ''} train")


def bare_environment(home: Path) -> dict[str, str]:
    """Make an environment without tools, Python and settings of the user."""
    environment = {"HOME": str(home), "PATH": "", "LANG": "C.UTF-8", "TMPDIR": str(home.parent)}
    if sys.platform == "win32":
        environment = {"USERPROFILE": str(home), "APPDATA": str(home), "LOCALAPPDATA": str(home), "PATH": ""}
        environment |= {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    return environment


def _put(built: Path, place: Path) -> Path:
    """Copy or unpack a built program to a folder; return the file that starts it."""
    if built.is_dir():
        folder = place / built.name
        shutil.copytree(built, folder, symlinks=True)
    elif built.suffix == ".dmg":
        mounted = place / "mounted"
        subprocess.run(["hdiutil", "attach", "-nobrowse", "-mountpoint", mounted, built], check=True)
        bundle = next(mounted.glob("*.app"))
        folder = place / bundle.name
        shutil.copytree(bundle, folder, symlinks=True)
        subprocess.run(["hdiutil", "detach", mounted], check=True)
    else:
        folder = unpack(built, place)
    names = (f"{COMMAND}.exe", COMMAND, f"Contents/MacOS/{COMMAND}")
    return next(folder / name for name in names if (folder / name).is_file())


def _without_network() -> list[str]:
    """Find the command that starts a program without network, where the user is allowed to.

    The program reaches itself, as `falx serve` has to, where the tool is there that switches this on.
    """
    tool, link = shutil.which("unshare"), shutil.which("ip", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if not tool or subprocess.run([tool, "-rn", "/bin/true"], capture_output=True, check=False).returncode:
        return []
    return [tool, "-rn", "/bin/sh", "-c", f'{link} link set lo up; exec "$@"', "sh"] if link else [tool, "-rn"]


def _run(command: list[str], environment: dict[str, str]) -> None:
    """Run a command, and count its processes meanwhile."""
    started = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL)
    counter = _Counter(process.pid)
    counter.start()
    try:
        status = process.wait(_PATIENCE_S)
    except subprocess.TimeoutExpired as error:
        process.kill()
        raise CheckError(f"{command[-1]}: expected an end within {_PATIENCE_S} s") from error
    finally:
        counter.stop()
    print(f"{time.monotonic() - started:.1f} s, at most {counter.most} processes at a time", flush=True)
    if status:
        raise CheckError(f"{' '.join(command[-3:])}: exit status {status}")
    if counter.most > _MOST_PROCESSES:
        raise CheckError(f"expected at most {_MOST_PROCESSES} processes, counted {counter.most}")


class _Counter(threading.Thread):
    """Counts a process and its descendants repeatedly; counts none where there is no /proc."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid, self._is_over, self.most = pid, threading.Event(), 0

    def run(self) -> None:
        while Path("/proc").is_dir() and not self._is_over.wait(0.05):
            self.most = max(self.most, count_family(self._pid))

    def stop(self) -> None:
        self._is_over.set()
        self.join()


def count_family(pid: int) -> int:
    """Count a process and its descendants."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError):
                continue
            children.setdefault(parent, []).append(int(entry.name))
    pending, count = [pid], 0
    while pending:
        count += 1
        pending += children.get(pending.pop(), [])
    return count


if __name__ == "__main__":
    sys.exit(main())
