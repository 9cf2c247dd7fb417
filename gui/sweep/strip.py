"""The strip along a stack: a slider whose ground is the verdicts on the slices."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QToolTip, QWidget

from core.model.verdicts import FAILED, REFUSED
from core.program.translation import tr
from core.sweep.result import SweptSlice
from core.sweep.sentence import slice_tip
from gui.sweep.texts import pending_tip
from gui.widgets.theme import Colours
from gui.widgets.verdict_style import marker_of

# The edge is for the frame of the focus.
HEIGHT, BAND, EDGE = 36, 6, 2
# Above the bars: the marker of the current slice. A bar of a slice without a tumour is still to be seen.
_TOP, _LEAST_BAR = 8, 1
# These keys belong to the strip while it has the focus; the window takes them otherwise.
_OWN_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)
_NOTCH = 120


@dataclass(frozen=True, slots=True)
class _Bar:
    """A slice as it is painted: left and right edge, colour, height in [0, 1] and whether it has a class."""

    left: int
    right: int
    colour: QColor
    height: float
    is_refused: bool
    is_unreadable: bool


class SweepStrip(QAbstractSlider):
    """Shows a band in the colour of each verdict, and above it a bar as high as a tumour is probable.

    `sliced` carries the slice, from 0, that the user goes to by mouse, wheel or key.
    """

    sliced = Signal(int)

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        """Start without a stack."""
        super().__init__(parent)
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Slices of the stack"))
        self.setPageStep(10)
        self._colours = colours
        self._slices: dict[int, SweptSlice] = {}
        self._counting: frozenset[int] | None = None
        self._level, self._wheel_rest, self._shown = 0, 0, 0
        self.valueChanged.connect(self._on_value_changed)

    @property
    def count(self) -> int:
        """How many slices the stack has."""
        return self.maximum() + 1

    @property
    def swept(self) -> dict[int, SweptSlice]:
        """The slices that are done, by their places."""
        return self._slices

    def set_colours(self, colours: Colours) -> None:
        """Apply the colours of a theme."""
        self._colours = colours
        self.update()

    def begin(self, count: int, current: int) -> None:
        """Show a stack of which no slice is done."""
        self._slices, self._counting = {}, None
        # A shorter range moves the value, which is no wish of the user.
        self.blockSignals(True)
        self.setRange(0, max(count - 1, 0))
        self.blockSignals(False)
        self.show_current(current)

    def add(self, found: Iterable[SweptSlice], level: int) -> None:
        """Show more slices.

        Args:
            found: that are done now.
            level: place of the level among those of the model.
        """
        self._slices.update((one.index, one) for one in found)
        self.set_level(level)

    def set_counting(self, counting: frozenset[int] | None) -> None:
        """Take which slices the verdict on the study counts, by their places; None where all may count."""
        self._counting = counting
        self._describe()

    def set_level(self, level: int) -> None:
        """Show the verdicts at a level, by its place among those of the model."""
        self._level = level
        self._describe()
        self.update()

    def show_current(self, index: int) -> None:
        """Mark the slice that is shown."""
        self._shown = index
        self.setValue(index)
        self._describe()
        self.update()

    def columns_of(self, index: int) -> tuple[int, int]:
        """Return where a slice is painted: its first column of pixels, and the one behind its last."""
        width = max(self.width() - 2 * EDGE, 1)
        left, right = (place * width // self.count for place in (index, index + 1))
        return EDGE + min(left, width - 1), EDGE + max(right, left + 1)

    def index_at(self, x: float) -> int:
        """Return the slice at a column of pixels; the first or the last beside the strip."""
        width = max(self.width() - 2 * EDGE, 1)
        return min(max(((int(x) - EDGE + 1) * self.count - 1) // width, 0), self.count - 1)

    def next_suspicious(self, by: int) -> int | None:
        """Find the nearest suspicious slice that counts, behind the current one or before it; None without any."""
        found = [index for index in self._suspicious(by) if self._counts(index)]
        return min(found, key=lambda index: abs(index - self.value()), default=None)

    def left_out(self, by: int) -> int:
        """Count the suspicious slices in a direction that do not count for the verdict on the study."""
        return sum(not self._counts(index) for index in self._suspicious(by))

    def ahead(self, by: int) -> range:
        """The slices behind the current one, or before it."""
        return range(self.value() + 1, self.count) if by > 0 else range(self.value())

    def sizeHint(self) -> QSize:
        """Return a fixed height."""
        return QSize(240, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return the least width that can be pointed at."""
        return QSize(80, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, slices, and the marker of the current one."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._colours.ground))
        ground = self.height() - EDGE - BAND
        self._paint_pending(painter, ground)
        # The highest last, so that it is seen where slices share a column.
        for bar in sorted(self._bars(), key=lambda one: one.height):
            _paint_bar(painter, bar, ground)
        self._paint_current(painter, ground)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(self._colours.accent))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the slice that is clicked."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.setValue(self.index_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go along with a drag."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.setValue(self.index_at(event.position().x()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step as the wheel does over the picture."""
        event.accept()
        self._wheel_rest += event.angleDelta().y() or event.angleDelta().x()
        notches = int(self._wheel_rest / _NOTCH)
        self._wheel_rest -= notches * _NOTCH
        if notches:
            self.setValue(self.value() - notches)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with the keys of a slider; up is towards the first slice, as everywhere in the window."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        steps |= {Qt.Key.Key_PageUp: -self.pageStep(), Qt.Key.Key_PageDown: self.pageStep()}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.setValue(self.value() + step)

    def event(self, event: QEvent) -> bool:
        """Show what is known of the slice below the mouse, and keep the keys of a slider while it has the focus."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip_of(self.index_at(event.pos().x())), self)
            return True
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if is_plain and event.key() in _OWN_KEYS:
                event.accept()
                return True
        return super().event(event)

    def tip_of(self, index: int) -> str:
        """Describe a slice: number, verdict, probability."""
        one = self._slices.get(index)
        return slice_tip(one, self._level, self._counts(index)) if one else pending_tip(index)

    @Slot(int)
    def _on_value_changed(self, index: int) -> None:
        # Also by Home, End, or a program that reads the screen.
        if index != self._shown:
            self.sliced.emit(index)

    def _suspicious(self, by: int) -> list[int]:
        return [index for index in self.ahead(by) if index in self._slices and self._slices[index].is_suspicious]

    def _counts(self, index: int) -> bool:
        return self._counting is None or index in self._counting

    def _bars(self) -> Sequence[_Bar]:
        bars = []
        for index, one in self._slices.items():
            found = one.at(self._level)
            _, colour = marker_of(found.verdict, self._colours, found.prediction_set)
            left, right = self.columns_of(index)
            is_refused = found.verdict in REFUSED and not one.is_accepted
            bars.append(_Bar(left, right, colour, one.height, is_refused, found.verdict == FAILED))
        return bars

    def _paint_pending(self, painter: QPainter, ground: int) -> None:
        pending, line = QColor(self._colours.raised), QColor(self._colours.line)
        for index in range(self.count):
            if index not in self._slices:
                left, right = self.columns_of(index)
                painter.fillRect(left, _TOP, right - left, ground + BAND - _TOP, pending)
                painter.fillRect(left, ground, right - left, 1, line)

    def _paint_current(self, painter: QPainter, ground: int) -> None:
        left, right = self.columns_of(self.value())
        middle, colour = (left + right) / 2, QColor(self._colours.text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        top = [QPointF(middle - 5, EDGE), QPointF(middle + 5, EDGE), QPointF(middle, _TOP)]
        painter.drawPolygon(QPolygonF(top))
        # Not over the band, whose colour is the verdict.
        painter.drawRect(QRectF(middle - 0.5, _TOP, 1, ground - _TOP - 1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _describe(self) -> None:
        text = self.tip_of(self.value()) if self.count > 1 else ""
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)


def _paint_bar(painter: QPainter, bar: _Bar, ground: int) -> None:
    width = bar.right - bar.left
    if bar.is_unreadable:
        # A dash instead of a bar: there is nothing to show.
        painter.fillRect(bar.left, ground + BAND // 2 - 1, width, 2, bar.colour)
        return
    painter.fillRect(bar.left, ground, width, BAND, bar.colour)
    if bar.is_refused:
        # Its probabilities mean nothing, so a line is all that is above the band.
        painter.fillRect(bar.left, ground - 3, width, 1, bar.colour)
        return
    height = max(round(bar.height * (ground - _TOP - 1)), _LEAST_BAR)
    gap = 1 if width > 3 else 0
    faded = QColor(bar.colour)
    faded.setAlpha(170)
    painter.fillRect(bar.left, ground - height, width - gap, height, faded)
