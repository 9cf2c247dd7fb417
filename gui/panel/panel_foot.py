"""The foot of the panel, which stays in sight while the rest scrolls; in a very low window it scrolls along."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gui.panel.opinion_section import OpinionSection
from gui.widgets.theme import SPACE

# The least height of a panel in which all down to the switch of the heat map stays in sight above the whole foot, and
# in which verdict and probabilities stay in sight above a compact one.
_LEAST_HEIGHT, _LEAST_COMPACT_HEIGHT = 540, 356


class PanelFoot(QObject):
    """Moves the opinion between the foot and its place among the other sections, as the height of the panel allows."""

    def __init__(self, panel: QWidget, column: QVBoxLayout, section: OpinionSection) -> None:
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
        height = self._panel.height()
        is_low = height < _LEAST_COMPACT_HEIGHT
        self._section.set_compact(not is_low and height < _LEAST_HEIGHT)
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
