"""Paints over the picture: the outline of the heat, and the directions of the edges in the patient."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

if TYPE_CHECKING:
    from core.image.slice import EdgeLabels

_LIGHT, _DARK = QColor(255, 255, 255, 230), QColor(0, 0, 0, 140)
_LETTERS = QColor(230, 232, 234, 200)


def paint_outline(painter: QPainter, outline: QPainterPath) -> None:
    """Paint a line that stands out from light and dark, equally thin at any zoom."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for colour, width in ((_DARK, 3.0), (_LIGHT, 1.2)):
        pen = QPen(colour, width)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawPath(outline)


def paint_edges(painter: QPainter, view: QRectF, edges: "EdgeLabels") -> None:
    """Write at each edge of the view its direction in the patient."""
    room = view.adjusted(8, 6, -8, -6)
    middle, centre = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignHCenter
    for alignment, letters in (
        (middle | Qt.AlignmentFlag.AlignLeft, edges.left),
        (middle | Qt.AlignmentFlag.AlignRight, edges.right),
        (centre | Qt.AlignmentFlag.AlignTop, edges.top),
        (centre | Qt.AlignmentFlag.AlignBottom, edges.bottom),
    ):
        # A dark outline, so that they stand out from bright tissue, too.
        painter.setPen(_DARK)
        for x, y in ((-1, 0), (1, 0), (0, -1), (0, 1)):
            painter.drawText(room.translated(x, y), alignment, letters)
        painter.setPen(_LETTERS)
        painter.drawText(room, alignment, letters)
