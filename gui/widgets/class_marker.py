"""A shape and a colour for each class, so that no meaning depends on colour alone."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from core.model.known_classes import TUMOUR_FREE, Shape, find_class
from core.model.verdict_marks import OPEN_KIND, OUTSIDE, UNCERTAIN, UNLIKE, UNREADABLE


class ClassMarker(QWidget):
    """Shows the shape of one class."""

    def __init__(self, side: int, parent: QWidget | None = None) -> None:
        """Start with a ring."""
        super().__init__(parent)
        self.setFixedSize(QSize(side, side))
        self._name, self._colour = TUMOUR_FREE, QColor("grey")

    def show_class(self, name: str, colour: QColor) -> None:
        """Draw the shape of a class, or of a verdict that names none, in a colour."""
        self._name, self._colour = name, colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the shape."""
        draw_marker(QPainter(self), QRectF(self.rect()), self._name, self._colour)


def draw_marker(painter: QPainter, place: QRectF, name: str, colour: QColor) -> None:
    """Paint the shape of a class, or of a verdict that names none.

    A class has its shape in `core.model.known_classes`, or a circle where Falx does not know it. Plus: a
    tumour of open kind. Diamond: uncertain. Empty diamond: unlike the training data. Cross: no brain MRI. Dash:
    unreadable.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    room = place.adjusted(1.5, 1.5, -1.5, -1.5)
    pen = QPen(colour, 2.0)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    centre = room.center()
    known = find_class(name)
    shape = known.shape if known else Shape.CIRCLE
    if name == OUTSIDE:
        painter.drawLine(room.topLeft(), room.bottomRight())
        painter.drawLine(room.topRight(), room.bottomLeft())
        return
    if name == UNREADABLE:
        painter.drawLine(QPointF(room.left(), centre.y()), QPointF(room.right(), centre.y()))
        return
    if shape is Shape.RING:
        painter.drawEllipse(room)
        return
    if name == UNLIKE:
        painter.drawPolygon(_diamond(room))
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if shape is Shape.SQUARE:
        painter.drawRect(room)
    elif shape is Shape.TRIANGLE:
        painter.drawPolygon(QPolygonF([QPointF(centre.x(), room.top()), room.bottomRight(), room.bottomLeft()]))
    elif shape is Shape.TRIANGLE_DOWN:
        painter.drawPolygon(QPolygonF([QPointF(centre.x(), room.bottom()), room.topRight(), room.topLeft()]))
    elif name == UNCERTAIN:
        painter.drawPolygon(_diamond(room))
    elif name == OPEN_KIND:
        arm = room.width() / 3
        painter.drawRect(room.adjusted(arm, 0, -arm, 0))
        painter.drawRect(room.adjusted(0, arm, 0, -arm))
    else:
        painter.drawEllipse(room)


def _diamond(room: QRectF) -> QPolygonF:
    centre = room.center()
    top, bottom = QPointF(centre.x(), room.top()), QPointF(centre.x(), room.bottom())
    right, left = QPointF(room.right(), centre.y()), QPointF(room.left(), centre.y())
    return QPolygonF([top, right, bottom, left])
