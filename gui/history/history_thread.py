"""Keeps what is shown in the history, on a separate thread: a slow disk must not hold the window."""

import contextlib
import logging
import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from shiboken6 import isValid

from core.errors import FalxError
from core.history.entry import Opinion, PreviousOpinion, SliceAnnotations, SliceKey, StoredMeasurement
from core.program.crash_log import keep_crash
from core.program.log_text import LogText
from core.program.translation import tr
from gui.history.switch import HistorySwitch
from gui.translated_messages.relay import relayed
from gui.work.background_worker import BackgroundWorker

if TYPE_CHECKING:
    from core.history.history import History
    from core.records.record import Record

_log = logging.getLogger(__name__)
# At the end of the program, this long for what is still to be written.
_SHUTDOWN_S = 1.0


@dataclass(frozen=True, slots=True)
class GivenOpinion:
    """An opinion on the result of a model for a slice; None where it was taken back."""

    place: SliceKey
    model: str
    opinion: Opinion | None


class HistoryKeeper(BackgroundWorker):
    """Serves one order after the other.

    `recalled` carries a `SliceKey` and its `SliceAnnotations`, `opinions_read` the title of a model and the
    opinions on its results by place; `opinions_kept` carries each `GivenOpinion` that was written, `opinions_lost`
    those that could not be, and why; `changed` reports that something was written. `forgotten` carries of which
    results, as pairs of a `SliceKey` and the title of a model, everything was deleted; None for all there were. `said`
    carries, in words, that something went wrong, each thing once.
    """

    said = Signal(str)
    recalled = Signal(object, object)
    opinions_read = Signal(str, object)
    opinions_kept = Signal(object)
    opinions_lost = Signal(object, str)
    changed = Signal()
    forgotten = Signal(object)

    def __init__(self, switch: HistorySwitch, parent: QObject | None = None) -> None:
        """Prepare the thread; it starts with the first order.

        Args:
            switch: says whether verdicts are to be kept; the keeper itself does what it is asked to.
            parent: of the object.
        """
        super().__init__(parent)
        self.switch = switch
        self._waiting: queue.SimpleQueue[_Order | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._serve, name="falx history", daemon=True)
        self._problem = ""
        # Of which results the listeners have been shown an opinion; the thread alone changes it.
        self._shown: set[tuple[SliceKey, str]] = set()
        if isinstance(app := QGuiApplication.instance(), QGuiApplication):
            app.applicationStateChanged.connect(self._on_app_state_changed)

    def look_again(self) -> None:
        """Look which of the opinions that were shown are still there: another Falx may have deleted some.

        `forgotten` carries those that are not.
        """

        def read(history: "History | None") -> None:
            models = {model for _, model in self._shown}
            there = {(place, model) for model in models for place in (history.opinions_by(model) if history else ())}
            if gone := self._shown - there:
                self._shown -= gone
                self.tell(self.forgotten, gone)

        self._ask(_Order(read=read))

    def keep(self, record: "Record") -> None:
        """Keep a record, soon."""
        self._ask(_Order(record=record))

    def set_opinions(
        self, given: "Sequence[tuple[Record, Opinion | None]]", before: list[PreviousOpinion] | None = None
    ) -> list[GivenOpinion]:
        """Keep results with what the reader thinks of them; None takes an opinion back.

        Args:
            given: results and opinions.
            before: takes, on the thread, what there was before, for `restore`.

        Returns:
            What `opinions_kept` or `opinions_lost` will carry.
        """
        pairs = list(given)
        changes = [
            GivenOpinion(SliceKey(record.input_sha256 or "", record.frame), record.model, opinion)
            for record, opinion in pairs
        ]
        self.make_opinions(changes, lambda: pairs, before)
        return changes

    def make_opinions(
        self,
        changes: list[GivenOpinion],
        make: "Callable[[], Sequence[tuple[Record, Opinion | None]]]",
        before: list[PreviousOpinion] | None = None,
    ) -> None:
        """Do as `set_opinions`, with results of which many are yet to be made.

        Args:
            changes: what `opinions_kept` or `opinions_lost` will carry.
            make: makes the results, with the opinions on them, on the thread.
            before: as with `set_opinions`.
        """

        def write(history: "History") -> None:
            found = history.set_opinions(make())
            if before is not None:
                before.extend(found)
            self._note_shown(changes)
            self.tell(self.opinions_kept, changes)

        self._ask(_Order(write=write, on_failure=lambda words: self.tell(self.opinions_lost, changes, words)))

    def set_measurements(self, place: SliceKey, measurements: Sequence[StoredMeasurement]) -> None:
        """Keep what was measured on a slice."""
        kept = tuple(measurements)
        self._ask(_Order(write=lambda history: history.set_measurements(place, kept)))

    def add_measurements(self, place: SliceKey, measurements: Sequence[StoredMeasurement]) -> None:
        """Keep what was measured on a slice besides what the history has."""
        added = tuple(measurements)

        def write(history: "History") -> None:
            history.set_measurements(place, (*history.annotations_of(place).measurements, *added))

        self._ask(_Order(write=write))

    def restore(self, before: list[PreviousOpinion]) -> None:
        """Bring back what there was before opinions were given; `opinions_kept` carries it.

        Args:
            before: that `set_opinions` was given; it may still have to fill it.
        """

        def write(history: "History") -> None:
            history.restore(before)
            changes = [GivenOpinion(one.place, one.model, one.opinion) for one in before]
            self._note_shown(changes)
            self.tell(self.opinions_kept, changes)

        self._ask(_Order(write=write))

    def recall(self, place: SliceKey) -> None:
        """Ask for what is kept of a slice besides the results."""

        def read(history: "History | None") -> None:
            found = history.annotations_of(place) if history else SliceAnnotations()
            self._shown.update((place, model) for model in found.opinions)
            self.tell(self.recalled, place, found)

        self._ask(_Order(read=read))

    def recall_opinions(self, model: str) -> None:
        """Ask for all opinions on the results of a model."""

        def read(history: "History | None") -> None:
            found = history.opinions_by(model) if history else {}
            self._shown.update((place, model) for place in found)
            self.tell(self.opinions_read, model, found)

        self._ask(_Order(read=read))

    def read(self, work: "Callable[[History | None], object]", on_failure: Callable[[str], object]) -> None:
        """Do something on the thread that changes nothing; there may be no history yet.

        Args:
            work: what to do; it may `tell`.
            on_failure: takes why it failed, in words, on the thread.
        """
        self._ask(_Order(read=work, on_failure=on_failure))

    def write(self, work: "Callable[[History], object]", on_failure: Callable[[str], object]) -> None:
        """Do something on the thread that changes the history, as `read` does."""
        self._ask(_Order(write=work, on_failure=on_failure))

    def stop(self) -> None:
        """Write what is waiting, and end the thread; a disk that does not answer is not waited for."""
        self._waiting.put(None)
        if self._thread.ident is not None:
            self._thread.join(_SHUTDOWN_S)

    def _note_shown(self, changes: list[GivenOpinion]) -> None:
        for one in changes:
            (self._shown.add if one.opinion else self._shown.discard)((one.place, one.model))

    @Slot(Qt.ApplicationState)
    def _on_app_state_changed(self, state: Qt.ApplicationState) -> None:
        # The user comes back, possibly from the window of another Falx.
        if state is Qt.ApplicationState.ApplicationActive and self._shown:
            self.look_again()

    def _ask(self, order: "_Order") -> None:
        self._waiting.put(order)
        if self._thread.ident is None:
            self._thread.start()

    def _serve(self) -> None:
        with contextlib.ExitStack() as closing:
            self._serve_until_end(closing)

    def _serve_until_end(self, closing: contextlib.ExitStack) -> None:
        history: History | None = None
        while (batch := self._next()) is not None:
            for group in _grouped(batch):
                try:
                    if history is None and (group[0].read is None or _is_there()):
                        history = closing.enter_context(self._open())
                    self._do(group, history)
                except FalxError as error:
                    self._fail(group, relayed(str(error)), LogText(error.code))
                except Exception as error:  # noqa: BLE001 - what cannot be kept must not end the keeping of the rest
                    if not isValid(self):
                        # Qt has deleted the object: the window is gone.
                        return
                    keep_crash(error)
                    self._fail(group, tr("The history could not be written."), LogText("unforeseen"))

    def _do(self, group: "list[_Order]", history: "History | None") -> None:
        order = group[0]
        if order.read:
            order.read(history)
            return
        assert history
        if order.write:
            order.write(history)
        else:
            history.keep([one.record for one in group if one.record])
        self.tell(self.changed)

    def _open(self) -> "History":
        from core.history.history import History

        history = History()
        if aside := history.damaged_file:
            self._say(
                tr("The history was damaged. It is kept as {name}, and a new one was begun.", name=aside.name),
                LogText("damaged"),
            )
        return history

    def _next(self) -> "list[_Order] | None":
        """Wait for an order, and take all that came meanwhile; None at the end."""
        first = self._waiting.get()
        if first is None:
            return None
        batch = [first]
        while not self._waiting.empty():
            one = self._waiting.get()
            if one is None:
                # The end is for the next turn.
                self._waiting.put(None)
                break
            batch.append(one)
        return batch

    def _fail(self, group: "list[_Order]", words: str, kind: LogText) -> None:
        self._say(words, kind)
        for order in group:
            if order.on_failure:
                order.on_failure(words)

    def _say(self, text: str, kind: LogText) -> None:
        if text != self._problem:
            self._problem = text
            _log.warning("history: %s", kind)
            self.tell(self.said, text)


@dataclass(frozen=True, slots=True, eq=False)
class _Order:
    """A record to keep, or something else to write, or something to read; reading makes no history."""

    record: "Record | None" = None
    write: "Callable[[History], object] | None" = None
    read: "Callable[[History | None], object] | None" = None
    on_failure: Callable[[str], object] | None = None


def _grouped(orders: "list[_Order]") -> "list[list[_Order]]":
    """Put records that follow each other together: they are written at once."""
    groups: list[list[_Order]] = []
    for order in orders:
        if order.record and groups and groups[-1][0].record:
            groups[-1].append(order)
        else:
            groups.append([order])
    return groups


def _is_there() -> bool:
    from core.history.history import history_file

    return history_file().exists()
