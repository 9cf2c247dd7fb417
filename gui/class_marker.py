"""A shape and a colour for each class, so that no meaning hangs on colour alone."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

OUTSIDE, UNCERTAIN = "outside", "uncertain"


class ClassMarker(QWidget):
    """Circle: glioma. Square: meningioma. Triangle: pituitary. Ring: no tumour. Diamond: uncertain. Cross: outside."""

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
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        pen = QPen(self._colour, 2.0)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        if self._name == OUTSIDE:
            painter.drawLine(room.topLeft(), room.bottomRight())
            painter.drawLine(room.topRight(), room.bottomLeft())
            return
        if self._name == "notumor":
            painter.drawEllipse(room)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        if self._name == "meningioma":
            painter.drawRect(room)
        elif self._name == "pituitary":
            painter.drawPolygon(
                QPolygonF([QPointF(room.center().x(), room.top()), room.bottomRight(), room.bottomLeft()])
            )
        elif self._name == UNCERTAIN:
            centre = room.center()
            painter.drawPolygon(
                QPolygonF(
                    [
                        QPointF(centre.x(), room.top()),
                        QPointF(room.right(), centre.y()),
                        QPointF(centre.x(), room.bottom()),
                        QPointF(room.left(), centre.y()),
                    ]
                )
            )
        else:
            painter.drawEllipse(room)
