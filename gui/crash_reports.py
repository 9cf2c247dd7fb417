"""Reports of errors at an earlier run, and the log: offered and shown. Not imported before the first paint."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.program.crash_log import crash_folder, mark_seen, unseen_crashes
from core.program.log import log_file, read_log
from core.program.translation import tr
from gui.widgets.notice_strip import NoticeStack, NoticeStrip
from gui.widgets.window_keys import add_window_keys


def offer_reports(notices: NoticeStack) -> None:
    """Show a strip among the notices of a window if there are reports that were not shown yet."""
    reports = unseen_crashes()
    if reports:
        notices.add(CrashStrip(reports))


class CrashStrip(NoticeStrip):
    """Says that something went wrong, and offers to show the report."""

    def __init__(self, reports: list[Path]) -> None:
        """Offer reports; they count as seen once the user shows or dismisses them."""
        self.show_button = QPushButton(tr("Show report"))
        words = tr("Something went wrong in Falx last time. A report was saved on this computer.")
        super().__init__(tr("Crash report"), words, (self.show_button,))
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
    folder = log_file().parent
    words = tr(
        "The log shows what Falx did and what went wrong. It names no file and no patient. It is in {folder}.",
        folder=folder,
    )
    dialog = ReportDialog(read_log() or tr("Nothing has been logged yet."), parent, tr("Log"), words)
    if folder.is_dir():
        opening = dialog.buttons.addButton(tr("Open folder"), QDialogButtonBox.ButtonRole.ActionRole)
        opening.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
    dialog.open()
    end = dialog.text.verticalScrollBar()
    end.setValue(end.maximum())
    return dialog


class ReportDialog(QDialog):
    """Shows a text, such as reports, to read and copy."""

    def __init__(self, text: str, parent: QWidget, title: str = "", words: str = "") -> None:
        """Show a text.

        Args:
            text: to show.
            parent: of the dialog.
            title: of the dialog; by default that of a crash report.
            words: above the text; by default an explanation of crash reports.
        """
        super().__init__(parent)
        self.setWindowTitle(title or tr("Crash report"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(640, 420)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        usual = tr(
            "The report says where in the program the error happened, and with which versions. It names "
            "no file and no patient, and is saved in {crash_folder}.",
            crash_folder=crash_folder(),
        )
        heading = QLabel(words or usual)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setWordWrap(True)
        column.addWidget(heading)
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        column.addWidget(self.text, 1)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = self.buttons.addButton(tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        self.buttons.rejected.connect(self.reject)
        column.addWidget(self.buttons)
        add_window_keys(self)
