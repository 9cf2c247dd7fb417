"""A strip above the window's content with a notice that the user dismisses."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolBar, QWidget

from core.program.translation import tr


class NoticeStrip(QToolBar):
    """Shows a notice; further buttons can precede the one that dismisses it."""

    def __init__(self, title: str, words: str, parent: QWidget, buttons: tuple[QPushButton, ...] = ()) -> None:
        """Show a notice.

        Args:
            title: of the strip, for screen readers.
            words: the notice.
            parent: the window.
            buttons: before the one that dismisses it.
        """
        super().__init__(title, parent)
        self.setObjectName("noticeStrip")
        self.setMovable(False)
        self.setFloatable(False)
        self.toggleViewAction().setVisible(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._content = QWidget()
        self._row = row = QHBoxLayout(self._content)
        # The margins of the strips that are named banner.
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        text = QLabel(words)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        self.dismiss_button = QPushButton(tr("Dismiss"))
        row.addWidget(text, 1)
        for button in (*buttons, self.dismiss_button):
            row.addWidget(button)
        self.addWidget(self._content)
        self.dismiss_button.clicked.connect(self.leave)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Reserve the height that the words need at this width, which a tool bar does not do."""
        super().resizeEvent(event)
        height = self._row.heightForWidth(self._content.width())
        if height > 0 and height != self._content.height():
            self._content.setFixedHeight(height)

    @Slot()
    def leave(self) -> None:
        """Remove the strip."""
        self.hide()
        self.deleteLater()
