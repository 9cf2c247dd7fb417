"""`python -m tests.kills.work NAME`: what is killed: a command of Falx, a batch of the window, a history."""

import datetime as calendar
import sys
from collections.abc import Callable
from pathlib import Path

# More is imported where it is used: processes that read files import this module, as they do `falx`.

# The history is written in portions, each of which is there whole or not at all.
PORTIONS, PORTION = 40, 5
_STARTED = calendar.datetime(2026, 3, 1, 12)


class _OneMoment(calendar.datetime):
    """A clock that stands still, so that two reports state the same time."""

    @classmethod
    def now(cls, tz: calendar.tzinfo | None = None) -> calendar.datetime:
        return calendar.datetime(2026, 3, 1, 12, tzinfo=tz)


def run_command(arguments: list[str]) -> int:
    """Run a command of Falx; what it writes states one moment as its time."""
    import falx

    if arguments[0] in ("report", "explain"):
        import core.report.case

        core.report.case.datetime = _OneMoment  # type: ignore[attr-defined]
    return falx.main(arguments)


def run_batch(arguments: list[str]) -> int:
    """Classify a folder as the window does: the job in a child process; one that was interrupted is resumed."""
    from core.batch.saved_batch import BatchPlan, save_plan, unfinished_batches
    from core.history.history import history_file
    from core.jobs.child_job import ChildJob
    from core.jobs.events import End, Outcome
    from core.program.crash_log import unseen_crashes

    source, maps = arguments
    # As the window does when it starts: this removes the empty reports of processes that were killed.
    unseen_crashes()
    saved = next(iter(unfinished_batches()), None)
    if saved is None and not any(history_file().parent.glob("batches/*/state.json")):
        saved = save_plan(BatchPlan((source,), heatmaps=maps), _STARTED)
    if saved is None:
        return 0
    for event in ChildJob("core.batch.batch_job.run", (saved,)).events():
        if isinstance(event, Outcome):
            return int(event.end is not End.SUCCEEDED)
    return 1


def keep_history(_: list[str]) -> int:
    """Write results to the history, portion by portion; print the number of each once it is kept."""
    from core.history.history import History
    from tests.core.history.test_history import record

    with History() as history:
        for portion in range(PORTIONS):
            history.keep([record(number) for number in portion_of(portion)])
            sys.stdout.write(f"{portion}\n")
            sys.stdout.flush()
    return 0


def portion_of(portion: int) -> range:
    """Return the numbers of the records of a portion."""
    return range(portion * PORTION, (portion + 1) * PORTION)


def kept_numbers(path: Path) -> list[int]:
    """Return the numbers of the records that a history holds, in their order."""
    from core.history.history import History

    with History(path) as history:
        return sorted(int(Path(entry.record.path).stem) for entry in history.find())


_WORKS: dict[str, Callable[[list[str]], int]] = {
    "falx": run_command,
    "batch": run_batch,
    "keep-history": keep_history,
}

if __name__ == "__main__":
    sys.exit(_WORKS[sys.argv[1]](sys.argv[2:]))
