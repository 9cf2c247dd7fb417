"""What is painted over the picture: the outline of the heat, and where the edges point in the patient."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

if TYPE_CHECKING:
    from core.slice import EdgeLabels

_LIGHT, _DARK = QColor(255, 255, 255, 230), QColor(0, 0, 0, 140)
_LETTERS = QColor(230, 232, 234, 200)


def paint_outline(painter: QPainter, outline: QPainterPath) -> None:
    """Paint a thin line that stands out from light and dark, as thin at any zoom."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for colour, width in ((_DARK, 3.0), (_LIGHT, 1.2)):
        pen = QPen(colour, width)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawPath(outline)


def paint_edges(painter: QPainter, view: QRectF, edges: "EdgeLabels") -> None:
    """Write at each edge of the view where it points in the patient."""
    painter.setPen(_LETTERS)
    room = view.adjusted(8, 6, -8, -6)
    middle, centre = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignHCenter
    painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, edges.left)
    painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, edges.right)
    painter.drawText(room, centre | Qt.AlignmentFlag.AlignTop, edges.top)
    painter.drawText(room, centre | Qt.AlignmentFlag.AlignBottom, edges.bottom)
