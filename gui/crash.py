"""When something goes wrong that nobody foresaw: a report is kept, and the next start offers to show it."""

import logging
import sys
import threading
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from core.crash_log import crash_folder, describe_crash, end_watch, mark_seen, unseen_crashes, watch_faults, write_crash

_log = logging.getLogger(__name__)


class CrashWatch:
    """Keeps a report of every unforeseen error of this process, on any thread, and of hard faults."""

    def __init__(self) -> None:
        """Begin."""
        self._faults = watch_faults()
        self._is_telling = False
        sys.excepthook = self._on_error
        threading.excepthook = lambda told: self._on_error(told.exc_type, told.exc_value, told.exc_traceback)

    def end(self) -> None:
        """End, at an orderly end of the program."""
        sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__
        end_watch(self._faults)

    def _on_error(
        self, kind: type[BaseException], error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Keep a report; on the window's thread, tell it. The window stays."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        error = error or kind()
        _log.error("unexpected error", exc_info=(kind, error, traceback))
        path = write_crash(describe_crash(error, traceback))
        if threading.current_thread() is threading.main_thread():
            self._tell_once(f"{kind.__name__}: {error}")
            if path:
                mark_seen([path])

    def _tell_once(self, what: str) -> None:
        # An error in painting comes up again as soon as a question uncovers the window: one at a time.
        if self._is_telling:
            return
        self._is_telling = True
        try:
            _tell(what)
        finally:
            self._is_telling = False


def offer_reports(window: QMainWindow) -> None:
    """Show a strip above the window's content if reports were kept that nobody has been shown."""
    reports = unseen_crashes()
    if reports:
        window.addToolBar(Qt.ToolBarArea.TopToolBarArea, CrashStrip(reports, window))


class CrashStrip(QToolBar):
    """Says that something went wrong, and offers what was kept of it."""

    def __init__(self, reports: list[Path], parent: QWidget) -> None:
        """Offer reports; they count as seen once the strip has been answered."""
        super().__init__("Crash report", parent)
        self._reports = reports
        self.setObjectName("crashStrip")
        self.setMovable(False)
        self.setFloatable(False)
        self.toggleViewAction().setVisible(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        content = QWidget()
        row = QHBoxLayout(content)
        # As the strips that are called banner.
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        text = QLabel("Something went wrong in Falx last time. A report of it was kept on this computer.")
        text.setWordWrap(True)
        self.show_button, self.dismiss_button = QPushButton("Show report"), QPushButton("Dismiss")
        row.addWidget(text, 1)
        row.addWidget(self.show_button)
        row.addWidget(self.dismiss_button)
        self.addWidget(content)
        self.show_button.clicked.connect(self._on_show_button_clicked)
        self.dismiss_button.clicked.connect(self._on_dismiss_button_clicked)

    @Slot()
    def _on_show_button_clicked(self) -> None:
        texts = [report.read_text("utf-8", errors="replace") for report in self._reports if report.is_file()]
        self._leave()
        ReportDialog("\n".join(texts), self.window()).open()

    @Slot()
    def _on_dismiss_button_clicked(self) -> None:
        self._leave()

    def _leave(self) -> None:
        mark_seen(self._reports)
        self.hide()
        self.deleteLater()


class ReportDialog(QDialog):
    """Shows reports, to be read and copied."""

    def __init__(self, text: str, parent: QWidget) -> None:
        """Show a text."""
        super().__init__(parent)
        self.setWindowTitle("Crash report")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(640, 420)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        words = QLabel(
            "Where in the program it happened, and which versions it runs on. It names no file and no patient. "
            f"It is kept in {crash_folder()}."
        )
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        column.addWidget(words)
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        column.addWidget(self.text, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton("Copy", QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)


def _tell(what: str) -> None:
    QMessageBox.warning(
        QApplication.activeWindow(),
        "Falx",
        f"Something went wrong in the program ({what}).\n\n"
        "The window goes on; if it behaves oddly, close it and open it again.",
    )
