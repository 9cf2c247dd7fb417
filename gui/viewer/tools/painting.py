"""How measurements are painted: as thin at any zoom, light with a dark edge, the chosen one in the accent."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.viewer.tools.measurement import Measurement
from gui.viewer.view_transform import ViewTransform

_LINE, _CHOSEN, _DARK = QColor("#E6E8EA"), QColor("#4C9BE8"), QColor(0, 0, 0, 160)
_GROUND = QColor(0, 0, 0, 150)
_HANDLE, _GAP = 7.0, 10.0


def paint_measurement(painter: QPainter, measurement: Measurement, transform: ViewTransform, is_chosen: bool) -> QRectF:
    """Paint a measurement, and its handles where it is chosen.

    Args:
        painter: in view pixels.
        measurement: to paint.
        transform: how the picture is laid into the view.
        is_chosen: whether it can be changed now.

    Returns:
        The box around it, in view pixels.
    """
    colour = _CHOSEN if is_chosen else _LINE
    path = transform.as_qtransform().map(measurement.path())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(_DARK, 3.5), QPen(colour, 1.5)):
        painter.setPen(pen)
        painter.drawPath(path)
    for handle in measurement.handles if is_chosen or not measurement.kind.is_region else ():
        box = QRectF(0, 0, _HANDLE, _HANDLE) if is_chosen else QRectF(0, 0, 4, 4)
        box.moveCenter(transform.to_view(QPointF(*handle)))
        painter.fillRect(box.adjusted(-1, -1, 1, 1), _DARK)
        painter.fillRect(box, colour)
    return path.boundingRect()


def paint_label(painter: QPainter, lines: list[str], box: QRectF, view: QRectF, taken: list[QRectF]) -> QRectF:
    """Write beside a measurement, below what is written already where the two would meet.

    Args:
        painter: in view pixels.
        lines: to write.
        box: around the measurement.
        view: in which the label stays.
        taken: the room of the labels that are there.

    Returns:
        The room that it takes.
    """
    text = "\n".join(lines)
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
    size = painter.boundingRect(QRectF(0, 0, 1000, 1000), left, text).size()
    room = _beside(box, size, view).adjusted(-4, -2, 4, 2)
    for other in sorted(taken, key=QRectF.top):
        if room.intersects(other):
            room.moveTop(other.bottom() + 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_GROUND)
    painter.drawRoundedRect(room, 4, 4)
    painter.setPen(_LINE)
    painter.drawText(room.adjusted(4, 2, 0, 0), left, text)
    return room


def _beside(box: QRectF, size: QSizeF, view: QRectF) -> QRectF:
    """Find room at the right of a box, else at its left, and within the view."""
    x = box.right() + _GAP
    if x + size.width() > view.right() - _GAP:
        x = max(box.left() - _GAP - size.width(), view.left() + _GAP)
    y = min(max(box.center().y() - size.height() / 2, view.top() + _GAP), view.bottom() - _GAP - size.height())
    return QRectF(QPointF(x, y), size + QSizeF(2, 2))
