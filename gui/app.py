"""Starts the window."""

import logging
import signal
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from gui.icons import load_icon
from gui.inference import InferenceThread, OpenClassifier, opener
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import apply_theme

_log = logging.getLogger(__name__)


def create(paths: list[Path], open_classifier: OpenClassifier | None = None) -> tuple[QApplication, MainWindow]:
    """Make the application and its window, not shown yet.

    Args:
        paths: files and folders to open at the start.
        open_classifier: how the model is opened; the shipped one by default.
    """
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Falx")
    app.setDesktopFileName("falx")
    settings = Settings()
    apply_theme(app, settings.theme)
    window = MainWindow(settings, InferenceThread(open_classifier or opener(settings.model)), paths)
    return app, window


def run(paths: list[Path]) -> int:
    """Open the window and stay until it is closed; returns the exit status."""
    app, window = create(paths)
    sys.excepthook = _show_unexpected
    # Python's own handler gets no turn while Qt waits.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    window.show()
    # The icon of the window can wait until the window is there.
    QTimer.singleShot(0, lambda: app.setWindowIcon(load_icon("falx", app.palette().windowText().color())))
    return app.exec()


def _show_unexpected(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    """Tell an error that nobody foresaw; the window stays."""
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    _log.error("unexpected error", exc_info=(kind, error, traceback))
    QMessageBox.warning(
        QApplication.activeWindow(),
        "Falx",
        f"Something went wrong in the program ({kind.__name__}: {error}).\n\n"
        "The window goes on; if it behaves oddly, close it and open it again.",
    )
