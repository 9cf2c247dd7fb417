"""Measurements that have just begun, and have no length yet."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from core.image.measuring import Point
from gui.viewer.tools.measurement import Kind, Measurement
from gui.viewer.tools.painting import paint_labels
from gui.viewer.view_transform import ViewTransform


@pytest.mark.parametrize("kind", [Kind.RULER, Kind.RECTANGLE, Kind.ELLIPSE])
def test_a_measurement_without_length_has_its_label(qapp, kind):
    image = QImage(200, 200, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    try:
        begun = Measurement(kind, (Point(50.0, 50.0), Point(50.0, 50.0)))
        [placed] = paint_labels(painter, [(begun, ["0 mm"])], ViewTransform(), QRectF(0, 0, 200, 200))
    finally:
        painter.end()
    assert 0 <= placed.box.left < placed.box.right <= 200
