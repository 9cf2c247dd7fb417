"""Sizes of windows: never larger than the screen, which at 200 % may have 800 x 500 points."""

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

# The frame that the window manager adds.
_FRAME = QSize(16, 48)


def fit_window(window: QWidget, first: QSize, smallest: QSize, geometry: QByteArray | None = None) -> None:
    """Set the size of a window.

    Args:
        window: not shown yet.
        first: the size where none is stored.
        smallest: the least size.
        geometry: the stored one, possibly of a larger screen.
    """
    room = _room_for(window)
    window.setMinimumSize(smallest.boundedTo(room))
    window.resize(first.boundedTo(room))
    if geometry and not geometry.isEmpty() and window.restoreGeometry(geometry):
        window.resize(window.size().boundedTo(_room_for(window)))


def fit_height(window: QWidget, parts: Sequence[QWidget], width: int) -> None:
    """Give a window the height that its parts take at its width, which Qt does not do by itself, and keep it in sight.

    Args:
        window: of a fixed width.
        parts: one below the other; on a screen that is too low, one of them has to scroll.
        width: of the window.
    """
    height = 0
    for part in parts:
        layout = part.layout()
        if layout:
            layout.activate()
            height += max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())
    room = _room_for(window).height()
    window.setFixedHeight(min(height, room))
    # It grows downwards.
    lowest = _part_of_screen(window).top() + room - window.height()
    if window.isVisible() and window.y() > lowest:
        window.move(window.x(), lowest)


def _room_for(window: QWidget) -> QSize:
    return _part_of_screen(window).size() - _FRAME


def _part_of_screen(window: QWidget) -> QRect:
    """Return the part of the window's screen that is left beside panels, in coordinates of all screens."""
    # Not the window's own `screen()`: PySide treats the result as a part of the window and would delete Qt's screen
    # together with the window.
    screen = QGuiApplication.screenAt(window.geometry().center()) or QGuiApplication.primaryScreen()
    return screen.availableGeometry()
