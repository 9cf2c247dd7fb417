"""A window with the exact input of the network."""

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QWidget

from core.program.translation import tr
from gui.explanation.explanation_window import ExplanationWindow
from gui.viewer.picture_view import PictureView
from gui.widgets.number_texts import window_words
from gui.widgets.wrapped_label import wrapped_label
from gui.work.answers import InputAnswer


class InputWindow(ExplanationWindow):
    """Shows what the network sees; wheel and drags zoom and shift it as in the main window."""

    def __init__(self, parent: QWidget) -> None:
        """Start without a picture."""
        super().__init__(tr("What the network sees"), QSize(460, 560), parent)
        self.view = PictureView()
        self.view.setAccessibleName(tr("What the network sees"))
        self.view.set_smooth(False)
        self._words = wrapped_label()
        self._words.setMinimumHeight(3 * self.fontMetrics().lineSpacing())
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(self.view, 1)
        self.column.addWidget(self._words)
        self.view.escaped.connect(self.close)
        self.clear()

    @property
    def words(self) -> str:
        """The words below the picture."""
        return self._words.text()

    @Slot()
    def clear(self) -> None:
        """Show that there is no picture."""
        self.view.clear()
        self._words.setText(tr("Open a picture to see what the network gets of it."))

    def show_answer(self, answer: InputAnswer) -> None:
        """Show the input of the network for the slice that is open."""
        self.view.show_slice(answer.seen.picture, keeps_view=self.view.image is not None)
        self._words.setText(
            tr("{words} Seen through {window}.", words=answer.seen.words, window=window_words(answer.seen.window))
        )

    def show_failure(self, text: str) -> None:
        """Show why there is nothing to see."""
        self.view.clear()
        self._words.setText(text)
