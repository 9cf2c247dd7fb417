"""The lines at half the maximum heat, as paths to paint."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Line = npt.NDArray[np.float32]

# The sine of the angle up to which a line that was traced from pixel to pixel, in steps of 45 degrees, is straight.
_STRAIGHT = 1e-2


def trace_outlines(outlines: "Iterable[Line]") -> "list[Line]":
    """Turn outlines of pixels into lines through their centres, without the points within straight runs.

    Args:
        outlines: closed lines, each (N, 2) of x and y, traced from pixel to pixel; pixel centres are at whole numbers.

    Returns:
        The same lines, pixel edges at whole numbers.
    """
    return [_without_straight_points(outline) + 0.5 for outline in outlines]


def box_of(line: "Line") -> QRectF:
    """Return the box of a line, (N, 2) of x and y."""
    (left, top), (right, bottom) = line.min(axis=0).tolist(), line.max(axis=0).tolist()
    return QRectF(left, top, right - left, bottom - top)


def path_near(lines: "Sequence[Line]", box: QRectF) -> QPainterPath:
    """Draw those parts of closed lines that may cross a box: painting a line takes long, whatever is clipped off.

    Args:
        lines: closed, each (N, 2) of x and y.
        box: beyond which parts may be left out.
    """
    path = QPainterPath()
    for line in lines:
        for part in _parts_near(line, box):
            path.addPolygon(QPolygonF([QPointF(x, y) for x, y in part.tolist()]))
            if part is line:
                path.closeSubpath()
    return path


def _without_straight_points(line: "Line") -> "Line":
    import numpy as np

    before, after = line - np.roll(line, 1, axis=0), np.roll(line, -1, axis=0) - line
    bend = before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]
    ahead = (before * after).sum(axis=1)
    is_straight = (np.abs(bend) < _STRAIGHT * np.hypot(*before.T) * np.hypot(*after.T)) & (ahead > 0)
    return line[~is_straight]


def _parts_near(line: "Line", box: QRectF) -> "list[Line]":
    """Cut a line into the runs of its segments that may cross a box; all of it is returned as it is."""
    import numpy as np

    ends = np.roll(line, -1, axis=0)
    low, high = np.minimum(line, ends), np.maximum(line, ends)
    is_near = (high >= (box.left(), box.top())).all(axis=1) & (low <= (box.right(), box.bottom())).all(axis=1)
    if is_near.all():
        return [line]
    # Begin with a segment that is left out, so that no run goes over the end.
    first = int(np.argmin(is_near))
    turned = np.roll(line, -first, axis=0)
    turned = np.concatenate((turned, turned[:1]))
    changes = np.flatnonzero(np.diff(np.roll(is_near, -first), append=False)) + 1
    return [turned[start : end + 1] for start, end in changes.reshape(-1, 2).tolist()]
