"""A thread that serves requests of several kinds, of each only the newest."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal, Slot
from shiboken6 import isValid

from core.program.crash_log import keep_crash
from core.program.log_text import LogText
from gui.work.background_worker import BackgroundWorker

_log = logging.getLogger(__name__)

Work = Callable[[int], None]

# How long the end of the program waits for a busy thread.
_SHUTDOWN_S = 0.5
# The largest number of abandoned threads at a time; each holds a file, and may hold memory.
_MOST_LEFT = 8


# Objects that an abandoned thread still uses, with that thread. Without this reference, Qt's part would be deleted on
# that thread, which Qt does not allow.
_held: "list[tuple[NewestRequestThread, threading.Thread]]" = []


@dataclass(eq=False, slots=True)
class _Shift:
    """The state of one thread, and its current request."""

    thread: threading.Thread
    kind: str = ""
    is_left: bool = False


class NewestRequestThread(BackgroundWorker):
    """Serves one request after the other; a request replaces a waiting one of its kind.

    The thread is Python's and ends with the process. Qt ends the program when a QThread is deleted that still runs, so
    a QThread that hangs in a read could neither be abandoned nor deleted.
    """

    _ended = Signal(object)

    def __init__(self, kinds: tuple[str, ...]) -> None:
        """Prepare the thread.

        Args:
            kinds: of requests, in the order in which they are served.
        """
        super().__init__()
        self._kinds = kinds
        self._changed = threading.Condition()
        self._pending: dict[str, tuple[int, Work]] = {}
        self._number = 0
        self._shift: _Shift | None = None
        self._left: list[_Shift] = []
        self._is_closed = False
        self._ended.connect(self._on_ended)

    @property
    def is_running(self) -> bool:
        """Whether the thread serves requests."""
        return self._shift is not None

    def start(self) -> None:
        """Start to serve requests, unless that was stopped."""
        if self._shift is None and not self._is_closed:
            thread = threading.Thread(target=self._serve, name=f"falx {type(self).__name__}", daemon=True)
            self._shift = _Shift(thread)
            thread.start()

    def stop(self, patience_s: float = _SHUTDOWN_S) -> None:
        """End the thread for good after its current request; abandon it if that takes longer."""
        self._is_closed = True
        self.rest(patience_s)

    def rest(self, patience_s: float = _SHUTDOWN_S) -> None:
        """End the thread as `stop` does, until it is started again."""
        with self._changed:
            shift, self._shift = self._shift, None
            self._pending.clear()
            if shift:
                shift.is_left = True
            self._changed.notify_all()
        if shift:
            shift.thread.join(patience_s)
            if shift.thread.is_alive():
                _held.append((self, shift.thread))

    def tell_failure(self, kind: str, number: int, error: Exception) -> None:
        """Report an unforeseen error, on the thread; it is already logged, and a report of it is kept."""
        raise NotImplementedError

    def _leave(self, *kinds: str) -> None:
        """Continue on another thread if this one works on a request of these kinds; drop its answer."""
        with self._changed:
            self._left = [shift for shift in self._left if shift.thread.is_alive()]
            shift = self._shift
            if shift is None or shift.kind not in kinds or len(self._left) >= _MOST_LEFT:
                return
            shift.is_left = True
            self._left.append(shift)
            _held.append((self, shift.thread))
            self._shift = None
        _log.warning("left a thread that was too slow, one of %d", len(self._left))
        self.start()

    def _drop(self, *kinds: str) -> None:
        """Drop waiting requests."""
        with self._changed:
            for kind in kinds:
                self._pending.pop(kind, None)

    def _withdraw(self, number: int) -> bool:
        """Drop a request that waits; return whether it did."""
        with self._changed:
            kind = next((kind for kind, (waiting, _) in self._pending.items() if waiting == number), None)
            if kind is not None:
                del self._pending[kind]
        return kind is not None

    def _serve(self) -> None:
        shift = self._shift
        if shift is not None:
            self._serve_until_left(shift)
        self.tell(self._ended, threading.current_thread())

    def _serve_until_left(self, shift: _Shift) -> None:
        while True:
            with self._changed:
                shift.kind = ""
                self._changed.wait_for(lambda: self._pending or shift.is_left)
                if shift.is_left:
                    return
                kind = next(kind for kind in self._kinds if kind in self._pending)
                number, work = self._pending.pop(kind)
                shift.kind = kind
            try:
                work(number)
            except Exception as error:  # noqa: BLE001 - the boundary of the thread: without it the window would wait forever
                if shift.is_left or not isValid(self):
                    # No one waits for the answer any more; Qt may even have deleted the object.
                    return
                keep_crash(error)
                _log.error(LogText("a thread of the window failed"), exc_info=error)
                self.tell_failure(kind, number, error)

    def _wanted(self, *kinds: str) -> Callable[[], bool]:
        """Return, on the thread, what says whether its answer is wanted, and no newer request of these kinds waits.

        It may be asked from any thread: what reads files asks from its own while the process at work is silent.
        """
        thread = threading.current_thread()

        def is_wanted() -> bool:
            shift = self._shift
            return shift is not None and shift.thread is thread and not self._is_waiting(*kinds)

        return is_wanted

    def _is_waiting(self, *kinds: str) -> bool:
        return any(kind in self._pending for kind in kinds)

    def ask(self, kind: str, work: Work) -> int:
        """Request work of a kind; returns the number of the request."""
        with self._changed:
            self._number += 1
            number = self._number
            if not self._is_closed:
                self._pending[kind] = (number, work)
                self._changed.notify_all()
        return number

    @Slot(object)
    def _on_ended(self, thread: threading.Thread) -> None:
        # It has nothing left to do.
        thread.join(_SHUTDOWN_S)
        # Not now: Qt still calls this object.
        QTimer.singleShot(0, _release)


def _release() -> None:
    """Let go, on the thread of the window, of the objects whose threads have ended."""
    _held[:] = [(owner, thread) for owner, thread in _held if thread.is_alive()]
