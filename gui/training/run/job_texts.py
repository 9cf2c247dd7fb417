"""The text beside the progress bar of a job, and the state of the bar."""

from PySide6.QtWidgets import QProgressBar

from core.jobs.events import Progress
from core.program.translation import tr
from gui.widgets.restyle import set_style_property
from gui.widgets.wrapped_label import WrappedLabel


class JobWords(WrappedLabel):
    """Shows a few words about a job, on as many lines as needed."""

    def say(self, text: str, is_problem: bool = False) -> None:
        """Show a text, in the style of a problem if it is one."""
        set_style_property(self, "tone", "problem" if is_problem else "faint")
        self.setText(text)

    def show_progress(self, progress: Progress, bar: QProgressBar) -> None:
        """Show phase and progress, and move a bar."""
        count = tr(": {done:,} of {total:,}", done=progress.done, total=progress.total) if progress.total else "…"
        self.say(f"{progress.words}{count}")
        # Without a total, the bar only shows that work is running.
        bar.setRange(0, progress.total)
        bar.setValue(progress.done)
