"""Starts the window."""

import contextlib
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from core.program.locations import settle_data_folder
from core.program.product import COMMAND, NAME
from gui.crash_handler import CrashWatch
from gui.fast_imports import describe_functions
from gui.language import Language, install_language
from gui.qt_start import watched_start
from gui.settings import Settings
from gui.widgets.icons import load_icon
from gui.widgets.theme import apply_palette, apply_style_sheet, styled_application
from gui.window.main_window import MainWindow
from gui.work.file_reading import close_file_reader
from gui.work.garbage_collection import GarbageCollection
from gui.work.inference import InferenceThread, OpenClassifier, opener

# When the files that were named are likely to be shown.
_DESCRIBED_AFTER_MS = 500
# The prefix of the names of threads that may still run at the end.
_OWN_THREADS = "falx "


def create(
    paths: list[Path],
    open_classifier: OpenClassifier | None = None,
    on_failed: Callable[[str], object] | None = None,
    language: Language | None = None,
) -> tuple[QApplication, MainWindow]:
    """Make the application and its window, not shown yet.

    Args:
        paths: files and folders to open at the start.
        open_classifier: how the model is opened; the shipped one by default.
        on_failed: receives the reason why Qt cannot start, and must not return; by default Qt aborts the process.
        language: of the window; that of the settings by default.
    """
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        app = existing
    else:
        with watched_start(on_failed) if on_failed else nullcontext():
            app = styled_application(sys.argv[0])
    app.setApplicationName(NAME)
    app.setDesktopFileName(COMMAND)
    settings = Settings()
    # Before any text is made.
    install_language(app, language or settings.language)
    apply_palette(app, settings.theme)
    window = MainWindow(settings, InferenceThread(open_classifier or opener(settings.model)), paths)
    apply_style_sheet(app, settings.theme)
    return app, window


def run(paths: list[Path], on_failed: Callable[[str], object] | None = None) -> int:
    """Open the window and wait until it is closed; return the exit status. `on_failed` as in `create`."""
    problem = settle_data_folder()
    app, window = create(paths, on_failed=on_failed)
    if problem:
        window.notices.tell(problem)
    watch, log = CrashWatch(), _Log()
    watch.failed_behind.connect(window.say)
    # Python's own handler gets no turn while Qt waits.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    collection = GarbageCollection()
    collection.start()
    window.show()
    # The icon of the window can wait until the window is there.
    QTimer.singleShot(0, lambda: app.setWindowIcon(load_icon("falx", app.palette().windowText().color())))
    window.painted.connect(log.start)
    window.painted.connect(lambda: _offer_reports(window))
    window.painted.connect(lambda: QTimer.singleShot(_DESCRIBED_AFTER_MS, _describe_functions))
    if os.environ.get("FALX_TELL_FIRST_PAINT"):
        window.painted.connect(_print_first_paint)
    opener = _FileOpener(window)
    app.installEventFilter(opener)
    status = app.exec()
    watch.end()
    log.end()
    close_file_reader()
    if any(thread.name.startswith(_OWN_THREADS) for thread in threading.enumerate()):
        # It waits for a disk or a decoder that does not answer. All that must be kept is on the disk, so do not
        # wait for the thread, nor for Python and Qt to shut down around it.
        _leave(status)
    collection.stop()
    return status


def _leave(status: int) -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(status)


class _Log:
    """Start the log of this program once the window is shown: its imports would delay the first paint."""

    def __init__(self) -> None:
        self._handler: logging.Handler | None = None

    def start(self) -> None:
        from core.program.log import start_log

        self._handler = start_log()

    def end(self) -> None:
        if self._handler:
            from core.program.log import end_log

            end_log(self._handler)


def _offer_reports(window: MainWindow) -> None:
    from gui.crash_reports import offer_reports

    offer_reports(window.notices.stack)


def _describe_functions() -> None:
    # One module a turn, so that none of them holds the window for long.
    if describe_functions():
        QTimer.singleShot(0, _describe_functions)


def _print_first_paint() -> None:
    """Print the monotonic clock, for the benchmark of the standalone program, and exit without any clean-up."""
    sys.stdout.write(f"{time.monotonic()}\n")
    sys.stdout.flush()
    os._exit(0)


class _FileOpener(QObject):
    """Opens the file that macOS passes when a file is opened with the program."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self._window.open_paths([Path(event.file())])
            return True
        return False
