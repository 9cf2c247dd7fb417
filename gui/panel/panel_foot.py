"""The foot of the panel, which stays in sight while the rest scrolls; in a low window it scrolls along."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gui.widgets.theme import SPACE

# In a lower panel, the foot would leave the verdict too little room.
_LEAST_HEIGHT = 560


class PanelFoot(QObject):
    """Moves a section between the foot and its place among the others, as the height of the panel allows."""

    def __init__(self, panel: QWidget, column: QVBoxLayout, section: QWidget) -> None:
        """Watch the height of the panel.

        Args:
            panel: that has a column which scrolls in its layout.
            column: of the sections.
            section: to be in sight; it has the last place in the column so far.
        """
        super().__init__(panel)
        self._panel, self._column, self._section = panel, column, section
        self._place = column.count()
        self._foot = QFrame()
        self._inside = QVBoxLayout(self._foot)
        self._inside.setContentsMargins(4 * SPACE, 0, 4 * SPACE, 3 * SPACE)
        self._inside.setSpacing(3 * SPACE)
        self._inside.addWidget(thin_line())
        layout = panel.layout()
        assert layout is not None
        layout.addWidget(self._foot)
        panel.installEventFilter(self)
        self._move()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move the section once the panel has another height."""
        if event.type() == QEvent.Type.Resize:
            self._move()
        return super().eventFilter(watched, event)

    def _move(self) -> None:
        is_low = self._panel.height() < _LEAST_HEIGHT
        if self._foot.isHidden() == is_low and self._section.parentWidget() is not None:
            return
        focused = self._section.focusWidget() if self._section.isAncestorOf(self._panel.focusWidget()) else None
        if is_low:
            self._column.insertWidget(self._place, self._section)
        else:
            self._inside.addWidget(self._section)
        self._foot.setVisible(not is_low)
        if focused:
            focused.setFocus()


def thin_line() -> QFrame:
    """Draw a line between two sections."""
    line = QFrame()
    line.setProperty("tone", "line")
    # Without a frame it would have no height.
    line.setFixedHeight(1)
    return line
