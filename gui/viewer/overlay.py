"""Paints over the picture: the outline of the heat, directions of the edges, notes, a scale bar, a frame, the focus."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from gui.widgets.number_texts import grouped

if TYPE_CHECKING:
    from core.image.slice import EdgeLabels

# How far from its middle the outline of the heat may be seen, in view pixels, with the caps at its ends.
OUTLINE_REACH = 4.0

_LIGHT, _DARK = QColor(255, 255, 255, 230), QColor(0, 0, 0, 140)
_LETTERS = QColor(230, 232, 234, 200)
_BAR_ROOM, _BAR_SHARE, _TICK = 200.0, 0.3, 4.0
# Distances of the letters at the left and right edge: from the picture, from the colour bar at the right of the view,
# and from one another where most of the picture is beside the view.
_BESIDE, _FROM_BAR, _LEAST_BETWEEN = 24.0, 20.0, 80.0


def paint_outline(painter: QPainter, outline: QPainterPath) -> None:
    """Paint a line that stands out from light and dark, equally thin at any zoom."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for colour, width in ((_DARK, 3.0), (_LIGHT, 1.2)):
        pen = QPen(colour, width)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawPath(outline)


def paint_edges(painter: QPainter, view: QRectF, edges: "EdgeLabels", picture: QRectF) -> list[QRectF]:
    """Write at each edge its direction in the patient: left and right beside the picture, away from the colour bar.

    Args:
        painter: of the view.
        view: its box.
        edges: the directions.
        picture: its box in the view, which may be larger or beside it.

    Returns:
        The boxes of the letters.
    """
    room = view.adjusted(8, 6, -8, -6)
    # The colour bar begins where the view ends.
    beside = room.adjusted(0, 0, -_FROM_BAR, 0)
    left = max(beside.left(), picture.left() - _BESIDE)
    right = min(beside.right(), picture.right() + _BESIDE)
    beside.setLeft(max(beside.left(), min(left, beside.right() - _LEAST_BETWEEN)))
    beside.setRight(min(beside.right(), max(right, beside.left() + _LEAST_BETWEEN)))
    middle, centre = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignHCenter
    return [
        paint_text(painter, within, alignment, letters)
        for within, alignment, letters in (
            (beside, middle | Qt.AlignmentFlag.AlignLeft, edges.left),
            (beside, middle | Qt.AlignmentFlag.AlignRight, edges.right),
            (room, centre | Qt.AlignmentFlag.AlignTop, edges.top),
            (room, centre | Qt.AlignmentFlag.AlignBottom, edges.bottom),
        )
    ]


def paint_note(painter: QPainter, view: QRectF, words: str) -> QRectF:
    """Write a line at the top of the view, below the letter there; returns its box."""
    room = view.adjusted(8, 28, -8, -6)
    return paint_text(painter, room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, words)


def paint_frame(painter: QPainter, frame: QRectF) -> None:
    """Paint what is being framed, dashed."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(Qt.GlobalColor.white, 1, Qt.PenStyle.DashLine))
    painter.drawRect(frame)


def paint_focus(painter: QPainter, view: QRect, colour: QColor) -> None:
    """Outline the view, to which keys go."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(colour)
    painter.drawRect(view.adjusted(0, 0, -1, -1))


def paint_scale_bar(painter: QPainter, view: QRectF, mm_per_view_pixel: float) -> QRectF:
    """Paint a bar of a round length with its length at the lower left of the view; returns the box of both."""
    from core.image.scale import scale_bar

    bar = scale_bar(mm_per_view_pixel * min(_BAR_ROOM, view.width() * _BAR_SHARE))
    left, y = view.left() + 12.0, view.bottom() - 12.0
    right = left + bar.length_mm / mm_per_view_pixel
    lines = [QLineF(left, y, right, y), *(QLineF(x, y - _TICK, x, y + _TICK) for x in (left, right))]
    for colour, width in ((_DARK, 4.0), (_LETTERS, 1.5)):
        painter.setPen(QPen(colour, width))
        painter.drawLines(lines)
    words = f"{grouped(bar.length_mm)} mm"
    above = QRectF(QPointF(left, y - 26), QPointF(left + _BAR_ROOM, y - 5))
    written = paint_text(painter, above, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, words)
    return written.united(QRectF(QPointF(left, y - _TICK), QPointF(right, y + _TICK)))


def paint_text(painter: QPainter, room: QRectF, alignment: Qt.AlignmentFlag, text: str) -> QRectF:
    """Write with a dark edge all round, so that it stands out from bright tissue too; returns the box of the text."""
    painter.setPen(_DARK)
    for x, y in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        painter.drawText(room.translated(x, y), alignment, text)
    painter.setPen(_LETTERS)
    painter.drawText(room, alignment, text)
    return painter.boundingRect(room, alignment, text)
