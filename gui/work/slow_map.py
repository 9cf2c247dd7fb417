"""Heat maps that take seconds: only the newest wish is worked on, and what is not wanted any more is stopped."""

from PySide6.QtCore import QObject, Signal, Slot

from gui.work.answers import HeatMapAnswer, HeatMapRequest
from gui.work.explaining import ExplanationThread


class SlowMap(QObject):
    """Asks a thread for a map. `progressed` carries how much is done, 0 of 0 at its end; `drawn` the map."""

    progressed = Signal(int, int)
    drawn = Signal(object)

    def __init__(self, thread: ExplanationThread, parent: QObject | None = None) -> None:
        """Want nothing yet.

        Args:
            thread: draws the maps.
            parent: of the object.
        """
        super().__init__(parent)
        self._thread, self._number = thread, 0
        thread.progressed.connect(self._on_thread_progressed)
        thread.mapped.connect(self._on_thread_mapped)
        thread.failed.connect(self._on_thread_failed)

    def want(self, request: HeatMapRequest | None) -> None:
        """Draw another map in place of the one that is being drawn; None for none."""
        if self._number:
            self._thread.cancel(self._number)
            self._end()
        if request:
            self._number = self._thread.draw_map(request)

    def _end(self) -> None:
        self._number = 0
        self.progressed.emit(0, 0)

    @Slot(int, int, int)
    def _on_thread_progressed(self, number: int, done: int, total: int) -> None:
        if number == self._number:
            self.progressed.emit(done, total)

    @Slot(int, object)
    def _on_thread_mapped(self, number: int, answer: HeatMapAnswer) -> None:
        if number == self._number:
            self._end()
            self.drawn.emit(answer)

    @Slot(int, object)
    def _on_thread_failed(self, number: int, failure: object) -> None:
        if number == self._number:
            self._end()
