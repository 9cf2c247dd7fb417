"""The window that classifies whole folders: combines options, table, filters and run."""

from array import array
from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QPushButton, QVBoxLayout, QWidget

from core.batch.saved_batch import BatchPlan, SavedBatch
from core.batch.slice_names import title_of
from core.errors import FalxError
from core.jobs import job_targets
from core.jobs.events import Outcome
from core.program.translation import mark, tr
from gui.batch.contents_counter import ContentsCounter
from gui.batch.exports import Exports
from gui.batch.next_model import NextModel
from gui.batch.offer_bar import OfferBar
from gui.batch.opinions import BatchOpinions
from gui.batch.page_stack import BatchPages
from gui.batch.results.page import ResultsPage
from gui.batch.results.results_model import ResultsModel
from gui.batch.results.row_navigator import RowNavigator
from gui.batch.results.thumbnails import Thumbnails
from gui.batch.run import BatchRun
from gui.batch.run_bar import RunBar
from gui.batch.run_endings import RunEndings
from gui.batch.saved_batches import SavedBatches
from gui.batch.setup_bar import SetupBar
from gui.batch.status_bar_owner import StatusBarOwner
from gui.settings import BatchOptions, Settings
from gui.translated_messages.relay import relayed
from gui.widgets.clipboard import accept_copy, local_paths
from gui.widgets.drop_zone import DropOffer, DropZone, dragged_name
from gui.widgets.primary_offer import PrimaryOffer
from gui.widgets.theme import Colours
from gui.widgets.window_size import fit_window
from gui.widgets.window_titles import bring_forward, in_title
from gui.work.quitting import EndChoice, Work, ask_about_end, work_of
from gui.work.starting_jobs import MakeJob, start_child

_TITLE = mark("Classify a folder – Falx")
_FIRST_SIZE, _SMALLEST_SIZE = QSize(1360, 800), QSize(700, 400)


class BatchWindow(QMainWindow):
    """Classifies a folder, shows verdicts as they arrive, and marks the urgent ones.

    `navigation_started` carries a `Navigator` over the rows, at the chosen one; `background_ended` says in words how a
    batch ended that continued without the window; `level_chosen` carries the chosen level.
    """

    navigation_started = Signal(object)
    background_ended = Signal(str)
    level_chosen = Signal(float)

    def __init__(self, settings: Settings, colours: Colours, make_job: MakeJob = start_child) -> None:
        """Build the window, hidden.

        Args:
            settings: the stored settings.
            colours: of the theme.
            make_job: makes the jobs; child processes by default.
        """
        super().__init__()
        self._settings, self._is_ending, self._has_news = settings, False, False
        self.run, self.model, self.thumbnails = BatchRun(make_job, self), ResultsModel(self), Thumbnails(self)
        self.setup, self.offer = SetupBar(settings.batch, settings.level), OfferBar()
        self._primary = PrimaryOffer(self.offer, self.offer.resume_button, self.setup.start_button)
        self._next_model = NextModel(settings.model, self.setup, self.run)
        self._contents = ContentsCounter(self.setup, lambda: self._next_model.choice.classes, self)
        self.results = ResultsPage(self.model, self.thumbnails, colours)
        self.exports = Exports(self, self._chosen, make_job)
        self.opinions = BatchOpinions(self.results, self.model, self.run, settings, self)
        self._home = QPushButton(tr("Earlier batches"))
        self._home.setToolTip(tr("Go back to the first page, which lists earlier batches"))
        self.bar = RunBar([self._home, self.results.comparison, self.exports.button])
        self._turns = StatusBarOwner(self.bar, self.run, self.exports, self)
        self._pages = BatchPages(self.results, self._home)
        self._start_page = self._pages.start
        self._saved = SavedBatches(self.offer, self._start_page.earlier, self)
        self._endings = RunEndings(self.run, self.model, self.bar, self._pages, self.results, self._saved)
        self.setWindowTitle(tr(_TITLE))
        self.drop_zone = DropZone(self, self._describe_drop)
        self._lay_out()
        fit_window(self, _FIRST_SIZE, _SMALLEST_SIZE, settings.batch_geometry)
        self._connect()
        self._next_model.show()

    def come_forward(self) -> None:
        """Show the window, and offer to resume an interrupted batch."""
        if self.isHidden() and not self.run.is_running and not self.model.results.rows and not self._has_news:
            self._show_beginning()
        self._has_news = False
        self._next_model.show()
        self.opinions.read_keys()
        bring_forward(self)

    def shut_down(self) -> None:
        """Stop everything within two seconds and close without a question, because the program ends."""
        self._is_ending = True
        self.close()
        self.run.stop()
        self.exports.stop()
        self.thumbnails.stop()
        self._contents.stop()
        self.opinions.stop()

    def set_colours(self, colours: Colours) -> None:
        """Take the colours of a theme."""
        self.results.set_colours(colours)

    def set_model(self, folder: Path | None) -> None:
        """Use another model for the next batch; None for the one that comes with the program."""
        self._next_model.choose(folder)

    def set_level(self, level: float) -> None:
        """Use a level for the next batch, or the nearest that its model offers."""
        self.setup.level.want(level)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask whether to stop a running batch; close where none runs."""
        if self.run.is_reading:
            self.run.cancel()
        elif self.run.is_running and not self._is_ending:
            choice = ask_about_end(self, self._running)
            if choice is EndChoice.STAY:
                event.ignore()
                return
            if choice is EndChoice.STOP:
                self.run.cancel()
        self._settings.batch_geometry = self.saveGeometry()
        super().closeEvent(event)

    def _running(self) -> list[Work]:
        return [work_of(job_targets.CLASSIFY_FOLDER)] if self.run.is_running else []

    def dropEvent(self, event: QDropEvent) -> None:
        """Choose the dropped folders and files."""
        accept_copy(event)
        paths = local_paths(event.mimeData())
        if paths and not self.run.is_running:
            self.setup.set_paths(paths)

    def _describe_drop(self, mime: QMimeData) -> DropOffer:
        paths = local_paths(mime)
        if self.run.is_running:
            return DropOffer(tr("A batch is running. You can choose another folder when it has ended."), False)
        if paths:
            return DropOffer(tr("Drop to choose {name}; Start then classifies it", name=dragged_name(paths)))
        return DropOffer(tr("A batch takes folders and files of this computer"), False)

    def _lay_out(self) -> None:
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
        self.setup.chosen.connect(self._on_setup_chosen)
        self.setup.contents_shown.connect(self._start_page.show_contents)
        self.setup.options_changed.connect(self._on_setup_options_changed)
        self.setup.level.chosen.connect(self._on_setup_level_chosen)
        self._start_page.folder_asked.connect(self.setup.choose_folder)
        self._start_page.earlier.opened.connect(self._on_earlier_opened)
        self._home.clicked.connect(self._begin_anew)
        self.offer.accepted.connect(self._on_offer_accepted)
        self._saved.discarded.connect(self._on_saved_discarded)
        self.results.row_opened.connect(self._on_results_row_opened)
        self.model.counted.connect(self._on_model_counted)
        self.run.rows_found.connect(self.model.append)
        self.run.studies_found.connect(self.model.add_studies)
        self.run.ended.connect(self._on_run_ended)
        self.run.read.connect(self._on_run_read)

    def _begin(self, plan: BatchPlan, saved: SavedBatch | None) -> None:
        self._contents.stop()
        self.offer.hide()
        self.results.restart(plan.paths)
        try:
            if saved:
                self.run.continue_batch(saved)
            else:
                self.run.start(plan)
        except FalxError as error:
            self.bar.show_idle("")
            self._pages.show_message(tr("The batch could not start"), relayed(str(error)))
            return
        self.bar.show_started(tr("Starting…"))
        self._show_under_way(plan)

    def _show_under_way(self, plan: BatchPlan) -> None:
        self._start_page.show_introduction()
        self.setup.show_plan(plan)
        self.setup.set_running(True)
        self.setup.show_model(plan.model_title)
        self.setWindowTitle(f"{in_title(title_of(plan.paths))} – {tr(_TITLE)}")
        self._pages.show_results()

    @Slot()
    def _begin_anew(self) -> None:
        """Go back to the first page, with nothing chosen."""
        self._start_page.show_introduction()
        self._show_beginning()

    def _show_beginning(self) -> None:
        """Clear the results, and offer the batches on disk."""
        self.run.saved = None
        self.results.restart(())
        if not self.exports.is_running:
            self.bar.show_idle("")
        self.setWindowTitle(tr(_TITLE))
        self._pages.show_start()
        self._saved.show()

    def _chosen(self) -> "tuple[SavedBatch, array[int] | None] | None":
        saved = self.run.saved if self.model.results.rows else None
        return (saved, self.model.chosen_places()) if saved else None

    @Slot(object)
    def _on_setup_start_asked(self, plan: BatchPlan) -> None:
        self._begin(self._next_model.put_into(plan), None)

    @Slot()
    def _on_setup_chosen(self) -> None:
        # The results of another batch do not belong to the new choice.
        self._start_page.show_chosen(title_of(self.setup.paths))
        self._show_beginning()
        self._primary.prefer_other()

    @Slot(float)
    def _on_setup_level_chosen(self, level: float) -> None:
        self._settings.level = level
        self.level_chosen.emit(level)

    @Slot(object)
    def _on_setup_options_changed(self, options: BatchOptions) -> None:
        self._settings.batch = options

    @Slot(object)
    def _on_offer_accepted(self, saved: SavedBatch) -> None:
        self._begin(saved.plan, saved)

    @Slot(object)
    def _on_saved_discarded(self, saved: SavedBatch) -> None:
        if self.run.saved and self.run.saved.folder == saved.folder:
            self._begin_anew()

    @Slot(object)
    def _on_earlier_opened(self, saved: SavedBatch) -> None:
        self._contents.stop()
        self.results.restart(saved.plan.paths)
        self.run.reopen(saved)
        self.bar.show_started(tr("Reading results…"), can_pause=False)
        self._show_under_way(saved.plan)

    @Slot(int)
    def _on_results_row_opened(self, place: int) -> None:
        plan = self.run.saved.plan if self.run.saved else None
        title, level = (title_of(plan.paths), plan.level) if plan else ("", None)
        self.navigation_started.emit(RowNavigator(self.model.results, place, title, self.results.follow, level))

    @Slot()
    def _on_model_counted(self) -> None:
        self.exports.button.setEnabled(bool(self.model.results.rows) and not self.exports.is_running)

    def _show_all_is_there(self) -> None:
        self.setup.set_running(False)
        self._next_model.show()
        self.model.merge()
        self._home.show()

    @Slot(object)
    def _on_run_read(self, outcome: Outcome) -> None:
        self._show_all_is_there()
        self._endings.show_read(outcome)

    @Slot(object)
    def _on_run_ended(self, outcome: Outcome) -> None:
        self._show_all_is_there()
        text = self._endings.show_ended(outcome)
        # Of a batch that ended without rows, why is all that there is to show.
        self._has_news = self.isHidden()
        if self._has_news:
            self.background_ended.emit(text)
