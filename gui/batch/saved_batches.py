"""The batches on disk: offers to resume interrupted ones, and to open or remove finished ones."""

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from core.batch.saved_batch import SavedBatch, count_records, discard, finished_batches, tidy_batches
from core.batch.slice_names import title_of
from gui.batch.confirmations import is_discard_agreed, is_removal_agreed
from gui.batch.earlier_list import EarlierList
from gui.batch.offer_bar import OfferBar
from gui.batch.run import BatchRun, interrupted_batch


class SavedBatches(QObject):
    """Shows the batches on disk, and deletes those that the user confirms; `discarded` carries an interrupted one."""

    discarded = Signal(object)

    def __init__(self, offer: OfferBar, earlier: EarlierList, window: QWidget) -> None:
        """Connect the offer and the list.

        Args:
            offer: the bar that offers an interrupted batch.
            earlier: the list of finished batches.
            window: the parent of the questions before a deletion.
        """
        super().__init__(window)
        self._offer, self._earlier, self._window = offer, earlier, window
        offer.declined.connect(self._on_offer_declined)
        earlier.removal_asked.connect(self._on_earlier_removal_asked)

    def show(self) -> None:
        """List finished batches, and offer an interrupted one."""
        tidy_batches()
        self._earlier.show_batches(finished_batches(), datetime.now())
        unfinished = interrupted_batch()
        if unfinished:
            self._offer.offer(unfinished, datetime.now())

    def offer_interrupted(self, run: BatchRun, reason: str) -> None:
        """Offer to resume the batch of an interrupted run, where it has records.

        Args:
            run: the run that has ended.
            reason: of the interruption, if it is to be shown.
        """
        unfinished = interrupted_batch()
        if not (run.saved and unfinished and unfinished.folder == run.saved.folder):
            return
        if run.reached and run.reached.done > unfinished.done:
            # On a full disk the last state could not be saved.
            unfinished = replace(unfinished, done=run.reached.done, total=run.reached.total)
        self._offer.offer(unfinished, datetime.now(), reason)

    @Slot(object)
    def _on_offer_declined(self, saved: SavedBatch) -> None:
        if is_discard_agreed(self._window, title_of(saved.plan.paths), count_records(saved)):
            discard(saved)
            self._offer.hide()
            self.discarded.emit(saved)

    @Slot(object)
    def _on_earlier_removal_asked(self, saved: SavedBatch) -> None:
        if is_removal_agreed(self._window, title_of(saved.plan.paths)):
            discard(saved)
            self._earlier.show_batches(finished_batches(), datetime.now())
