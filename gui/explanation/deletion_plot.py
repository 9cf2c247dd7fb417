"""The plot of a deletion check: how the probability falls, by heat and at random."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from core.program.translation import tr
from core.program.wording import whole_percent
from gui.widgets.theme import tabular

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.model.deletion_check import DeletionCheck

_LEFT, _TOP, _RIGHT, _BOTTOM = 52.0, 12.0, 24.0, 64.0
_SPREAD_OPACITY, _LOWEST = 0.18, 160


class DeletionPlot(QWidget):
    """Draws a line for the hottest places and one, with its spread, for places at random."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._found: DeletionCheck | None = None
        self.setMinimumHeight(_LOWEST)
        self.setAccessibleName(tr("Plot of the check"))

    @property
    def found(self) -> "DeletionCheck | None":
        """The check that is drawn."""
        return self._found

    def sizeHint(self) -> QSize:
        """Return the least size; it grows with its window."""
        return QSize(400, _LOWEST)

    def show_check(self, found: "DeletionCheck | None") -> None:
        """Draw a check; None for none."""
        self._found = found
        self.update()

    def place_of(self, share: float, probability: float) -> QPointF:
        """Return where a point of the plot is painted."""
        room = self._room
        most = float(self._found.shares[-1]) if self._found else 1.0
        return QPointF(room.left() + share / most * room.width(), room.bottom() - probability * room.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw axes, both lines and their names."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(tabular(self.font()))
        palette = self.palette()
        faint = palette.color(QPalette.ColorRole.PlaceholderText)
        line, accent = palette.color(QPalette.ColorRole.Mid), palette.color(QPalette.ColorRole.Highlight)
        room = self._room
        for share in (0.0, 0.5, 1.0):
            y = self.place_of(0, share).y()
            painter.setPen(QPen(line, 1))
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
            painter.setPen(faint)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, y - 10, _LEFT - 6, 20), right, whole_percent(share))
        found = self._found
        if found is None:
            return
        self._draw_shares(painter)
        shares = found.shares.tolist()
        low, high = found.at_random.min(axis=0).tolist(), found.at_random.max(axis=0).tolist()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setOpacity(_SPREAD_OPACITY)
        painter.setBrush(faint)
        painter.drawPolygon(QPolygonF([*self._line(shares, high), *reversed(self._line(shares, low))]))
        painter.setOpacity(1.0)
        for values, pen in (
            (found.chance.tolist(), QPen(faint, 2, Qt.PenStyle.DashLine)),
            (found.by_heat.tolist(), QPen(accent, 2)),
        ):
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF(self._line(shares, values)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        for point in self._line(shares, found.by_heat.tolist()):
            painter.drawEllipse(point, 3, 3)
        self._draw_legend(painter, QPen(accent, 2), QPen(faint, 2, Qt.PenStyle.DashLine))

    @property
    def _room(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)

    def _line(self, shares: "Sequence[float]", values: "Sequence[float]") -> list[QPointF]:
        return [self.place_of(share, value) for share, value in zip(shares, values, strict=True)]

    def _draw_shares(self, painter: QPainter) -> None:
        """Write the shares below the axis, as far as they do not touch."""
        metrics, end = QFontMetricsF(painter.font()), -1.0
        for share in self._found.shares.tolist() if self._found else []:
            words, x = whole_percent(share), self.place_of(share, 0).x()
            width = metrics.horizontalAdvance(words)
            if x - width / 2 > end:
                beside = QRectF(x - width / 2 - 1, self._room.bottom() + 3, width + 2, metrics.height())
                painter.drawText(beside, Qt.AlignmentFlag.AlignCenter, words)
                end = x + width / 2 + 6

    def _draw_legend(self, painter: QPainter, *pens: QPen) -> None:
        metrics, x = QFontMetricsF(painter.font()), self._room.left()
        below = QRectF(self._room.left(), self._room.bottom() + 20, self._room.width(), 20)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, tr("share of the picture that is blurred"))
        y = self.height() - metrics.height() / 2 - 2
        for words, pen in zip((tr("hottest places"), tr("as much at random")), pens, strict=True):
            painter.setPen(pen)
            painter.drawLine(QPointF(x, y), QPointF(x + 20, y))
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            width = metrics.horizontalAdvance(words)
            painter.drawText(QRectF(x + 26, y - 10, width + 2, 20), Qt.AlignmentFlag.AlignVCenter, words)
            x += 26 + width + 20
