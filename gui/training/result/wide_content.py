"""Something that may be wider than its page: it scrolls sideways by itself, and the page does not."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class WideContent(QScrollArea):
    """Shows a widget in its full height; one that is wider than there is room gets a scroll bar below it."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        """Take in a widget."""
        super().__init__(parent, widgetResizable=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        content.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the content as it becomes higher or lower."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for the scroll bar, or take it back."""
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
