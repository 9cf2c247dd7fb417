"""Content that may be wider than its page: it scrolls sideways by itself, and the page does not."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class WideContent(QScrollArea):
    """Shows a widget in its full height, with a scroll bar below it where it is too wide."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        """Hold a widget."""
        super().__init__(parent, widgetResizable=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        content.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the height of the content."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Add room for the scroll bar, or remove it."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        content = self.widget()
        if content is None:
            return
        needed = content.sizeHint().expandedTo(content.minimumSize())
        bar = self.horizontalScrollBar().sizeHint().height() if needed.width() > self.width() else 0
        if self.height() != needed.height() + bar:
            self.setFixedHeight(needed.height() + bar)
