"""A job whose events a test sets off."""

from PySide6.QtCore import QObject, Qt, Signal

from core.jobs.events import End, Outcome


class FakeJob(QObject):
    """Stands in for `gui.work.job.Job` and remembers what was asked of it."""

    progressed = Signal(object)
    logged = Signal(str)
    part_found = Signal(object)
    ended = Signal(object)

    def __init__(self, target, arguments=(), is_yielding=True, grace_ms=0, parent=None):
        super().__init__(parent)
        self.target, self.arguments, self.is_yielding, self.asked = target, arguments, is_yielding, []

    def start(self):
        self.asked.append("start")

    def pause(self):
        self.asked.append("pause")

    def resume(self):
        self.asked.append("resume")

    def cancel(self):
        self.asked.append("cancel")

    def kill(self):
        self.asked.append("kill")

    def stop(self, timeout_s=0.0):
        self.asked.append("stop")

    def send(self, part):
        self.part_found.emit(part)

    def succeed(self, value=None):
        self.ended.emit(Outcome(End.SUCCEEDED, value))

    def fail(self, code, message, trace="", statement=""):
        self.ended.emit(Outcome(End.FAILED, code=code, message=message, trace=trace, statement=statement))

    def give_up(self):
        """End as one that was cancelled."""
        self.ended.emit(Outcome(End.CANCELLED))


def maker_of(made):
    """Give what makes fake jobs in place of `gui.work.starting_jobs.start_child`, and adds them to a list."""

    def make_fake_job(target, arguments):
        made.append(FakeJob(target, arguments))
        return made[-1]

    return make_fake_job


def fake_jobs(widget) -> list[FakeJob]:
    """List the jobs that a widget has begun itself, the last at the end."""
    return widget.findChildren(FakeJob, options=Qt.FindChildOption.FindDirectChildrenOnly)


def last_job(widget) -> FakeJob:
    """Find the job that a widget has begun last."""
    return fake_jobs(widget)[-1]
