"""The texts of the run page: progress, time, errors and what to do."""

from dataclasses import dataclass

from core.jobs.events import Outcome, Progress
from core.program.translation import mark, tr
from core.program.wording import count_of, format_duration
from training.runs.order import StoredRun


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a training ended, and what to do."""

    title: str
    advice: str


# A shorter time is only named as such.
LEAST_S = 50
# Resuming fails in the same way, unless there is work to resume.
_HOPELESS = ("invalid-dataset", "invalid-config", "invalid-package", "missing-library")
# With these, the folder holds another run.
_FOREIGN = ("occupied-folder", "invalid-run")

_TROUBLES = {
    "disk-full": Trouble(
        mark("The disk is full"),
        mark("Free some space, then resume. All finished epochs are kept."),
    ),
    "unwritable-output": Trouble(
        mark("The run's folder cannot be written to"),
        mark("Check that the disk is connected and writable, then resume. Or start again in another folder."),
    ),
    "memory": Trouble(
        mark("The computer ran out of memory"),
        mark("Close other programs and resume. Or go back to the settings and choose a smaller image or batch size."),
    ),
    "crashed": Trouble(
        mark("The training's process ended unexpectedly"),
        mark(
            "Resume the training: at most one epoch is lost. If it happens again, close other programs or "
            "choose a smaller image or batch size: too little memory is a frequent cause."
        ),
    ),
    "invalid-dataset": Trouble(
        mark("The images cannot be trained on"),
        mark("Go back to the data, correct what the line above names, and start again."),
    ),
    "invalid-config": Trouble(
        mark("These settings do not go together"),
        mark("Go back to the settings and change what the line above names."),
    ),
    "occupied-folder": Trouble(
        mark("The folder is already in use"),
        mark(
            "Falx changed nothing in it. Go back to the settings and choose an empty folder, or open the "
            "existing run with “Open an earlier run…”."
        ),
    ),
    "folder-in-use": Trouble(
        mark("Another process is training in this folder"),
        mark("Watch that training with “Open an earlier run…”, or resume it when it has ended."),
    ),
    "invalid-run": Trouble(
        mark("The folder contains no run to resume"),
        mark("Choose the folder that you set for the run, and check that it can be read. Or start a new training."),
    ),
    "invalid-package": Trouble(
        mark("The model to start from cannot be used"),
        mark("Go back to the settings and choose another start, or install the model again."),
    ),
    "missing-library": Trouble(
        mark("TensorFlow is missing"),
        mark("Install TensorFlow as the line above says, then start again. Everything else in Falx works without it."),
    ),
}
_UNEXPECTED = Trouble(
    mark("Something went wrong in the training"),
    mark(
        "Resume the training: all finished epochs are kept. If it fails again, report the problem with the "
        "details below."
    ),
)


def trouble_of(outcome: Outcome) -> Trouble:
    """Describe a failure."""
    return _TROUBLES.get(outcome.code, _UNEXPECTED)


def message_of(outcome: Outcome) -> str:
    """Return the message of a failure, without its advice where the window has better advice."""
    return outcome.statement if outcome.statement and outcome.code in _FOREIGN else outcome.message


def can_resume(outcome: Outcome, has_work: bool) -> bool:
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
        kept = tr("All finished epochs are kept.")
    else:
        done = count_of(epochs, "epoch") if epochs else tr("no epoch")
        kept = tr("Kept: {done} of fine-tuning.", done=done)
    return tr("{kept} Resume the training now, or later with “Open an earlier run…”.", kept=kept)


def watch_words(run: StoredRun) -> str:
    """Return the progress of a run that another process trains, in words."""
    if run.order.folds is not None:
        done = tr("{epochs} of {folds} folds are done", epochs=run.epochs, folds=run.order.folds)
    elif not run.order.request.config.epochs:
        return tr("Running in another process")
    else:
        done = tr(
            "{done} of {total} epochs of fine-tuning are done",
            done=run.epochs,
            total=run.order.request.config.epochs,
        )
    return tr("Running in another process: {done}", done=done)


def count_words(progress: Progress) -> str:
    """Return the progress of the phase, in words; "" where its end is unknown."""
    if progress.epochs and progress.total:
        epoch = min(progress.done // progress.steps + 1, progress.epochs)
        step = progress.done - (epoch - 1) * progress.steps
        return tr(
            "Epoch {epoch} of {epochs}, step {step} of {steps}",
            epoch=epoch,
            epochs=progress.epochs,
            step=step,
            steps=progress.steps,
        )
    return tr("{done:,} of {total:,}", done=progress.done, total=progress.total) if progress.total else ""


def duration_words(seconds: float, is_rough: bool = False) -> str:
    """Return a duration in words, as exactly as it can be known.

    Args:
        seconds: of the duration.
        is_rough: whether the words around it say already that it is no exact one.
    """
    if seconds < LEAST_S:
        return tr("less than a minute")
    words = format_duration(max(seconds, 60))
    return words if is_rough else tr("about {seconds}", seconds=words)
