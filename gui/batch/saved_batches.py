"""The batches on disk: what was interrupted is offered to go on with, what has ended to be opened again or removed."""

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from core.batch.saved import SavedBatch, count_records, discard, finished_batches
from core.batch.slice_names import title_of
from gui.batch.earlier_list import EarlierList
from gui.batch.offer_bar import OfferBar
from gui.batch.questions import is_discard_agreed, is_removal_agreed
from gui.batch.run import BatchRun, interrupted_batch


class SavedBatches(QObject):
    """Shows what is on disk, and deletes there what the user agrees to; `discarded` carries what was interrupted."""

    discarded = Signal(object)

    def __init__(self, offer: OfferBar, earlier: EarlierList, window: QWidget) -> None:
        """Listen to both.

        Args:
            offer: of what was interrupted.
            earlier: list of what has ended.
            window: that asks before anything is deleted.
        """
        super().__init__(window)
        self._offer, self._earlier, self._window = offer, earlier, window
        offer.declined.connect(self._on_offer_declined)
        earlier.removal_asked.connect(self._on_earlier_removal_asked)

    def show(self) -> None:
        """List what has ended, and offer what was interrupted."""
        self._earlier.show_batches(finished_batches(), datetime.now())
        unfinished = interrupted_batch()
        if unfinished:
            self._offer.offer(unfinished, datetime.now())

    def offer_interrupted(self, run: BatchRun, reason: str) -> None:
        """Offer to go on with the batch of a run that was interrupted, where there is anything of it.

        Args:
            run: that has ended.
            reason: why, if that is to be said.
        """
        unfinished = interrupted_batch()
        if not (run.saved and unfinished and unfinished.folder == run.saved.folder):
            return
        if run.reached and run.reached.done > unfinished.done:
            # On a full disk the last state could not be written down.
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
