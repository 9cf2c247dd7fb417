"""Unforeseen errors: a report of each is kept, and one of the window's thread is shown."""

import logging
import sys
import threading
from types import TracebackType

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication

from core.program.crash_log import describe_crash, end_watch, mark_seen, watch_faults, write_crash
from core.program.log_text import LogText
from core.program.translation import tr
from core.program.wording import describe_error
from gui.widgets.window_keys import add_window_keys
from gui.work.background_worker import BackgroundWorker

_log = logging.getLogger(__name__)


class CrashWatch(BackgroundWorker):
    """Keeps a report of every unforeseen error of this process, on any thread, and of hard faults.

    `failed_behind` carries, in words, an error on another thread than the window's.
    """

    failed_behind = Signal(str)

    def __init__(self) -> None:
        """Begin."""
        super().__init__()
        self._faults = watch_faults()
        self._is_showing = False
        sys.excepthook = self._on_error
        threading.excepthook = lambda error: self._on_error(error.exc_type, error.exc_value, error.exc_traceback)

    def end(self) -> None:
        """Stop, at a regular end of the program."""
        sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__
        end_watch(self._faults)

    def _on_error(
        self, kind: type[BaseException], error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Keep a report; on the window's thread, show it. The window stays open."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        error = error or kind()
        _log.error(LogText("unexpected error"), exc_info=(kind, error, traceback))
        path = write_crash(describe_crash(error, traceback))
        if threading.current_thread() is threading.main_thread():
            self._show_once(describe_error(error))
            if path:
                mark_seen([path])
        else:
            words = tr("Falx had an error in the background ({name}): see Help > Show log.", name=kind.__name__)
            self.tell(self.failed_behind, words)

    def _show_once(self, what: str) -> None:
        # An error in painting occurs again as soon as a dialog uncovers the window, so show one at a time.
        if self._is_showing:
            return
        self._is_showing = True
        try:
            show_error(what)
        finally:
            self._is_showing = False


def show_error(what: str) -> None:
    """Show that something unexpected happened, and ask whether to quit."""
    # Not needed for the first paint.
    from PySide6.QtWidgets import QMessageBox

    text = tr(
        "Something went wrong in Falx ({what}). For details, choose Help > Show log.\n\n"
        "You can continue. If the window behaves oddly, close it and open it again.",
        what=what,
    )
    box = QMessageBox(
        QMessageBox.Icon.Warning, "Falx", text, QMessageBox.StandardButton.Ok, QApplication.activeWindow()
    )
    add_window_keys(box)
    box.exec()
