"""Labels of measurements: of those that have just begun, of those on the heat, and how they are written."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

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


def pixels(image):
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[..., :3].astype(int)


@pytest.mark.parametrize("size", [9, 13, 20])
@pytest.mark.parametrize(
    "lines",
    [
        ["mean 1\u202f234.5 · SD 234.5 a.u.", "area 1\u202f885.2 mm²"],
        ["Mittelwert −100,0 · Standardabweichung 12,5", "Fläche 12 Pixel"],
        ["12.5 mm  (Pixel)"],
    ],
)
def test_words_are_written_as_a_whole_line_is(qapp, lines, size):
    shown, expected = (QImage(600, 200, QImage.Format.Format_RGB32) for _ in range(2))
    region = Measurement(Kind.ELLIPSE, (Point(10.3, 50.0), Point(50.0, 90.7)))
    painter, view = QPainter(), QRectF(0, 0, 600, 200)
    for image in (shown, expected):
        image.fill(0xFF808080)
        painter.begin(image)
        font = painter.font()
        font.setPointSize(size)
        painter.setFont(font)
        if image is shown:
            [placed] = paint_labels(painter, [(region, lines)], ViewTransform(), LabelSurroundings(view, view))
        else:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            metrics, text = QFontMetricsF(font), QPainterPath()
            for number, line in enumerate(lines):
                below = 2 + metrics.ascent() + number * metrics.lineSpacing()
                text.addText(QPointF(placed.box.left + 4, placed.box.top + below), font, line)
            ends = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
            painter.strokePath(text, QPen(QColor(0, 0, 0, 220), 3.0, *ends))
            painter.fillPath(text, QColor("#E6E8EA"))
        painter.end()
    assert (pixels(expected) != 128).sum() > 1000
    np.testing.assert_allclose(pixels(shown), pixels(expected), atol=4)
