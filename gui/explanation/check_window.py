"""A window that checks the heat map of the open picture by deletion."""

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from core.program.translation import mark, tr
from gui.explanation.check_texts import describe_check, judge_check
from gui.explanation.deletion_plot import DeletionPlot
from gui.explanation.explanation_window import ExplanationWindow
from gui.widgets.scrolled_page import fill_scrolled
from gui.widgets.wrapped_label import wrapped_label
from gui.work.answers import CheckAnswer

_WHAT = mark(
    "Falx blurs the hottest places of the picture and classifies it again. If the network uses them, the "
    "probability falls faster than with as much of the head blurred at random."
)


class CheckWindow(ExplanationWindow):
    """Shows how the probability falls; `check_asked` and `stop_asked` report the buttons."""

    check_asked = Signal()
    stop_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Start without a result."""
        super().__init__(tr("Check the heat map"), QSize(460, 520), parent)
        self._title, self._verdict, self._sentence = wrapped_label(), wrapped_label("strong"), wrapped_label()
        # Its content and the rest have their own margin: the scroll bar takes its room from there.
        self.column.setContentsMargins(12, 12, 0, 12)
        inner, page = QWidget(), QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(8)
        for label in (wrapped_label("faint", tr(_WHAT)), self._title, self._verdict, self._sentence):
            column.addWidget(label)
        self.plot = DeletionPlot()
        column.addWidget(self.plot, 1)
        # Large letters may leave too little room on the screen for all of it.
        fill_scrolled(page, inner)
        self.column.addWidget(page, 1)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(4)
        foot = QVBoxLayout()
        foot.setContentsMargins(0, 0, 12, 0)
        foot.setSpacing(8)
        foot.addWidget(self._progress)
        row = QHBoxLayout()
        row.addStretch()
        self._button = QPushButton()
        self._button.clicked.connect(self._on_button_clicked)
        row.addWidget(self._button)
        foot.addLayout(row)
        self.column.addLayout(foot)
        self._is_running = False
        self.clear(tr("Open a picture to check its heat map."), can_check=False)

    @property
    def words(self) -> str:
        """The verdict of the check and its sentence."""
        return f"{self._verdict.text()} {self._sentence.text()}".strip()

    @property
    def is_running(self) -> bool:
        """Whether a check is under way."""
        return self._is_running

    def clear(self, words: str, can_check: bool) -> None:
        """Show that there is no result.

        Args:
            words: why, and what to do.
            can_check: whether there is a picture to check.
        """
        self._end()
        self._button.setEnabled(can_check)
        if can_check:
            # Space begins the check.
            self._button.setFocus()
        self._title.setText("")
        self._title.hide()
        self._verdict.setText("")
        self._verdict.hide()
        self._sentence.setText(words)
        self.plot.show_check(None)

    def begin(self, title: str) -> None:
        """Show that a check is under way; `title` names the map."""
        self.clear(tr("Checking…"), can_check=True)
        self._title.setText(title)
        self._title.show()
        self._is_running = True
        self._button.setText(tr("Stop"))
        self._progress.setRange(0, 0)

    def show_progress(self, done: int, total: int) -> None:
        """Show how much of a check is done."""
        self._progress.setRange(0, total)
        self._progress.setValue(done)

    def show_answer(self, answer: CheckAnswer) -> None:
        """Show the result of a check."""
        self._end()
        self._verdict.setText(judge_check(answer.found))
        self._verdict.show()
        self._sentence.setText(describe_check(answer.found))
        self.plot.show_check(answer.found)

    def _end(self) -> None:
        self._is_running = False
        self._button.setText(tr("Check"))
        self._progress.setRange(0, 1)
        self._progress.setValue(0)

    @Slot()
    def _on_button_clicked(self) -> None:
        (self.stop_asked if self._is_running else self.check_asked).emit()
