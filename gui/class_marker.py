"""A shape and a colour for each class, so that no meaning hangs on colour alone."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

OUTSIDE, UNCERTAIN, UNREADABLE = "outside", "uncertain", "unreadable"


class ClassMarker(QWidget):
    """Shows the shape of one class."""

    def __init__(self, side: int, parent: QWidget | None = None) -> None:
        """Start with a ring."""
        super().__init__(parent)
        self.setFixedSize(QSize(side, side))
        self._name, self._colour = "notumor", QColor("grey")

    def show_class(self, name: str, colour: QColor) -> None:
        """Draw the shape of a class, or of `UNCERTAIN` or `OUTSIDE`, in a colour."""
        self._name, self._colour = name, colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the shape."""
        draw_marker(QPainter(self), QRectF(self.rect()), self._name, self._colour)


def draw_marker(painter: QPainter, place: QRectF, name: str, colour: QColor) -> None:
    """Paint the shape of a class, or of `UNCERTAIN`, `OUTSIDE` or `UNREADABLE`.

    Circle: glioma. Square: meningioma. Triangle: pituitary. Ring: no tumour. Diamond: uncertain. Cross: outside.
    Dash: unreadable.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    room = place.adjusted(1.5, 1.5, -1.5, -1.5)
    pen = QPen(colour, 2.0)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    centre = room.center()
    if name == OUTSIDE:
        painter.drawLine(room.topLeft(), room.bottomRight())
        painter.drawLine(room.topRight(), room.bottomLeft())
        return
    if name == UNREADABLE:
        painter.drawLine(QPointF(room.left(), centre.y()), QPointF(room.right(), centre.y()))
        return
    if name == "notumor":
        painter.drawEllipse(room)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if name == "meningioma":
        painter.drawRect(room)
    elif name == "pituitary":
        painter.drawPolygon(QPolygonF([QPointF(centre.x(), room.top()), room.bottomRight(), room.bottomLeft()]))
    elif name == UNCERTAIN:
        top, bottom = QPointF(centre.x(), room.top()), QPointF(centre.x(), room.bottom())
        right, left = QPointF(room.right(), centre.y()), QPointF(room.left(), centre.y())
        painter.drawPolygon(QPolygonF([top, right, bottom, left]))
    else:
        painter.drawEllipse(room)
