"""How measurements are painted: as thin at any zoom, light with a dark edge, the chosen one in the accent."""

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from gui.viewer.tools.measurement import Kind, Measurement
from gui.viewer.view_transform import ViewTransform

_LINE, _CHOSEN, _DARK = QColor("#E6E8EA"), QColor("#4C9BE8"), QColor(0, 0, 0, 160)
_HALO = QColor(0, 0, 0, 220)
_HANDLE, _GAP, _CROSS = 7.0, 10.0, 9.0


def paint_measurement(painter: QPainter, measurement: Measurement, transform: ViewTransform, is_chosen: bool) -> None:
    """Paint a measurement, and its handles where it is chosen.

    Args:
        painter: in view pixels.
        measurement: to paint.
        transform: how the picture is laid into the view.
        is_chosen: whether it can be changed now.
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


def kept_clear(measurement: Measurement, transform: ViewTransform) -> QRectF:
    """Return the box, in view pixels, that the label of a measurement must not cover.

    Of a ruler it holds the circle that the ruler is a diameter of: what is measured is about as wide as it is long.
    """
    points = [transform.to_view(QPointF(*point)) for point in measurement.points]
    if measurement.kind is not Kind.RULER or not measurement.is_whole:
        return QPolygonF(points).boundingRect()
    reach = QLineF(*points).length() / 2
    middle = (points[0] + points[1]) / 2
    return QRectF(middle.x() - reach, middle.y() - reach, 2 * reach, 2 * reach)


def paint_label(
    painter: QPainter,
    lines: list[str],
    box: QRectF,
    view: QRectF,
    taken: Sequence[QRectF],
    around: Sequence[QRectF] = (),
) -> QRectF:
    """Write beside a measurement, in letters with a dark edge, so that what is measured is seen.

    Args:
        painter: in view pixels.
        lines: to write.
        box: around what is measured.
        view: in which the label stays.
        taken: the room of the labels that are there.
        around: boxes around the other measurements.

    Returns:
        The room that it takes.
    """
    metrics = QFontMetricsF(painter.font())
    size = QSizeF(max(metrics.horizontalAdvance(line) for line in lines), metrics.lineSpacing() * len(lines))
    room = label_room(box, size + QSizeF(8, 4), view, taken, around)
    text = QPainterPath()
    for number, line in enumerate(lines):
        baseline = room.top() + 2 + metrics.ascent() + number * metrics.lineSpacing()
        text.addText(QPointF(room.left() + 4, baseline), painter.font(), line)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = QPen(_HALO, 3.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(text, edge)
    painter.fillPath(text, _LINE)
    return room


def label_room(
    box: QRectF, size: QSizeF, view: QRectF, taken: Sequence[QRectF], around: Sequence[QRectF] = ()
) -> QRectF:
    """Find room for a label at the right of a box, else at its left, below or above it, and within the view.

    Args:
        box: that the label must not cover.
        size: of the label.
        view: in which it stays.
        taken: the room of other labels, never covered.
        around: boxes that it covers only where there is no other room.
    """
    inside = view.adjusted(_GAP, _GAP, -_GAP, -_GAP)
    x, y = box.center().x() - size.width() / 2, box.center().y() - size.height() / 2
    corners = [
        QPointF(box.right() + _GAP, y),
        QPointF(box.left() - _GAP - size.width(), y),
        QPointF(x, box.bottom() + _GAP),
        QPointF(x, box.top() - _GAP - size.height()),
    ]
    rooms = [_below(QRectF(_held(corner, size, inside), size), taken) for corner in corners]
    free = [one for one in rooms if inside.contains(one) and not one.intersects(box)]
    best = [one for one in free if not any(one.intersects(other) for other in around)]
    return next(iter([*best, *free, *rooms]))


def paint_cross(painter: QPainter, at: QPointF) -> None:
    """Show where the keys have led a tool, in view pixels."""
    for pen in (QPen(_DARK, 3.5), QPen(_CHOSEN, 1.5)):
        painter.setPen(pen)
        for arm in (QPointF(_CROSS, 0), QPointF(0, _CROSS)):
            painter.drawLine(at - arm, at + arm)


def _held(corner: QPointF, size: QSizeF, inside: QRectF) -> QPointF:
    """Move a label into the view."""
    return QPointF(
        max(min(corner.x(), inside.right() - size.width()), inside.left()),
        max(min(corner.y(), inside.bottom() - size.height()), inside.top()),
    )


def _below(room: QRectF, taken: Sequence[QRectF]) -> QRectF:
    """Move a label below those that are there, where they would meet."""
    for other in sorted(taken, key=QRectF.top):
        if room.intersects(other):
            room.moveTop(other.bottom() + 2)
    return room
