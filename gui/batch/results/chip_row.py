"""A row of chips that wraps into several lines, or scrolls in one line where the window is low."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QToolButton, QWidget

from core.program.translation import tr
from gui.widgets.flow_layout import FlowLayout

_SPACING = 8
# Pixels that a click on an arrow scrolls: about a chip.
_STEP = 140


class ChipRow(QWidget):
    """Holds chips side by side. In one line, arrows, the wheel and the focus scroll hidden chips into view.

    Lines that were needed once stay until `forget`, or until the row becomes wider, so that the content below does not
    move back and forth.
    """

    def __init__(self, chip: QPushButton, parent: QWidget | None = None) -> None:
        """Start without chips.

        Args:
            chip: one whose height all chips have.
            parent: of the row.
        """
        super().__init__(parent)
        self._is_one_line = False
        self._line_height = self._reached = chip.sizeHint().height()
        self._room = QWidget()
        self._flow = FlowLayout(_SPACING, self._room)
        self._area = _Strip()
        self._area.setWidget(self._room)
        self._back = self._arrow("‹", tr("Show the verdicts to the left"), -_STEP)
        self._on = self._arrow("›", tr("Show the verdicts to the right"), _STEP)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._back)
        row.addWidget(self._area, 1)
        row.addWidget(self._on)
        bar = self._area.horizontalScrollBar()
        bar.valueChanged.connect(self._show_arrows)
        self._room.installEventFilter(self)
        self._fit()

    def set_chips(self, chips: Sequence[QPushButton]) -> None:
        """Hold these chips, in this order, and release all others."""
        while self._flow.takeAt(0):
            pass
        for chip in chips:
            self._flow.addWidget(chip)
            # A widget that is added to a visible parent is not shown by itself.
            chip.show()
        self._fit()

    def forget(self) -> None:
        """Remove all chips, and go back to one line."""
        self.set_chips(())
        self._reached = self._line_height
        self._fit()

    def set_one_line(self, is_one_line: bool) -> None:
        """Keep to one line, or take as many lines as needed."""
        if is_one_line != self._is_one_line:
            self._is_one_line, self._reached = is_one_line, self._line_height
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the arrows where they are needed; a wider row gives back the lines that it no longer needs."""
        super().resizeEvent(event)
        if event.size().width() > event.oldSize().width():
            self._reached = self._line_height
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow chips that become wider or narrower."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        hints = [self._flow.itemAt(place) for place in range(self._flow.count())]
        widths = [item.sizeHint().width() + _SPACING for item in hints if item is not None]
        whole = sum(widths) - _SPACING if widths else 0
        # By the width without arrows, so that they do not appear and disappear in turn.
        has_arrows = self._is_one_line and whole > self.width()
        self._back.setVisible(has_arrows)
        self._on.setVisible(has_arrows)
        width = self._area.width()
        if self._is_one_line:
            self._room.resize(max(whole, width), self._line_height)
        else:
            self._reached = max(self._reached, self._flow.heightForWidth(width))
            self._room.resize(width, self._reached)
        self.setFixedHeight(self._reached)
        self._show_arrows()

    def _arrow(self, text: str, tip: str, by: int) -> QToolButton:
        arrow = QToolButton()
        arrow.setText(text)
        arrow.setToolTip(tip)
        arrow.setAccessibleName(tip)
        arrow.setAutoRepeat(True)
        # The chips themselves take the focus, which scrolls them into view.
        arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bar = self._area.horizontalScrollBar()
        arrow.clicked.connect(lambda: bar.setValue(bar.value() + by))
        return arrow

    def _show_arrows(self) -> None:
        bar = self._area.horizontalScrollBar()
        self._back.setEnabled(bar.value() > bar.minimum())
        self._on.setEnabled(bar.value() < bar.maximum())


class _Strip(QScrollArea):
    """A line that the wheel moves sideways."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (turned.x() or turned.y()))
        event.accept()
