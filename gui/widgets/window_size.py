"""How large windows are: never larger than the screen, which at 200 % may have 800 x 500 points."""

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

# Of the window manager, around the window.
_FRAME = QSize(16, 48)


def fit_window(window: QWidget, first: QSize, smallest: QSize, geometry: QByteArray | None = None) -> None:
    """Give a window its size.

    Args:
        window: not shown yet.
        first: where none is remembered.
        smallest: that its user may give it.
        geometry: as it was remembered, maybe on a larger screen.
    """
    room = _room_for(window)
    window.setMinimumSize(smallest.boundedTo(room))
    window.resize(first.boundedTo(room))
    if geometry and not geometry.isEmpty() and window.restoreGeometry(geometry):
        window.resize(window.size().boundedTo(_room_for(window)))


def _room_for(window: QWidget) -> QSize:
    # Not the window's own `screen()`: PySide takes what it gives for a part of the window, so that Qt's screen would be
    # gone with the window.
    screen = QGuiApplication.screenAt(window.geometry().center()) or QGuiApplication.primaryScreen()
    return screen.availableSize() - _FRAME
