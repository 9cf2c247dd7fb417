"""Where the labels of single measurements are: of those that have just begun, and of those on the heat."""

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from core.image.measuring import Point
from gui.viewer.tools.measurement import Kind, Measurement
from gui.viewer.tools.painting import LabelSurroundings, paint_labels
from gui.viewer.view_transform import ViewTransform


@pytest.mark.parametrize("kind", [Kind.RULER, Kind.RECTANGLE, Kind.ELLIPSE])
def test_a_measurement_without_length_has_its_label(qapp, kind):
    image = QImage(200, 200, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    try:
        begun = Measurement(kind, (Point(50.0, 50.0), Point(50.0, 50.0)))
        view = QRectF(0, 0, 200, 200)
        [placed] = paint_labels(painter, [(begun, ["0 mm"])], ViewTransform(), LabelSurroundings(view, view))
    finally:
        painter.end()
    assert 0 <= placed.box.left < placed.box.right <= 200


@pytest.mark.parametrize("side", [60, 90, 120])
def test_the_figure_of_a_ruler_on_the_heat_is_beside_the_heat(qapp, side):
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    view = QRectF(0, 0, 400, 300)
    heat = QRectF(0, 0, side, side)
    heat.moveCenter(view.center())
    ruler = Measurement(Kind.RULER, (Point(180.0, 150.0), Point(220.0, 150.0)))
    painter = QPainter(image)
    try:
        [placed] = paint_labels(
            painter, [(ruler, ["40.0 mm"])], ViewTransform(), LabelSurroundings(view, view, heat=(heat,))
        )
    finally:
        painter.end()
    # A label may touch the line, which is round.
    assert not QRectF(QPointF(*placed.box[:2]), QPointF(*placed.box[2:])).intersects(heat.adjusted(10, 10, -10, -10))
