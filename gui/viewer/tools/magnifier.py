"""A round glass over the cursor that shows the picture larger."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from gui.viewer.layers import Layers
from gui.viewer.view_transform import ViewTransform

RADIUS, _FACTOR = 90.0, 2.5
_RIM, _DARK = QColor(230, 232, 234, 220), QColor(0, 0, 0, 160)


def paint_magnifier(painter: QPainter, layers: Layers, transform: ViewTransform, at: QPointF, ratio: float) -> None:
    """Paint the surroundings of a point of the view two and a half times as large.

    Args:
        painter: in view pixels.
        layers: of the picture.
        transform: how the picture is laid into the view.
        at: the middle of the glass.
        ratio: screen pixels of a view pixel.
    """
    glass = QRectF(at.x() - RADIUS, at.y() - RADIUS, 2 * RADIUS, 2 * RADIUS)
    path = QPainterPath()
    path.addEllipse(glass)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(path)
    painter.fillRect(glass, Qt.GlobalColor.black)
    layers.paint(painter, transform.magnified(_FACTOR, at), glass, ratio)
    painter.restore()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((_DARK, 4.0), (_RIM, 1.5)):
        painter.setPen(QPen(colour, width))
        painter.drawEllipse(glass)
