"""The bar that shows the progress of a batch, and stops it."""

import time
from collections import deque
from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from core.jobs.events import Progress
from core.program.translation import format_number, mark, tr
from core.program.wording import NOTICE, format_duration
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.theme import tabular

# Seconds over which the pace is averaged: long enough to be steady, short enough to follow changes.
_PACE_S = 5.0
_MEANING = mark(
    "How much is done, how many a second over the last five seconds, and how long the rest takes at the pace so far."
)
# How long a note replaces the figures.
_NOTE_S = 4.0


class RunBar(QFrame):
    """Shows a progress bar over a line of figures, with Pause and Cancel."""

    pause_asked = Signal()
    resume_asked = Signal()
    cancel_asked = Signal()

    def __init__(self, buttons: Sequence[QPushButton], parent: QWidget | None = None) -> None:
        """Start idle.

        Args:
            buttons: further ones, beside its own.
            parent: of the bar.
        """
        super().__init__(parent)
        self.setObjectName("runBar")
        self._is_paused = False
        self._noted = -_NOTE_S
        self._seen: deque[tuple[float, int]] = deque()
        self._last: Progress | None = None
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(4)
        self._bar.setAccessibleName(tr("Progress"))
        self._bar.setToolTip(tr(_MEANING))
        policy = self._bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._bar.setSizePolicy(policy)
        self._line = ElidedLabel()
        self._line.setFont(tabular(self._line.font()))
        self._pause, self._cancel = QPushButton(tr("Pause")), QPushButton(tr("Cancel"))
        self._pause.clicked.connect(self._on_pause_clicked)
        self._cancel.clicked.connect(self._on_cancel_clicked)
        self._cancel.setToolTip(tr("Stop the batch; finished slices are kept"))
        notice = QLabel(tr(NOTICE))
        notice.setProperty("tone", "faint")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._line)
        words.addWidget(notice)
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addLayout(words, 1)
        for button in (self._pause, self._cancel, *buttons):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addLayout(row)
        self.show_idle("")

    @property
    def text(self) -> str:
        """The line of figures."""
        return self._line.whole_text

    def show_started(self, text: str, can_pause: bool = True) -> None:
        """Show that work starts; its amount is not known yet."""
        self._is_paused = False
        self._seen.clear()
        self._last = None
        self._bar.setRange(0, 0)
        self._bar.show()
        self._line.show()
        self._line.set_text(text)
        self._pause.setText(tr("Pause"))
        self._pause.setVisible(can_pause)
        self._pause.setEnabled(True)
        self._cancel.setText(tr("Cancel"))
        self._cancel.setEnabled(True)
        self._cancel.show()

    def show_progress(self, progress: Progress) -> None:
        """Show the progress."""
        if self._cancel.isHidden():
            return
        self._last = progress
        now = time.monotonic()
        self._seen.append((now, progress.done))
        while now - self._seen[0][0] > _PACE_S and len(self._seen) > 2:
            self._seen.popleft()
        # Qt takes 31 bits, and no folder holds more files.
        self._bar.setRange(0, progress.total)
        self._bar.setValue(progress.done)
        if not self._is_paused and self._cancel.isEnabled() and now - self._noted >= _NOTE_S:
            words = self._words(progress)
            self._line.set_text(words, f"{words}\n{tr(_MEANING)}")

    def show_idle(self, text: str, tip: str = "") -> None:
        """Show that nothing runs, and the result; the tooltip, if any, gives details."""
        for widget in (self._bar, self._pause, self._cancel):
            widget.hide()
        self._line.set_text(text, tip)
        self._line.setVisible(bool(text))

    def show_note(self, text: str) -> None:
        """Show a note for a moment."""
        self._noted = time.monotonic()
        self._line.set_text(text)

    def _words(self, progress: Progress) -> str:
        whole = tr(" of {total:,}", total=progress.total) if progress.total else ""
        words = [f"{progress.phase}: {format_number(progress.done)}{whole}"]
        (first, before), (last, now) = self._seen[0], self._seen[-1]
        if last - first >= 0.5 and now > before:
            pace = (now - before) / (last - first)
            words.append(tr("{pace:,.0f} a second", pace=pace) if pace >= 10 else tr("{pace:.1f} a second", pace=pace))
        if progress.seconds_left is not None and progress.done < progress.total:
            words.append(tr("{seconds_left} left", seconds_left=format_duration(progress.seconds_left)))
        return " · ".join(words)

    @Slot()
    def _on_pause_clicked(self) -> None:
        self._is_paused = not self._is_paused
        self._pause.setText(tr("Resume") if self._is_paused else tr("Pause"))
        if self._is_paused:
            done = tr(" at {done:,}", done=self._last.done) if self._last else ""
            whole = tr(" of {total:,}", total=self._last.total) if self._last and self._last.total else ""
            self._line.set_text(tr("Paused{done}{whole}", done=done, whole=whole))
            self.pause_asked.emit()
        else:
            self._seen.clear()
            self.resume_asked.emit()

    @Slot()
    def _on_cancel_clicked(self) -> None:
        self._cancel.setEnabled(False)
        self._pause.setEnabled(False)
        self._line.set_text(tr("Stopping…"))
        self.cancel_asked.emit()
