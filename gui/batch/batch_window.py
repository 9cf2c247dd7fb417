"""The window that classifies whole folders: puts options, table, filters and run together."""

from array import array
from datetime import datetime
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.batch_names import title_of
from core.errors import FalxError
from core.jobs import End, Outcome
from core.saved_batch import BatchPlan, SavedBatch, discard
from gui.batch.agreement_panel import AgreementPanel
from gui.batch.batch_run import BatchRun, MakeJob, interrupted_batch, start_child
from gui.batch.exports import Exports
from gui.batch.filter_bar import FilterBar
from gui.batch.offer_bar import OfferBar
from gui.batch.pages import MessagePage, StartPage
from gui.batch.results_index import RowFilter
from gui.batch.results_model import ResultsModel
from gui.batch.results_table import ResultsTable
from gui.batch.run_bar import RunBar
from gui.batch.setup_bar import SetupBar
from gui.batch.summary_text import ended_text
from gui.batch.thumbnails import Thumbnails
from gui.clipboard import local_paths
from gui.settings import BatchOptions, Settings
from gui.theme import Colours

_FIRST_SIZE, _SMALLEST_SIZE = (1360, 800), (760, 480)
# Of the window manager, around the window.
_FRAME = (16, 48)


class ClosingChoice(Enum):
    """What becomes of a batch whose window is closed."""

    STOP = "stop"
    BACKGROUND = "go on"
    STAY = "stay"


class BatchWindow(QMainWindow):
    """Choose a folder, see verdicts come in, look at those that matter.

    `image_chosen` carries path and frame of a slice to look at; `background_ended` tells in words how a batch ended
    that went on without the window.
    """

    image_chosen = Signal(object, int)
    background_ended = Signal(str)

    def __init__(self, settings: Settings, colours: Colours, make_job: MakeJob = start_child) -> None:
        """Build the window, hidden.

        Args:
            settings: what is remembered.
            colours: of the theme.
            make_job: makes the jobs that do the work; child processes by default.
        """
        super().__init__()
        self._settings = settings
        self._is_ending = False
        self.run, self.model, self._thumbnails = BatchRun(make_job, self), ResultsModel(self), Thumbnails(self)
        self.setup, self.offer = SetupBar(settings.batch), OfferBar()
        self.filters, self.agreement = FilterBar(colours), AgreementPanel(colours)
        self.table = ResultsTable(self.model, self._thumbnails, colours)
        self.exports = Exports(self, self._chosen, make_job)
        self.bar = RunBar([self.exports.button])
        self._start_page, self._message = StartPage(), MessagePage()
        self._pages = QStackedWidget()
        self.setWindowTitle("Classify a folder – Falx")
        self.setAcceptDrops(True)
        self.setMinimumSize(*_SMALLEST_SIZE)
        self.resize(QSize(*_FIRST_SIZE).boundedTo(self.screen().availableSize() - QSize(*_FRAME)))
        self._lay_out()
        if not settings.batch_geometry.isEmpty():
            self.restoreGeometry(settings.batch_geometry)
        self._connect()

    def come_forward(self) -> None:
        """Show the window, and offer to go on with what was interrupted."""
        if self.isHidden() and not self.run.is_running and not self.model.results.rows:
            unfinished = interrupted_batch()
            if unfinished:
                self.offer.offer(unfinished, datetime.now())
        self.show()
        self.raise_()
        self.activateWindow()

    def shut_down(self) -> None:
        """Stop everything within two seconds, and close without a question: the program ends."""
        self._is_ending = True
        self.close()
        self.run.stop()
        self.exports.stop()
        self._thumbnails.stop()

    def set_colours(self, colours: Colours) -> None:
        """Take the colours of a theme."""
        for part in (self.table, self.filters, self.agreement):
            part.set_colours(colours)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask what becomes of a batch that runs; without one, close."""
        if self.run.is_running and not self._is_ending:
            choice = ask_about_closing(self)
            if choice is ClosingChoice.STAY:
                event.ignore()
                return
            if choice is ClosingChoice.STOP:
                self.run.cancel()
        self._settings.batch_geometry = self.saveGeometry()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome folders and files while nothing runs."""
        if local_paths(event.mimeData()) and not self.run.is_running:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped as what to classify."""
        # Never a move, after which a file manager would delete the file.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        paths = local_paths(event.mimeData())
        if paths and not self.run.is_running:
            self.setup.set_paths(paths)

    def _lay_out(self) -> None:
        results = QWidget()
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.table, 1)
        middle.addWidget(self.agreement)
        inner = QVBoxLayout(results)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.filters)
        inner.addLayout(middle, 1)
        for page in (self._start_page, results, self._message):
            self._pages.addWidget(page)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.offer)
        column.addWidget(self.setup)
        column.addWidget(self._pages, 1)
        column.addWidget(self.bar)
        self.setCentralWidget(centre)

    def _connect(self) -> None:
        self.setup.start_asked.connect(self._on_setup_start_asked)
        self.setup.options_changed.connect(self._on_setup_options_changed)
        self._start_page.folder_asked.connect(self.setup.choose_folder)
        self.offer.accepted.connect(self._on_offer_accepted)
        self.offer.declined.connect(self._on_offer_declined)
        self.filters.filter_chosen.connect(self._on_filters_filter_chosen)
        self.agreement.disagreements_asked.connect(self.filters.check_disagreements)
        self.table.row_opened.connect(self._on_table_row_opened)
        self.model.counted.connect(self._on_model_counted)
        self.run.rows_found.connect(self.model.append)
        self.run.progressed.connect(self.bar.show_progress)
        self.run.ended.connect(self._on_run_ended)
        self.bar.pause_asked.connect(self.run.pause)
        self.bar.resume_asked.connect(self.run.resume)
        self.bar.cancel_asked.connect(self._on_bar_cancel_asked)
        self.exports.started.connect(self._on_exports_started)
        self.exports.progressed.connect(self._on_exports_progressed)
        self.exports.ended.connect(self._on_exports_ended)

    def _begin(self, plan: BatchPlan, saved: SavedBatch | None) -> None:
        self.offer.hide()
        self.agreement.hide()
        self.filters.restart()
        self.model.set_filter(RowFilter())
        self.model.restart(plan.paths)
        self.table.show_folder_column(False)
        try:
            if saved:
                self.run.go_on(saved)
            else:
                self.run.start(plan)
        except FalxError as error:
            self._show_message("That did not work", str(error))
            return
        self.setup.show_plan(plan)
        self.setup.set_running(True)
        self.setWindowTitle(f"{title_of(plan.paths).replace('[*]', '[*][*]')} – Classify a folder – Falx")
        self.bar.show_started("Starting…")
        self._pages.setCurrentIndex(1)
        self.table.setFocus()

    def _chosen(self) -> "tuple[SavedBatch, array[int] | None] | None":
        if self.run.saved is None or not self.model.results.rows:
            return None
        results = self.model.results
        is_all = results.filter == RowFilter() and not results.is_sorted
        return self.run.saved, None if is_all else self.model.places()

    def _show_message(self, title: str, text: str) -> None:
        self._message.show_message(title, text)
        self._pages.setCurrentIndex(2)

    @Slot(object)
    def _on_setup_start_asked(self, plan: BatchPlan) -> None:
        self._begin(plan, None)

    @Slot(object)
    def _on_setup_options_changed(self, options: BatchOptions) -> None:
        self._settings.batch = options

    @Slot(object)
    def _on_offer_accepted(self, saved: SavedBatch) -> None:
        self._begin(saved.plan, saved)

    @Slot(object)
    def _on_offer_declined(self, saved: SavedBatch) -> None:
        discard(saved)
        self.offer.hide()
        if self.run.saved and self.run.saved.folder == saved.folder:
            self.run.saved = None
            self.model.restart(())
            self.agreement.hide()
            self.bar.show_idle("")
            self._pages.setCurrentIndex(0)

    @Slot(object)
    def _on_filters_filter_chosen(self, wanted: RowFilter) -> None:
        self.table.set_filter(wanted)

    @Slot(str, int)
    def _on_table_row_opened(self, path: str, frame: int) -> None:
        self.image_chosen.emit(Path(path), frame)

    @Slot()
    def _on_model_counted(self) -> None:
        self.filters.show_counts(self.model.results)
        self.exports.button.setEnabled(bool(self.model.results.rows) and not self.exports.is_running)

    @Slot()
    def _on_bar_cancel_asked(self) -> None:
        if self.run.is_running:
            self.run.cancel()
        else:
            self.exports.cancel()

    @Slot(object)
    def _on_run_ended(self, outcome: Outcome) -> None:
        self.setup.set_running(False)
        self.model.merge()
        text = ended_text(outcome, self.model.results)
        self.bar.show_idle(text)
        if outcome.end is End.SUCCEEDED:
            self._show_end(outcome)
        else:
            self._show_interrupted(outcome)
        if self.isHidden():
            self.background_ended.emit(text)

    def _show_end(self, outcome: Outcome) -> None:
        summary = outcome.value
        if not self.model.results.rows:
            self._show_message(
                "No images were found",
                "The folder holds no DICOM, NIfTI, PNG, JPEG, TIFF, BMP or WebP files. Choose another one, or let "
                "folders within it count too.",
            )
            return
        if summary.agreement:
            self.agreement.show_agreement(summary.agreement)
            self.filters.show_disagreements(True)
            self.table.show_folder_column(True)

    def _show_interrupted(self, outcome: Outcome) -> None:
        saved = self.run.saved
        unfinished = interrupted_batch()
        if outcome.end is End.FAILED and not self.model.results.rows:
            self._show_message("That did not work", outcome.message)
        if saved and unfinished and unfinished.folder == saved.folder:
            reason = "" if outcome.end is End.CANCELLED else outcome.message
            self.offer.offer(unfinished, datetime.now(), reason)

    @Slot(str)
    def _on_exports_started(self, text: str) -> None:
        if not self.run.is_running:
            self.bar.show_started(text, can_pause=False)

    @Slot(object)
    def _on_exports_progressed(self, progress: object) -> None:
        if not self.run.is_running:
            self.bar.show_progress(progress)

    @Slot(str)
    def _on_exports_ended(self, text: str) -> None:
        if self.run.is_running:
            self.bar.show_note(text)
        else:
            self.bar.show_idle(text)


def ask_about_closing(window: QWidget) -> ClosingChoice:
    """Ask what becomes of the batch that runs."""
    box = QMessageBox(window)
    box.setWindowTitle("Classify a folder")
    box.setText("The folder is still being classified.")
    box.setInformativeText("What is done is kept either way, and can be gone on with later.")
    stop = box.addButton("Stop", QMessageBox.ButtonRole.DestructiveRole)
    background = box.addButton("Go on in the background", QMessageBox.ButtonRole.AcceptRole)
    stay = box.addButton("Keep the window open", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(background)
    box.setEscapeButton(stay)
    box.exec()
    clicked = box.clickedButton()
    if clicked is stop:
        return ClosingChoice.STOP
    return ClosingChoice.BACKGROUND if clicked is background else ClosingChoice.STAY
