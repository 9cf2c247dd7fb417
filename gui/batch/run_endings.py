"""What the window shows when a batch has ended, or a finished one was read from the disk."""

from datetime import datetime

from core.formats import list_formats
from core.jobs.events import End, Outcome
from core.program.translation import tr
from core.records.folder_agreement import Agreement
from gui.batch.page_stack import BatchPages
from gui.batch.results.page import ResultsPage
from gui.batch.results.results_model import ResultsModel
from gui.batch.run import BatchRun
from gui.batch.run_bar import RunBar
from gui.batch.saved_batches import SavedBatches
from gui.batch.start_pages import NO_IMAGES
from gui.batch.summary_text import ended_text, remarks_tip, reopened_text


class RunEndings:
    """Says in the bar how it ended, compares results with folders, and offers to resume what was interrupted."""

    def __init__(
        self,
        run: BatchRun,
        model: ResultsModel,
        bar: RunBar,
        pages: BatchPages,
        results: ResultsPage,
        saved: SavedBatches,
    ) -> None:
        """Take the parts of the window.

        Args:
            run: that ends.
            model: its rows.
            bar: says how it ended.
            pages: show why there are no results.
            results: show how far they agree with the folders.
            saved: offer to resume it.
        """
        self._run, self._model, self._bar = run, model, bar
        self._pages, self._results, self._saved = pages, results, saved

    def show_read(self, outcome: Outcome) -> None:
        """Show that a finished batch was read."""
        rows = self._model.results
        self._bar.show_idle(reopened_text(outcome, self._run.saved, rows, datetime.now()))
        if outcome.end is End.SUCCEEDED and outcome.value:
            self._results.show_agreement(outcome.value)
        elif outcome.end is End.FAILED and not rows.rows:
            self._pages.show_message(tr("These results could not be read"), outcome.message)

    def show_ended(self, outcome: Outcome) -> str:
        """Show how a batch ended, and return it in words."""
        run, remarks = self._run, self._run.remarks
        plan = run.saved.plan if run.saved else None
        text = ended_text(outcome, self._model.results, plan, run.first_problem, remarks.count)
        self._bar.show_idle(text, remarks_tip(text, remarks))
        if outcome.end is End.SUCCEEDED:
            self._show_succeeded(outcome.value.agreement)
        else:
            self._show_interrupted(outcome)
        return text

    def _show_succeeded(self, agreement: Agreement | None) -> None:
        if not self._model.results.rows:
            self._pages.show_message(tr("No images were found"), tr(NO_IMAGES, formats=list_formats(tr("or"))))
        elif agreement:
            self._results.show_agreement(agreement)

    def _show_interrupted(self, outcome: Outcome) -> None:
        is_shown = outcome.end is End.FAILED and not self._model.results.rows
        if is_shown:
            self._pages.show_message(tr("The batch failed"), outcome.message)
        reason = "" if is_shown or outcome.end is End.CANCELLED else outcome.message
        self._saved.offer_interrupted(self._run, reason)
