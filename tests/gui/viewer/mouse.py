"""Real mouse and wheel events for the view."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

LEFT, MIDDLE, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton
NONE = Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def turn_wheel(view, delta, modifiers=NONE, at=None):
    point = QPointF(at or view.rect().center())
    event = QWheelEvent(
        point,
        QPointF(view.mapToGlobal(point)),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def drag(view, button, by, start=None, modifiers=NONE):
    start = start or view.rect().center()
    QTest.mousePress(view, button, modifiers, start)
    QTest.mouseMove(view, start + by / 2)
    QTest.mouseMove(view, start + by)
    QTest.mouseRelease(view, button, modifiers, start + by)


def view_point(view, x, y):
    """Find where a point of the picture lies in the view, to the nearest view pixel."""
    return view.transform.to_view(QPointF(x, y)).toPoint()


def drag_between(view, start, end, button=LEFT, modifiers=NONE):
    """Drag between two points of the picture."""
    first = view_point(view, *start)
    drag(view, button, view_point(view, *end) - first, first, modifiers)
