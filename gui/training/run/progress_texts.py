"""The texts of the run page: progress, time, errors and what to do."""

from dataclasses import dataclass

from core.jobs.events import Outcome, Progress
from core.program.wording import count_of, format_duration
from training.runs.order import StoredRun


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a training ended, and what to do."""

    title: str
    advice: str


# Resuming fails in the same way, unless there is work to resume.
_HOPELESS = ("invalid-dataset", "invalid-config", "invalid-package", "missing-library")
# With these, the folder holds another run.
_FOREIGN = ("occupied-folder", "invalid-run")

_TROUBLES = {
    "disk-full": Trouble(
        "The disk is full",
        "Free some space, then resume. All finished epochs are kept.",
    ),
    "unwritable-output": Trouble(
        "The run's folder cannot be written to",
        "Check that the disk is connected and writable, then resume. Or start again in another folder.",
    ),
    "memory": Trouble(
        "The computer ran out of memory",
        "Close other programs and resume. Or go back to the settings and choose a smaller image or batch size.",
    ),
    "crashed": Trouble(
        "The training's process ended unexpectedly",
        "Resume the training: at most one epoch is lost. If it happens again, close other programs or choose a smaller "
        "image or batch size: too little memory is a frequent cause.",
    ),
    "invalid-dataset": Trouble(
        "The images cannot be trained on",
        "Go back to the data, correct what the line above names, and start again.",
    ),
    "invalid-config": Trouble(
        "These settings do not go together",
        "Go back to the settings and change what the line above names.",
    ),
    "occupied-folder": Trouble(
        "The folder is already in use",
        "Falx changed nothing in it. Go back to the settings and choose an empty folder, or open the existing run with "
        "“Open an earlier run…”.",
    ),
    "folder-in-use": Trouble(
        "Another process is training in this folder",
        "Watch that training with “Open an earlier run…”, or resume it when it has ended.",
    ),
    "invalid-run": Trouble(
        "The folder contains no run to resume",
        "Choose the folder that you set for the run, and check that it can be read. Or start a new training.",
    ),
    "invalid-package": Trouble(
        "The model to start from cannot be used",
        "Go back to the settings and choose another start, or install the model again.",
    ),
    "missing-library": Trouble(
        "TensorFlow is missing",
        "Install TensorFlow as the line above says, then start again. Everything else in Falx works without it.",
    ),
}
_UNEXPECTED = Trouble(
    "Something went wrong in the training",
    "Resume the training: all finished epochs are kept. If it fails again, report the problem with the details below.",
)


def trouble_of(outcome: Outcome) -> Trouble:
    """Describe a failure."""
    return _TROUBLES.get(outcome.code, _UNEXPECTED)


def message_of(outcome: Outcome) -> str:
    """Return the message of a failure, without its advice where the window has better advice."""
    return outcome.statement if outcome.statement and outcome.code in _FOREIGN else outcome.message


def can_go_on(outcome: Outcome, has_work: bool) -> bool:
    """Return whether it makes sense to resume a run.

    Args:
        outcome: how the training ended.
        has_work: whether there are results to resume from.
    """
    return outcome.code not in _FOREIGN and (has_work or outcome.code not in _HOPELESS)


def stopped_words(epochs: int | None) -> str:
    """Return in words what a stopped training keeps, and how to resume it.

    Args:
        epochs: the finished ones; None for a cross-validation.
    """
    if epochs is None:
        kept = "All finished epochs are kept."
    else:
        done = count_of(epochs, "epoch") if epochs else "no epoch"
        kept = f"Kept: {done} of fine-tuning."
    return f"{kept} Resume the training now, or later with “Open an earlier run…”."


def watch_words(run: StoredRun) -> str:
    """Return the progress of a run that another process trains, in words."""
    if run.order.folds is not None:
        done = f"{run.epochs} of {run.order.folds} folds are done"
    elif not run.order.request.config.epochs:
        return "Running in another process"
    else:
        done = f"{run.epochs} of {run.order.request.config.epochs} epochs of fine-tuning are done"
    return f"Running in another process: {done}"


def count_words(progress: Progress) -> str:
    """Return the progress of the phase, in words; "" where its end is unknown."""
    if progress.epochs and progress.total:
        epoch = min(progress.done // progress.steps + 1, progress.epochs)
        step = progress.done - (epoch - 1) * progress.steps
        return f"Epoch {epoch} of {progress.epochs}, step {step} of {progress.steps}"
    return f"{progress.done:,} of {progress.total:,}" if progress.total else ""


def duration_words(seconds: float) -> str:
    """Return a duration in words, as exactly as it can be known."""
    return "less than a minute" if seconds < 50 else f"about {format_duration(max(seconds, 60))}"
