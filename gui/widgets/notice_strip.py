"""Notices that the user dismisses: strips over the top of a widget, which does not move when they come and go."""

from PySide6.QtCore import QEvent, QObject, QRect, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.program.translation import tr
from gui.widgets.wrapped_label import wrapped_label


class NoticeStrip(QFrame):
    """Shows a notice; further buttons can precede the one that dismisses it."""

    def __init__(self, title: str, words: str, buttons: tuple[QPushButton, ...] = ()) -> None:
        """Show a notice.

        Args:
            title: of the strip, for screen readers.
            words: the notice.
            buttons: before the one that dismisses it.
        """
        super().__init__()
        self.setObjectName("noticeStrip")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        row = QHBoxLayout(self)
        # The margins of the strips that are named banner.
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        text: QLabel = wrapped_label(text=words)
        self.dismiss_button = QPushButton(tr("Dismiss"))
        row.addWidget(text, 1)
        for button in (*buttons, self.dismiss_button):
            row.addWidget(button)
        self.dismiss_button.clicked.connect(self.leave)

    @Slot()
    def leave(self) -> None:
        """Remove the strip."""
        self.hide()
        self.deleteLater()


class NoticeStack(QWidget):
    """Holds the strips over the top of a widget, one below the other."""

    def __init__(self, host: QWidget) -> None:
        """Start without strips.

        Args:
            host: the widget that the strips cover in part.
        """
        super().__init__(host)
        self._host = host
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        host.installEventFilter(self)
        self.hide()

    def add(self, strip: NoticeStrip) -> None:
        """Show a strip below the others."""
        self._column.addWidget(strip)
        self.show()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the width of the host."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Take the height of the strips that are left."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._place()
        return done

    def _place(self) -> None:
        width = self._host.width()
        # Without any strip, there is nothing to catch the mouse.
        self.setGeometry(QRect(0, 0, width, max(self._column.totalHeightForWidth(width), 0)))
        self.setVisible(not self._column.isEmpty())
        self.raise_()
