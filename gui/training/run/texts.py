"""What the run page says: of progress, of time, of what went wrong and what to do."""

from dataclasses import dataclass

from core.jobs.events import Outcome, Progress
from core.program.wording import count_of, format_duration
from training.runs.order import StoredRun


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a training ended, in words: what it is and what to do."""

    title: str
    advice: str


# Going on with these leads to the same end, unless what was begun is there.
_HOPELESS = ("invalid-dataset", "invalid-config", "invalid-package", "missing-library")
# With these what is there is not this run's.
_FOREIGN = ("occupied-folder", "invalid-run")

_TROUBLES = {
    "disk-full": Trouble(
        "The disk is full",
        "Free some space, then resume: all epochs but the one that was under way are kept.",
    ),
    "unwritable-output": Trouble(
        "The run's folder cannot be written to",
        "See that the disk is there and may be written to, then resume; or start again in another folder.",
    ),
    "memory": Trouble(
        "The computer's memory did not suffice",
        "Close other programs and resume; or go back to the settings and choose smaller images or batches.",
    ),
    "crashed": Trouble(
        "The training's process ended unexpectedly",
        "Resume it: at most one epoch is lost. If it ends so again, close other programs or choose smaller images or "
        "batches, since too little memory is a frequent cause.",
    ),
    "invalid-dataset": Trouble(
        "The images cannot be trained on",
        "Go back to the data, mend what the line above names, and start again.",
    ),
    "invalid-config": Trouble(
        "These settings do not fit",
        "Go back to the settings and change what the line above names.",
    ),
    "occupied-folder": Trouble(
        "That folder is taken",
        "Nothing in it was changed. Go back to the settings and choose an empty folder; or look at what is there with "
        "“Open an earlier run…”.",
    ),
    "folder-in-use": Trouble(
        "Another process is training there",
        "Watch it with “Open an earlier run…”, or resume it when it has ended.",
    ),
    "invalid-run": Trouble(
        "There is no run here to resume",
        "Choose the folder that was named in the settings when a training began, see that it can be read, or start a "
        "new training.",
    ),
    "invalid-package": Trouble(
        "The model to start from cannot be used",
        "Go back to the settings and choose another start, or install the model again.",
    ),
    "missing-library": Trouble(
        "TensorFlow is missing",
        "Install it as the line above says, then start again. Everything else in Falx works without it.",
    ),
}
_UNEXPECTED = Trouble(
    "Something went wrong in the training",
    "Resume it: all epochs but the one that was under way are kept. If it fails again, report the problem with the "
    "details below.",
)


def trouble_of(outcome: Outcome) -> Trouble:
    """Put a failure into words."""
    return _TROUBLES.get(outcome.code, _UNEXPECTED)


def message_of(outcome: Outcome) -> str:
    """Give the message of a failure; without its advice where the window's own is better."""
    return outcome.statement if outcome.statement and outcome.code in _FOREIGN else outcome.message


def can_go_on(outcome: Outcome, has_work: bool) -> bool:
    """Tell whether going on with a run makes sense.

    Args:
        outcome: how it ended.
        has_work: whether anything that it made is there.
    """
    return outcome.code not in _FOREIGN and (has_work or outcome.code not in _HOPELESS)


def stopped_words(epochs: int | None) -> str:
    """Say what a training that was stopped keeps, and how it is resumed.

    Args:
        epochs: that are done; None of a cross-validation.
    """
    if epochs is None:
        kept = "All epochs but the one that was under way are kept."
    else:
        done = count_of(epochs, "epoch") if epochs else "no epoch"
        kept = f"Kept until now: {done} of fine-tuning."
    return f"{kept} Resume the training now, or later with “Open an earlier run…”."


def watch_words(run: StoredRun) -> str:
    """Say how far a run is that another process trains."""
    if run.order.folds is not None:
        done = f"{run.epochs} of {run.order.folds} folds are done"
    elif not run.order.request.config.epochs:
        return "Under way in another process"
    else:
        done = f"{run.epochs} of {run.order.request.config.epochs} epochs of fine-tuning are done"
    return f"Under way in another process: {done}"


def count_words(progress: Progress) -> str:
    """Say how far the phase has come; nothing where its end is not known."""
    if progress.epochs and progress.total:
        epoch = min(progress.done // progress.steps + 1, progress.epochs)
        step = progress.done - (epoch - 1) * progress.steps
        return f"Epoch {epoch} of {progress.epochs}, step {step} of {progress.steps}"
    return f"{progress.done:,} of {progress.total:,}" if progress.total else ""


def duration_words(seconds: float) -> str:
    """Say how long something takes, as exactly as can be known."""
    return "less than a minute" if seconds < 50 else f"about {format_duration(max(seconds, 60))}"
