"""A line of text that is elided where it does not fit."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class ElidedLabel(QLabel):
    """Shows as much of a text as fits; the tooltip shows the whole."""

    def __init__(
        self, text: str = "", mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight, parent: QWidget | None = None
    ) -> None:
        """Start with a text.

        Args:
            text: one line.
            mode: where to elide.
            parent: of the label.
        """
        super().__init__(parent)
        self._mode, self._whole, self._tip = mode, "", ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.set_text(text)

    @property
    def whole_text(self) -> str:
        """The whole text, including the elided part."""
        return self._whole

    def set_text(self, text: str, tip: str = "") -> None:
        """Show a text; without a given tooltip, an elided text is its own tooltip."""
        self._whole, self._tip = text, tip
        self._elide()

    def minimumSizeHint(self) -> QSize:
        """Return no least width."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elide the text to the room."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, self._mode, self.width())
        self.setText(shown)
        self.setAccessibleName(self._whole)
        self.setToolTip(self._tip or (self._whole if shown != self._whole else ""))
