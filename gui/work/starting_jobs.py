"""Jobs that an object starts and listens to: how they are made, and connected before they run."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core.jobs.events import Outcome, Progress

if TYPE_CHECKING:
    from gui.work.job import Job

# From the dotted path of a function and its arguments.
MakeJob = Callable[[str, tuple[object, ...]], "Job"]
# What such a job has found is on disk or of no use any more, so one that does not stop soon is killed.
_GRACE_MS = 1_000


def start_child(target: str, arguments: tuple[object, ...]) -> "Job":
    """Make a job in a child process that lets all other programs, and so the window, go first."""
    # Not needed for the first paint.
    from gui.work.job import Job

    return Job(target, arguments, grace_ms=_GRACE_MS)


def start_job(
    job: "Job",
    owner: QObject,
    on_part: Callable[[object], None],
    on_progress: Callable[[Progress], None],
    on_end: Callable[[Outcome], None],
) -> None:
    """Start a job for an object that listens to it.

    Args:
        job: made, and not started yet.
        owner: becomes the parent of the job.
        on_part: slot for each part of the result.
        on_progress: slot for how far the job is.
        on_end: slot for its outcome, called once.
    """
    job.setParent(owner)
    job.part_found.connect(on_part)
    job.progressed.connect(on_progress)
    job.ended.connect(on_end)
    job.start()
