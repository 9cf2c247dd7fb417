"""Curves that grow while a training runs."""

import math
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.program.translation import format_number, noun_of, tr
from gui.widgets.theme import tabular

# Faster updates would not be noticed.
_INTERVAL_MS = 500
_TOP, _BOTTOM, _RIGHT, _GAP = 30.0, 26.0, 12.0, 8.0
_MOST_POINTS = 2000
_LEAST_WIDTH = 220


@dataclass(slots=True)
class _Curve:
    name: str
    colour: QColor
    has_dots: bool
    points: list[tuple[float, float]] = field(default_factory=list)


class CurveView(QWidget):
    """Draws one or more figures against the epochs; few points also get dots, so that a single one is visible."""

    def __init__(self, title: str, is_share: bool, parent: QWidget | None = None) -> None:
        """Start empty.

        Args:
            title: names the figures.
            is_share: whether they are shares of 1, shown as percentages.
            parent: of the widget.
        """
        super().__init__(parent)
        self._title, self._is_share = title, is_share
        self._curves: dict[str, _Curve] = {}
        self._epochs = 1
        self._mark: float | None = None
        self._due = QTimer(self, singleShot=True, interval=_INTERVAL_MS)
        self._due.timeout.connect(self.update)
        self.setMinimumHeight(150)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(title)

    @property
    def marked_epoch(self) -> float | None:
        """The marked epoch, if any."""
        return self._mark

    @property
    def least_width(self) -> int:
        """The least size at which title and curves are readable."""
        return max(_LEAST_WIDTH, math.ceil(self.fontMetrics().horizontalAdvance(self._title) + _RIGHT))

    def sizeHint(self) -> QSize:
        """Return a moderate size."""
        return QSize(360, 220)

    def set_curve(self, name: str, colour: str, has_dots: bool) -> None:
        """Add a curve, or change the colour of an existing one."""
        points = self._curves[name].points if name in self._curves else []
        self._curves[name] = _Curve(name, QColor(colour), has_dots, points)
        self.update()

    def clear(self, epochs: int) -> None:
        """Remove all points, and set the number of epochs on the axis."""
        self._epochs, self._mark = max(1, epochs), None
        for curve in self._curves.values():
            curve.points = []
        self.update()

    def add(self, name: str, epoch: float, value: float) -> None:
        """Add a point to a curve; skip a value that is not a number."""
        if not math.isfinite(value):
            return
        points = self._curves[name].points
        points.append((epoch, value))
        if len(points) > _MOST_POINTS:
            # Keep every second point, and the last one.
            del points[-2::-2]
        if not self._due.isActive():
            self._due.start()

    def mark(self, epoch: float | None) -> None:
        """Mark the epoch of the model; None for no mark."""
        self._mark = epoch
        if not self._due.isActive():
            self._due.start()

    def points(self, name: str) -> list[tuple[float, float]]:
        """Return the points of a curve."""
        return list(self._curves[name].points)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw axes, legend and curves."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(tabular(self.font()))
        palette = self.palette()
        text, faint = palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.PlaceholderText)
        metrics = QFontMetricsF(painter.font())
        low, high, step = self._scale()
        ticks = [low + step * i for i in range(round((high - low) / step) + 1)]
        left = max(metrics.horizontalAdvance(self._words(tick, step)) for tick in ticks) + _GAP
        room = QRectF(left, _TOP, self.width() - left - _RIGHT, self.height() - _TOP - _BOTTOM)
        if room.width() < 20 or room.height() < 20:
            return
        self._draw_legend(painter, metrics, text, faint)
        line = QPen(palette.color(QPalette.ColorRole.Mid), 1.0)
        for tick in ticks:
            y = room.bottom() - (tick - low) / (high - low) * room.height()
            painter.setPen(line)
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
            painter.setPen(faint)
            beside = QRectF(0, y - 10, left - _GAP, 20)
            painter.drawText(
                beside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._words(tick, step)
            )
        self._draw_epochs(painter, room, faint)
        if not any(curve.points for curve in self._curves.values()):
            painter.setPen(faint)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, tr("Nothing to show yet"))
        painter.setClipRect(room.adjusted(-4, -4, 4, 4))
        if self._mark is not None:
            painter.setPen(QPen(faint, 1.0, Qt.PenStyle.DashLine))
            x = room.left() + self._mark / self._epochs * room.width()
            painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()))
        for curve in self._curves.values():
            places = [
                QPointF(
                    room.left() + epoch / self._epochs * room.width(),
                    room.bottom() - (value - low) / (high - low) * room.height(),
                )
                for epoch, value in curve.points
            ]
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(curve.colour, 1.75))
            painter.drawPolyline(places)
            if curve.has_dots:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(curve.colour)
                for place in places:
                    painter.drawEllipse(place, 3.5, 3.5)

    def _draw_legend(self, painter: QPainter, metrics: QFontMetricsF, text: QColor, faint: QColor) -> None:
        painter.setPen(text)
        painter.drawText(QPointF(0, 14), self._title)
        x = self.width() - _RIGHT
        wanted = sum(metrics.horizontalAdvance(tr(name)) + 42 for name in self._curves)
        if len(self._curves) == 1 and metrics.horizontalAdvance(self._title) + wanted > x:
            # The title names a single curve; a legend would overlap the title.
            return
        for curve in reversed(self._curves.values()):
            x -= metrics.horizontalAdvance(tr(curve.name))
            painter.setPen(faint)
            painter.drawText(QPointF(x, 14), tr(curve.name))
            x -= 26
            painter.setPen(QPen(curve.colour, 2.0))
            painter.drawLine(QPointF(x, 9.5), QPointF(x + 20, 9.5))
            if curve.has_dots:
                painter.setBrush(curve.colour)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.drawEllipse(QPointF(x + 10, 9.5), 3.5, 3.5)
            x -= 16

    def _draw_epochs(self, painter: QPainter, room: QRectF, faint: QColor) -> None:
        step = max(1, math.ceil(self._epochs / 8))
        painter.setPen(faint)
        for epoch in range(0, self._epochs + 1, step):
            x = room.left() + epoch / self._epochs * room.width()
            painter.drawText(
                QRectF(x - 24, room.bottom() + 4, 48, 20),
                Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop,
                str(epoch) if epoch else noun_of(1, "epoch"),
            )

    def _scale(self) -> tuple[float, float, float]:
        """Return the lowest and the highest value of the axis and the step between its lines."""
        values = [value for curve in self._curves.values() for _, value in curve.points]
        low, high = (min(values), max(values)) if values else (0.0, 1.0)
        if self._is_share:
            high = 1.0
            low = min(low, 0.9)
        else:
            low = min(0.0, low)
        span = max(high - low, 1e-6)
        step = 10 ** math.floor(math.log10(span / 3))
        step *= next(factor for factor in (1, 2, 5, 10) if span / (step * factor) <= 5)
        return math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step, step

    def _words(self, value: float, step: float) -> str:
        if self._is_share:
            digits = max(0, -math.floor(math.log10(step)) - 2)
            return f"{format_number(value * 100, f'.{digits}f')} %"
        return format_number(value, f".{max(0, -math.floor(math.log10(step) + 1e-9))}f")
