"""Chips in one line, whatever its width: what there is no room for is scrolled to."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QToolButton, QWidget

_SPACING = 6
# By a click on an arrow, in pixels: about a chip.
_STEP = 140


class ChipRow(QWidget):
    """Holds chips side by side. Arrows, the wheel and the focus move those into sight that stand outside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without chips."""
        super().__init__(parent)
        self._room = QWidget()
        self._line = QHBoxLayout(self._room)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(_SPACING)
        self._line.addStretch()
        self._area = _Strip()
        self._area.setWidget(self._room)
        self._back = self._arrow("‹", "Show the verdicts to the left", -_STEP)
        self._on = self._arrow("›", "Show the verdicts to the right", _STEP)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._back)
        row.addWidget(self._area, 1)
        row.addWidget(self._on)
        bar = self._area.horizontalScrollBar()
        bar.valueChanged.connect(self._show_arrows)
        bar.rangeChanged.connect(self._show_arrows)
        self._room.installEventFilter(self)
        self._show_arrows()

    def set_chips(self, chips: Sequence[QPushButton]) -> None:
        """Hold these, in this order; others are given away."""
        while self._line.count() > 1:
            self._line.takeAt(0)
        for place, chip in enumerate(chips):
            self._line.insertWidget(place, chip)
            # One that comes later must not be shown as a window.
            chip.show()
        if chips:
            self._area.setFixedHeight(chips[0].sizeHint().height())

    def reserve(self, chip: QPushButton) -> None:
        """Keep the height of a chip, before there is any."""
        self._area.setFixedHeight(chip.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the arrows where they are needed."""
        super().resizeEvent(event)
        self._show_arrows()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow chips that become wider or narrower."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._show_arrows()
        return super().eventFilter(watched, event)

    def _arrow(self, text: str, tip: str, by: int) -> QToolButton:
        arrow = QToolButton()
        arrow.setText(text)
        arrow.setToolTip(tip)
        arrow.setAccessibleName(tip)
        arrow.setAutoRepeat(True)
        # The chips themselves take the focus, and come into sight with it.
        arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bar = self._area.horizontalScrollBar()
        arrow.clicked.connect(lambda: bar.setValue(bar.value() + by))
        return arrow

    def _show_arrows(self) -> None:
        # By the width without arrows, lest they come and go by turns.
        is_wider = self._room.sizeHint().width() > self.width()
        bar = self._area.horizontalScrollBar()
        self._back.setVisible(is_wider)
        self._on.setVisible(is_wider)
        self._back.setEnabled(bar.value() > bar.minimum())
        self._on.setEnabled(bar.value() < bar.maximum())


class _Strip(QScrollArea):
    """A line that the wheel moves sideways."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (turned.x() or turned.y()))
        event.accept()
