"""A strip above the window's content that says something until it is dismissed."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolBar, QWidget


class NoticeStrip(QToolBar):
    """Says one thing; more buttons than that to dismiss it can be put before it."""

    def __init__(self, title: str, words: str, parent: QWidget, buttons: tuple[QPushButton, ...] = ()) -> None:
        """Say it.

        Args:
            title: of the strip, for screen readers.
            words: to say.
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
        # As the strips that are called banner.
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        text = QLabel(words)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        self.dismiss_button = QPushButton("Dismiss")
        row.addWidget(text, 1)
        for button in (*buttons, self.dismiss_button):
            row.addWidget(button)
        self.addWidget(self._content)
        self.dismiss_button.clicked.connect(self.leave)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as much height as the words need at this width, which a tool bar does not ask for."""
        super().resizeEvent(event)
        height = self._row.heightForWidth(self._content.width())
        if height > 0 and height != self._content.height():
            self._content.setFixedHeight(height)

    @Slot()
    def leave(self) -> None:
        """Go for good."""
        self.hide()
        self.deleteLater()
