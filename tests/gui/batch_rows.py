"""Rows of batches that nobody ran, and jobs that a test moves on by hand."""

from PySide6.QtCore import QObject, Signal

from core.batch_row import BatchRow
from core.jobs import End, Outcome

CLASSES = ("glioma", "meningioma", "notumor", "pituitary")
FOLDER = "/data/heads"


def a_row(number, verdict="glioma", novelty=0.5, folder=FOLDER, truth="", top=0.9, frame=0):
    """Make a row; `uncertain` ones are open between the first two classes."""
    if verdict == "failed":
        return BatchRow(f"{folder}/{number:06}.png", 0, "failed", error="expected an image, got an empty file")
    label = verdict if verdict in CLASSES else "glioma"
    rest = (1 - top) / 3
    return BatchRow(
        path=f"{folder}/{number:06}.png",
        frame=frame,
        verdict=verdict,
        label=label,
        classes=CLASSES,
        probabilities=tuple(top if name == label else rest for name in CLASSES),
        prediction_set=CLASSES[:2] if verdict == "uncertain" else (label,),
        novelty=novelty,
        reasons=("several classes are plausible",) if verdict == "uncertain" else (),
        urgency=2.0 if verdict == "uncertain" else 4.0,
        truth=truth,
    )


class HeldJob(QObject):
    """Stands for a `gui.jobs.Job`: remembers what it is told, and emits what a test wants."""

    progressed = Signal(object)
    logged = Signal(str)
    part_found = Signal(object)
    ended = Signal(object)

    def __init__(self, target, arguments):
        super().__init__()
        self.target, self.arguments = target, arguments
        self.told = []

    def start(self):
        self.told.append("start")

    def pause(self):
        self.told.append("pause")

    def resume(self):
        self.told.append("resume")

    def cancel(self):
        self.told.append("cancel")

    def stop(self, timeout_s):
        self.told.append("stop")

    def end(self, value=None, end=End.SUCCEEDED, message=""):
        self.ended.emit(Outcome(end, value, message=message))
