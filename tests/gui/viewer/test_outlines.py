"""The lines at half the maximum heat: fewer points and parts of them look the same."""

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPolygonF

from core.image.colour_map import half_maximum_outlines
from gui.viewer.outlines import path_near, trace_outlines
from gui.viewer.overlay import OUTLINE_REACH, paint_outline

SIDE = 300


def heat(shape, seed=0):
    noise = np.random.default_rng(seed).random(shape, np.float32)
    smooth = cv2.GaussianBlur(noise, (0, 0), 5)
    return (smooth - smooth.min()) / (smooth.max() - smooth.min())


def through_each_point(outlines):
    path = QPainterPath()
    for outline in outlines:
        path.addPolygon(QPolygonF([QPointF(x + 0.5, y + 0.5) for x, y in outline.tolist()]))
        path.closeSubpath()
    return path


def painted(path, box=None, zoom=3.0):
    picture = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    picture.fill(0xFF808080)
    painter = QPainter(picture)
    if box:
        painter.setClipRect(box)
    painter.translate(0.3, -0.4)
    painter.scale(zoom, zoom)
    paint_outline(painter, path)
    painter.end()
    return np.frombuffer(picture.constBits(), np.uint8).reshape(SIDE, SIDE, 4)[..., :3].astype(int)


# Maps are traced on a grid that is 1, 5 and 10 times finer than their pixels.
@pytest.mark.parametrize("shape", [(1024, 600), (224, 224), (100, 80)])
def test_a_line_without_the_points_of_straight_runs_looks_the_same(shape):
    outlines = half_maximum_outlines(heat(shape))
    lines = trace_outlines(outlines)
    assert len(lines) == len(outlines) > 2
    assert sum(map(len, lines)) < 0.75 * sum(map(len, outlines))
    everywhere = QRectF(-1, -1, 2000, 2000)
    shown = painted(path_near(lines, everywhere))
    np.testing.assert_allclose(shown, painted(through_each_point(outlines)), atol=4)
    assert len(np.unique(shown)) > 10


def test_lines_of_one_point_and_there_and_back_stay():
    outlines = [
        np.array(points, np.float32) for points in ([(3, 3)], [(1, 1), (2, 1)], [(0, 0), (1, 0), (2, 0), (1, 0)])
    ]
    assert [line.tolist() for line in trace_outlines(outlines)] == [
        [[3.5, 3.5]],
        [[1.5, 1.5], [2.5, 1.5]],
        [[0.5, 0.5], [2.5, 0.5]],
    ]


@pytest.mark.parametrize(
    "box",
    [(0, 0, 300, 300), (0, 0, 300, 4), (296, 0, 4, 300), (100, 120, 60, 40), (0, 150, 150, 150), (77, 0, 1, 300)],
)
@pytest.mark.parametrize("zoom", [3.0, 1.2])
def test_within_a_box_the_parts_near_it_look_like_the_whole_line(box, zoom):
    box = QRectF(*box)
    outlines = half_maximum_outlines(heat((224, 224)))
    lines = trace_outlines(outlines)
    grown = box.adjusted(-OUTLINE_REACH, -OUTLINE_REACH, OUTLINE_REACH, OUTLINE_REACH).translated(-0.3, 0.4)
    near = path_near(lines, QRectF(grown.topLeft() / zoom, grown.size() / zoom))
    np.testing.assert_allclose(painted(near, box, zoom), painted(through_each_point(outlines), box, zoom), atol=4)
    if box.width() < 10:
        assert near.elementCount() < 0.2 * through_each_point(lines).elementCount()


def test_there_is_nothing_to_paint_where_no_line_is_near():
    lines = trace_outlines(half_maximum_outlines(heat((100, 100))))
    assert path_near(lines, QRectF(500, 500, 20, 20)).isEmpty()
    assert path_near([], QRectF(0, 0, 20, 20)).isEmpty()
