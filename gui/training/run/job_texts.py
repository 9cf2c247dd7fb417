"""What is said of a job beside its bar, and how far the bar is."""

from PySide6.QtWidgets import QLabel, QProgressBar, QWidget

from core.jobs.events import Progress


class JobWords(QLabel):
    """A few words about a job, over as many lines as they take."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        """Start with a text."""
        super().__init__(text, parent)
        self.setWordWrap(True)

    def say(self, text: str, is_problem: bool = False) -> None:
        """Say something, in the tone of a problem if it is one."""
        self.setProperty("tone", "problem" if is_problem else "faint")
        self.style().polish(self)
        self.setText(text)

    def show_progress(self, progress: Progress, bar: QProgressBar) -> None:
        """Say what is being done and how far it is, and move a bar."""
        count = f": {progress.done:,} of {progress.total:,}" if progress.total else "…"
        self.say(f"{progress.words}{count}")
        # Without a total the bar is merely busy.
        bar.setRange(0, progress.total)
        bar.setValue(progress.done)
