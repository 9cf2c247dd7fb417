"""Unforeseen errors: a report is kept, and the next start offers to show it."""

import logging
import sys
import threading
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QMainWindow,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.program.crash_log import (
    crash_folder,
    describe_crash,
    end_watch,
    mark_seen,
    unseen_crashes,
    watch_faults,
    write_crash,
)
from core.program.log import Word
from gui.widgets.notice_strip import NoticeStrip

_log = logging.getLogger(__name__)


class CrashWatch(QObject):
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
        _log.error(Word("unexpected error"), exc_info=(kind, error, traceback))
        path = write_crash(describe_crash(error, traceback))
        if threading.current_thread() is threading.main_thread():
            self._show_once(f"{kind.__name__}: {error}")
            if path:
                mark_seen([path])
        else:
            self.failed_behind.emit(f"Falx had an error in the background ({kind.__name__}): see Help > Show log.")

    def _show_once(self, what: str) -> None:
        # An error in painting occurs again as soon as a dialog uncovers the window, so show one at a time.
        if self._is_showing:
            return
        self._is_showing = True
        try:
            _show_error(what)
        finally:
            self._is_showing = False


def offer_reports(window: QMainWindow) -> None:
    """Show a strip above the window's content if there are reports that were not shown yet."""
    reports = unseen_crashes()
    if reports:
        window.addToolBar(Qt.ToolBarArea.TopToolBarArea, CrashStrip(reports, window))


class CrashStrip(NoticeStrip):
    """Says that something went wrong, and offers to show the report."""

    def __init__(self, reports: list[Path], parent: QWidget) -> None:
        """Offer reports; they count as seen once the user shows or dismisses them."""
        self.show_button = QPushButton("Show report")
        words = "Something went wrong in Falx last time. A report was saved on this computer."
        super().__init__("Crash report", words, parent, (self.show_button,))
        self._reports = reports
        self.show_button.clicked.connect(self._on_show_button_clicked)

    @Slot()
    def leave(self) -> None:
        """Close the strip; the reports count as seen."""
        mark_seen(self._reports)
        super().leave()

    @Slot()
    def _on_show_button_clicked(self) -> None:
        texts = [report.read_text("utf-8", errors="replace") for report in self._reports if report.is_file()]
        self.leave()
        ReportDialog("\n".join(texts), self.window()).open()


def show_log(parent: QWidget) -> QDialog:
    """Show the log, newest entry last, and offer to open its folder; return the open dialog."""
    # Not needed for the first paint.
    from core.program.log import log_file, read_log

    folder = log_file().parent
    words = f"The log shows what Falx did and what went wrong. It names no file and no patient. It is in {folder}."
    dialog = ReportDialog(read_log() or "Nothing has been logged yet.", parent, "Log", words)
    if folder.is_dir():
        opening = dialog.buttons.addButton("Open folder", QDialogButtonBox.ButtonRole.ActionRole)
        opening.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
    dialog.open()
    end = dialog.text.verticalScrollBar()
    end.setValue(end.maximum())
    return dialog


class ReportDialog(QDialog):
    """Shows a text, such as reports, to read and copy."""

    def __init__(self, text: str, parent: QWidget, title: str = "Crash report", words: str = "") -> None:
        """Show a text.

        Args:
            text: to show.
            parent: of the dialog.
            title: of the dialog.
            words: above the text; by default an explanation of crash reports.
        """
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(640, 420)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        usual = (
            "The report says where in the program the error happened, and with which versions. It names no file and no "
            f"patient, and is saved in {crash_folder()}."
        )
        heading = QLabel(words or usual)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setWordWrap(True)
        column.addWidget(heading)
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        column.addWidget(self.text, 1)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = self.buttons.addButton("Copy", QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        self.buttons.rejected.connect(self.reject)
        column.addWidget(self.buttons)


def _show_error(what: str) -> None:
    QMessageBox.warning(
        QApplication.activeWindow(),
        "Falx",
        f"Something went wrong in Falx ({what}). For details, choose Help > Show log.\n\n"
        "You can continue. If the window behaves oddly, close it and open it again.",
    )
