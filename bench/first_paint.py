"""`python -m bench.first_paint falx`: open a window, print the monotonic clock when it has been painted, and end."""

import os
import sys
import time

# As in the program, it has to come before PySide. The empty window has PySide as it comes.
if sys.argv[1:] == ["falx"]:
    import gui.fast_imports  # noqa: F401

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QMainWindow

_SIZE = (1280, 800)


class PaintWatch(QObject):
    """Waits for the first paint of a window, then ends the process."""

    def __init__(self, window: QMainWindow) -> None:
        """Watch a window."""
        super().__init__()
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice the paint of the window, which precedes that of its contents."""
        if watched is self._window and event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), Qt.EventPriority.HighEventPriority.value)
        return False

    def event(self, event: QEvent) -> bool:
        """Print the time, as all has been painted by now, and end at once."""
        if event.type() == QEvent.Type.User:
            print(time.monotonic(), flush=True)
            os._exit(0)
        return super().event(event)


def _empty() -> tuple[QCoreApplication, QMainWindow]:
    application = QApplication([])
    window = QMainWindow()
    window.resize(*_SIZE)
    return application, window


def _falx() -> tuple[QCoreApplication, QMainWindow]:
    # As the front door does it.
    from gui.fast_imports import pause_collection, use_plain_import

    use_plain_import()
    pause_collection()
    import falx  # noqa: F401, TID251

    try:
        from gui.app import create
    except ImportError as error:
        sys.exit(f"no window yet ({error})")
    return create([])


def main(which: str) -> None:
    """Open the window that is named."""
    application, window = _falx() if which == "falx" else _empty()
    watch = PaintWatch(window)
    if not window.isVisible():
        window.show()
    application.exec()
    del watch


if __name__ == "__main__":
    main(sys.argv[1])
