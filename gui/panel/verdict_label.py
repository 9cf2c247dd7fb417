"""The verdict in words, in large letters; in smaller ones where it would take more than two lines."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from gui.widgets.restyle import set_style_property
from gui.widgets.theme import LONG_VERDICT_FONT_PX, VERDICT_FONT_PX

_LINES, _LONG_LINES = 2, 3


class VerdictLabel(QLabel):
    """Shows a verdict of any length in nearly the same height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setObjectName("verdict")
        self.setProperty("isLong", False)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)

    @property
    def usual_height(self) -> int:
        """The height that a verdict needs, in pixels, unless the panel is very narrow."""
        large, small = self._metrics(VERDICT_FONT_PX), self._metrics(LONG_VERDICT_FONT_PX)
        return max(_LINES * large.lineSpacing(), _LONG_LINES * small.lineSpacing())

    def show_words(self, words: str) -> None:
        """Show a verdict."""
        self.setText(words)
        self._choose_size()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the size of the letters for another width."""
        super().resizeEvent(event)
        self._choose_size()

    def _choose_size(self) -> None:
        metrics, room = self._metrics(VERDICT_FONT_PX), QRect(0, 0, self.width(), 1)
        needed = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap.value, self.text()).height()
        set_style_property(self, "isLong", needed > _LINES * metrics.lineSpacing())

    def _metrics(self, pixels: int) -> QFontMetrics:
        font = QFont(self.font())
        font.setPixelSize(pixels)
        font.setWeight(QFont.Weight.DemiBold)
        return QFontMetrics(font)
