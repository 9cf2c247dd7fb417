"""How measurements are painted: as thin at any zoom, light with a dark edge, the chosen one in the accent."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from gui.viewer.tools.measurement import Kind, Measurement
from gui.viewer.view_transform import ViewTransform

if TYPE_CHECKING:
    from core.image.label_placement import Box, LabelledShape, PlacedLabel

_LINE, _CHOSEN, _DARK = QColor("#E6E8EA"), QColor("#4C9BE8"), QColor(0, 0, 0, 160)
_HALO = QColor(0, 0, 0, 220)
_HANDLE, _GAP, _CROSS = 7.0, 10.0, 9.0
_PAD_X, _PAD_Y = 4.0, 2.0


@dataclass(frozen=True, slots=True)
class LabelSurroundings:
    """What labels are placed by, in view pixels.

    Attributes:
        view: in which they stay.
        picture: its box, which may be larger than the view or beside it.
        texts: boxes of what else is written there.
        heat: boxes of the lines around the heat, where they are shown.
    """

    view: QRectF
    picture: QRectF
    texts: tuple[QRectF, ...] = ()
    heat: tuple[QRectF, ...] = ()

    @property
    def middle(self) -> QPointF:
        """The spot that labels are placed away from: the middle of the heat, else that of the picture."""
        return reduce(QRectF.united, self.heat, QRectF()).center() if self.heat else self.picture.center()


def paint_measurement(painter: QPainter, measurement: Measurement, transform: ViewTransform, is_chosen: bool) -> None:
    """Paint a measurement, and its handles where it is chosen.

    Args:
        painter: in view pixels.
        measurement: to paint.
        transform: how the picture is laid into the view.
        is_chosen: whether it can be changed now.
    """
    colour = _CHOSEN if is_chosen else _LINE
    path = transform.as_qtransform().map(measurement.path())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(_DARK, 3.5), QPen(colour, 1.5)):
        painter.setPen(pen)
        painter.drawPath(path)
    for handle in measurement.handles if is_chosen or not measurement.kind.is_region else ():
        box = QRectF(0, 0, _HANDLE, _HANDLE) if is_chosen else QRectF(0, 0, 4, 4)
        box.moveCenter(transform.to_view(QPointF(*handle)))
        painter.fillRect(box.adjusted(-1, -1, 1, 1), _DARK)
        painter.fillRect(box, colour)


def kept_clear(measurement: Measurement, transform: ViewTransform) -> QRectF:
    """Return the box, in view pixels, that the label of a measurement must not cover.

    Of a ruler it holds the circle that the ruler is a diameter of: what is measured is about as wide as it is long.
    """
    points = [transform.to_view(QPointF(*point)) for point in measurement.points]
    if measurement.kind is not Kind.RULER or not measurement.is_whole:
        return QPolygonF(points).boundingRect()
    reach = QLineF(*points).length() / 2
    middle = (points[0] + points[1]) / 2
    return QRectF(middle.x() - reach, middle.y() - reach, 2 * reach, 2 * reach)


def paint_labels(
    painter: QPainter,
    labels: Sequence[tuple[Measurement, list[str]]],
    transform: ViewTransform,
    surroundings: LabelSurroundings,
) -> "list[PlacedLabel]":
    """Write beside measurements, in letters with a dark edge, so that what is measured is seen.

    A label keeps off the lines around the heat, and is rather on the side of its measurement that is away from them.
    Without them, it is on the side that is away from the middle of the picture.

    Args:
        painter: in view pixels.
        labels: the measurements, each with its lines; without lines a measurement is only kept free.
        transform: how the picture is laid into the view.
        surroundings: of the labels.

    Returns:
        The labels that have lines, where they were written.
    """
    from core.image.label_placement import Surroundings, place_labels

    metrics = QFontMetricsF(painter.font())
    written = [(one, lines) for one, lines in labels if lines]
    kept_free = [kept_clear(one, transform) for one, lines in labels if not lines]
    around = Surroundings(
        _box(surroundings.view.adjusted(_GAP, _GAP, -_GAP, -_GAP)),
        _GAP,
        tuple(map(_box, (*kept_free, *map(_core, surroundings.heat)))),
        tuple(map(_box, surroundings.texts)),
        surroundings.middle.toTuple(),
    )
    shapes = [_labelled_shape(one, lines, transform, metrics) for one, lines in written]
    placed = place_labels(shapes, around)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for label in placed:
        if label.leader:
            start, end = (QPointF(*spot) for spot in label.leader)
            for pen in (QPen(_DARK, 3.0), QPen(_LINE, 1.0)):
                painter.setPen(pen)
                painter.drawLine(start, end)
    for label, (_, lines) in zip(placed, written, strict=True):
        _write(painter, lines, QPointF(label.box.left, label.box.top), metrics)
    return placed


def paint_cross(painter: QPainter, at: QPointF) -> None:
    """Show where the keys have led a tool, in view pixels."""
    for pen in (QPen(_DARK, 3.5), QPen(_CHOSEN, 1.5)):
        painter.setPen(pen)
        for arm in (QPointF(_CROSS, 0), QPointF(0, _CROSS)):
            painter.drawLine(at - arm, at + arm)


def _labelled_shape(
    measurement: Measurement, lines: list[str], transform: ViewTransform, metrics: QFontMetricsF
) -> "LabelledShape":
    from core.image.label_placement import LabelledShape

    path = transform.as_qtransform().map(measurement.path())
    outline = tuple((corner.x(), corner.y()) for polygon in path.toSubpathPolygons() for corner in polygon.toList())
    if not outline:
        # It begins, and has no length yet.
        outline = tuple(transform.to_view(QPointF(*point)).toTuple() for point in measurement.points)
    width = max(metrics.horizontalAdvance(line) for line in lines) + 2 * _PAD_X
    height = metrics.lineSpacing() * len(lines) + 2 * _PAD_Y
    return LabelledShape(outline, _box(kept_clear(measurement, transform)), width, height)


def _write(painter: QPainter, lines: list[str], corner: QPointF, metrics: QFontMetricsF) -> None:
    # Word by word: the time that a path takes to paint grows faster than its length.
    words = []
    for number, line in enumerate(lines):
        baseline = corner + QPointF(_PAD_X, _PAD_Y + metrics.ascent() + number * metrics.lineSpacing())
        for word in re.finditer("[^ ]+", line):
            path = QPainterPath()
            before = metrics.horizontalAdvance(line[: word.start()])
            path.addText(baseline + QPointF(before, 0), painter.font(), word.group())
            words.append(path)
    halo = QPen(_HALO, 3.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    for path in words:
        painter.strokePath(path, halo)
    for path in words:
        painter.fillPath(path, _LINE)


def _core(heat: QRectF) -> QRectF:
    """Return the box of a line without its edges, which a round line hardly reaches; a label may touch them."""
    across, down = (min(side / 8, _GAP) for side in (heat.width(), heat.height()))
    return heat.adjusted(across, down, -across, -down)


def _box(box: QRectF) -> "Box":
    from core.image.label_placement import Box

    return Box(box.left(), box.top(), box.right(), box.bottom())
