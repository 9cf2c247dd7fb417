"""`falx self-test`: checks the whole program, in a temporary folder."""

import contextlib
import json
import os
import platform
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import Enum
from pathlib import Path

from cli import printing
from cli.arguments import Parser, fail
from cli.written_files import Written
from core.errors import FalxError
from core.files import replacing, unwritable
from core.program import product

# Lines that LiteRT, TensorFlow and its parts print when they start, and Qt where there is no screen;
# they cannot be switched off.
_ALLOWED_LINES = re.compile(
    r"INFO: Created TensorFlow Lite"
    r"|WARNING: All log messages before absl::InitializeLog\(\) is called are written to STDERR"
    r"|[IW]0000 00:00:"
    r"|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+: [IW] (tensorflow|external)/"
    r"|To enable the following instructions"
    r"|WARNING:absl:Please consider providing the trackable_obj"
    r"|This plugin does not support (raise|propagateSizeHints)\(\)$"
)
_HOME_VARIABLES = {
    "HOME": ".",
    "USERPROFILE": ".",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
    "APPDATA": "appdata",
    "LOCALAPPDATA": "local",
    "MPLCONFIGDIR": "matplotlib",
    "KERAS_HOME": "keras",
}


class Status(Enum):
    """How a step ended."""

    OK = "ok"
    FAILED = "failed"
    SKIPPED = "skipped"


class SkippedError(Exception):
    """Skips a step that does not apply here; the text says why."""


@dataclass(frozen=True, slots=True)
class StepResult:
    """The result of a step.

    Attributes:
        name: of the step.
        status: how it ended.
        seconds: its duration.
        detail: what was found, why it failed, or why it was skipped.
    """

    name: str
    status: Status
    seconds: float
    detail: str


Step = Callable[[Path], str]


def main(argv: list[str]) -> int:
    """Run the steps; return 1 if one failed."""
    from cli.self_test_steps import STEPS

    parser = Parser(
        prog="falx self-test",
        description="Check that all of Falx works on this computer, in a temporary folder. Takes a minute or two.",
        examples=("falx self-test", "falx self-test --only png --only heat-map --json result.json"),
    )
    parser.add_argument("--json", metavar="F", type=Path, help="write the results as JSON")
    parser.add_argument(
        "--only",
        metavar="STEP",
        action="append",
        choices=tuple(STEPS),
        help=f"run only this step; may be repeated. Steps: {', '.join(STEPS)} (default: all)",
    )
    arguments = parser.parse_args(argv)
    written = Written([arguments.json])
    chosen = {name: step for name, step in STEPS.items() if not arguments.only or name in arguments.only}
    results = run_steps(chosen, _print_result)
    is_well = all(result.status is not Status.FAILED for result in results)
    if arguments.json:
        try:
            _write(arguments.json, results, is_well)
        except FalxError as error:
            return fail(error)
        except OSError as error:
            return fail(unwritable(Path(arguments.json), error))
        written.tell(arguments.json)
    printing.tell("Everything works." if is_well else "Something does not work: see the failed steps above.")
    return 0 if is_well else 1


def run_steps(steps: dict[str, Step], tell: Callable[[StepResult], None]) -> list[StepResult]:
    """Run steps one after the other in an empty home; their output to standard error is checked as a further step.

    Args:
        steps: by name; each receives a folder to write to and returns what it found.
        tell: receives each result.
    """
    results: list[StepResult] = []
    with tempfile.TemporaryDirectory(prefix="falx-self-test-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        with _home_in(folder / "home"), _caught_errors(folder / "stderr.txt") as caught:
            for name, step in steps.items():
                (folder / name).mkdir()
                results.append(_run(name, step, folder / name))
                tell(results[-1])
            results.append(_run("nothing-on-stderr", lambda _: _judge_errors(caught()), folder))
        tell(results[-1])
    return results


def unexpected_lines(text: str) -> list[str]:
    """List the lines of standard error that are not known start-up messages of libraries."""
    return [line for line in text.splitlines() if line.strip() and not _ALLOWED_LINES.match(line)]


def _judge_errors(text: str) -> str:
    lines = unexpected_lines(text)
    if lines:
        raise FalxError("; ".join(lines[:8])[:2000])
    return "no unexpected line"


def _run(name: str, step: Step, folder: Path) -> StepResult:
    started = time.monotonic()
    try:
        status, detail = Status.OK, step(folder)
    except SkippedError as reason:
        status, detail = Status.SKIPPED, str(reason)
    except Exception as error:  # noqa: BLE001 - any error is the result of the step
        status, detail = Status.FAILED, f"{type(error).__name__}: {error}"
    return StepResult(name, status, round(time.monotonic() - started, 3), detail)


def _print_result(result: StepResult) -> None:
    printing.tell(f"{result.status.value:<8}{result.name:<20}{result.seconds:7.1f} s  {result.detail}")
    sys.stdout.flush()


def _write(path: Path, results: Sequence[StepResult], is_well: bool) -> None:
    values = {
        "falx": product.VERSION,
        "is_frozen": product.is_frozen(),
        "is_reader": product.is_reader(),
        "python": platform.python_version(),
        "system": platform.platform(),
        "ok": is_well,
        "steps": [asdict(result) | {"status": result.status.value} for result in results],
    }
    with replacing(path) as temporary:
        temporary.write_text(json.dumps(values, indent=1) + "\n", "utf-8")


@contextlib.contextmanager
def _home_in(folder: Path) -> Iterator[None]:
    own = {name: str(folder / place) for name, place in _HOME_VARIABLES.items()}
    own |= {"QT_QPA_PLATFORM": "offscreen", "TF_CPP_MIN_LOG_LEVEL": "3"}
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_CTYPE", "LANG"))), "")
    if sys.platform.startswith("linux") and "utf" not in locale.lower():
        # Qt would warn about any other locale and use this one.
        own["LC_ALL"] = "C.UTF-8"
    before = {name: os.environ.get(name) for name in own}
    folder.mkdir(parents=True)
    os.environ.update(own)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextlib.contextmanager
def _caught_errors(path: Path) -> Iterator[Callable[[], str]]:
    """Redirect file descriptor 2 of this process, its libraries and its children into a file."""
    if sys.stderr is not None:
        sys.stderr.flush()
    try:
        kept = os.dup(2)
    except OSError:
        # A windowed program on Windows has no standard error.
        yield lambda: ""
        return
    try:
        with path.open("wb") as file:
            os.dup2(file.fileno(), 2)
            yield lambda: path.read_text("utf-8", errors="replace")
    finally:
        os.dup2(kept, 2)
        os.close(kept)
