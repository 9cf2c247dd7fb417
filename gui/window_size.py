"""How large windows are: never larger than the screen, which at 200 % may have 800 x 500 points."""

from PySide6.QtCore import QByteArray, QSize
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
    room = window.screen().availableSize() - _FRAME
    window.setMinimumSize(smallest.boundedTo(room))
    window.resize(first.boundedTo(room))
    if geometry and not geometry.isEmpty() and window.restoreGeometry(geometry):
        window.resize(window.size().boundedTo(room))
