"""One kill: begin a command, end it at a moment, look, run it again, and look again."""

import contextlib
import os
import random
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.kills.commands import COMMANDS, ROOT, Command, Words, argv
from tests.kills.comparison import Differences, compare, compare_begun, compare_midway, contents, journals
from tests.kills.processes import kill, start, survivors
from tests.kills.work import PORTION, kept_numbers

_STEP_S = 0.002
# A process that reads files notices the end of its parent when its file is done.
_PATIENCE_S = 30.0
# Some moments are after the end.
_LATEST = 1.1


@dataclass(frozen=True, slots=True)
class Draw:
    """What one kill is to be.

    Attributes:
        command: that is killed.
        is_group: whether all of its processes are killed, or the first alone.
        is_from_write: whether the moment is counted from the first write, or from the start.
        share: of the time that an undisturbed run took from there, 0 to 1.1.
    """

    command: Command
    is_group: bool
    is_from_write: bool
    share: float


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """A run to its end.

    Attributes:
        seconds: from the start to the end.
        writing_s: from the first write to the end.
        files: what it left.
        before: what was there before.
    """

    seconds: float
    writing_s: float
    files: Mapping[str, bytes]
    before: Mapping[str, bytes]


@dataclass(slots=True)
class Outcome:
    """What came of a kill.

    Attributes:
        phase: "before", "midway" or "after" the writing.
        differences: from an undisturbed run.
        said: by the second run, if it ended with another status than expected.
    """

    phase: str
    differences: Differences = field(default_factory=Differences)
    said: str = ""


class UnsoundError(Exception):
    """A command does not come to its end even undisturbed; the text says what it said."""


def draw(seed: int, number: int) -> Draw:
    """Draw a kill: the same for the same seed and number."""
    dice = random.Random(f"{seed}/{number}")
    [command] = dice.choices(COMMANDS, [one.weight for one in COMMANDS])
    return Draw(command, dice.random() < 0.5, dice.random() < 0.6, dice.uniform(0, _LATEST))


class Place:
    """A folder in which commands are killed: `in` is what they read; `try` holds `out`, `home` and `tmp` of one try."""

    def __init__(self, folder: Path) -> None:
        """Use a folder with `in`."""
        self._folder, self._try = folder, folder / "try"
        self._undisturbed: dict[str, Undisturbed] = {}

    def try_out(self, drawn: Draw) -> Outcome:
        """Kill a command as drawn.

        Raises:
            UnsoundError: if it fails undisturbed.
        """
        command = drawn.command
        if command.name not in self._undisturbed:
            self._undisturbed[command.name] = self._run_undisturbed(command)
        whole = self._undisturbed[command.name]
        self._fresh(command)
        untouched = self._stamps()
        process = start(argv(command.first, self._folder), self._environment(), self._said("first"), ROOT)
        begins = time.monotonic()
        if drawn.is_from_write:
            while process.poll() is None and self._stamps() == untouched:
                time.sleep(_STEP_S)
            begins = time.monotonic()
        ends = begins + drawn.share * (whole.writing_s if drawn.is_from_write else whole.seconds)
        while process.poll() is None and time.monotonic() < ends:
            time.sleep(_STEP_S)
        has_written = self._stamps() != untouched
        was_running = kill(process, drawn.is_group)
        outcome = Outcome("after" if not was_running else "midway" if has_written else "before")
        outcome.differences.left += survivors(process.pid, _PATIENCE_S)
        outcome.differences.add(self._look_midway(command, whole))
        status, said, left = self._run(command.again or command.first, "again")
        outcome.differences.left += left
        if status not in command.statuses:
            outcome.said = f"status {status}: {said}"
        outcome.differences.add(compare(whole.files, self._files()))
        return outcome

    def _look_midway(self, command: Command, whole: Undisturbed) -> Differences:
        found = self._files(is_over=False)
        if not command.grows:
            return compare_midway(whole.files, whole.before, found)
        differences = compare_begun(whole.files, found)
        if command.first == ("keep-history",):
            differences.add(self._look_at_history())
        return differences

    def _look_at_history(self) -> Differences:
        """Compare the history with what was reported as kept: each portion is there whole or not at all."""
        differences, data = Differences(), self._try / "home/.local/share/falx"
        reported = self._said("first").read_text("utf-8").split()
        copy = self._try / "copy"
        shutil.copytree(data, copy) if data.exists() else copy.mkdir()
        numbers = kept_numbers(copy / "history.sqlite3")
        shutil.rmtree(copy)
        if len(numbers) % PORTION or numbers != list(range(len(numbers))):
            differences.torn.append(f"history with {len(numbers)} records")
        if len(numbers) < PORTION * len([word for word in reported if word.isdigit()]):
            differences.lost.append(f"history with {len(numbers)} records, {len(reported)} portions were reported")
        return differences

    def _run_undisturbed(self, command: Command) -> Undisturbed:
        self._fresh(command)
        before, untouched = self._files(), self._stamps()
        began = wrote = time.monotonic()
        process = start(argv(command.first, self._folder), self._environment(), self._said("first"), ROOT)
        has_written = False
        while process.poll() is None:
            if not has_written and self._stamps() != untouched:
                has_written, wrote = True, time.monotonic()
            time.sleep(_STEP_S)
        ended = time.monotonic()
        left = survivors(process.pid, _PATIENCE_S)
        said = self._said("first").read_text("utf-8", "replace")
        if process.returncode not in command.statuses or left:
            raise UnsoundError(f"{command.name} fails without a kill: {said or left}")
        return Undisturbed(ended - began, ended - wrote, self._files(), before)

    def _fresh(self, command: Command) -> None:
        shutil.rmtree(self._try, ignore_errors=True)
        for name in ("out", "home", "tmp"):
            (self._try / name).mkdir(parents=True)
        for words in command.before:
            status, said, _ = self._run(words, "before")
            if status:
                raise UnsoundError(f"{command.name} cannot be prepared: {said}")

    def _run(self, words: Words, name: str) -> tuple[int, str, list[str]]:
        """Run a command to its end; return its status, what it said, and the processes that it left."""
        process = start(argv(words, self._folder), self._environment(), self._said(name), ROOT)
        status = process.wait()
        return status, self._said(name).read_text("utf-8", "replace"), survivors(process.pid, _PATIENCE_S)

    def _said(self, name: str) -> Path:
        return self._folder / f"said-{name}.txt"

    def _files(self, is_over: bool = True) -> dict[str, bytes]:
        """Read what is in the folders of the try; journals of databases have no place there once all is over."""
        found = contents(self._try)
        return {**found, **dict.fromkeys(journals(self._try), b"")} if is_over else found

    def _stamps(self) -> set[tuple[str, int, int]]:
        """Return what any write changes: the path of each file, its size and its time in nanoseconds."""
        places = (self._try / "out", self._try / "home/.local/share/falx", self._try / "tmp")
        found = set()
        for place in places:
            for folder, _, names in os.walk(place):
                for path in (Path(folder, name) for name in names):
                    with contextlib.suppress(FileNotFoundError):
                        state = path.lstat()
                        found.add((str(path), state.st_size, state.st_mtime_ns))
        return found

    def _environment(self) -> dict[str, str]:
        home = self._try / "home"
        places = {
            "HOME": home,
            "XDG_CONFIG_HOME": home / ".config",
            "XDG_DATA_HOME": home / ".local/share",
            "XDG_CACHE_HOME": home / ".cache",
            "XDG_STATE_HOME": home / ".local/state",
            **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._try / "tmp"),
        }
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("XDG", "FALX", "MPL", "KERAS"))
        }
        return kept | {name: str(path) for name, path in places.items()} | {"PYTHONDONTWRITEBYTECODE": ""}
