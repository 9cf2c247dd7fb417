"""Sizes of windows: never larger than the screen, which at 200 % may have 800 x 500 points."""

from PySide6.QtCore import QByteArray, QSize
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


def _room_for(window: QWidget) -> QSize:
    # Not the window's own `screen()`: PySide treats the result as a part of the window and would delete Qt's screen
    # together with the window.
    screen = QGuiApplication.screenAt(window.geometry().center()) or QGuiApplication.primaryScreen()
    return screen.availableSize() - _FRAME
