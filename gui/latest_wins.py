"""A thread that serves requests of several kinds, of each only the newest."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QThread

Work = Callable[[int], None]


class LatestWinsThread(QThread):
    """Does one thing after the other; a request takes the place of one of its kind that was not begun yet."""

    def __init__(self, kinds: tuple[str, ...]) -> None:
        """Prepare the thread.

        Args:
            kinds: of requests; what stands first is served first.
        """
        super().__init__()
        self._kinds = kinds
        self._changed = threading.Condition()
        self._pending: dict[str, tuple[int, Work]] = {}
        self._number = 0
        self._is_stopping = False

    def stop(self) -> None:
        """End the thread after what it is doing now, and wait for it."""
        with self._changed:
            self._is_stopping = True
            self._changed.notify()
        self.wait()

    def run(self) -> None:
        """Serve requests until stopped. Called by Qt."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._pending or self._is_stopping)
                if self._is_stopping:
                    return
                kind = next(kind for kind in self._kinds if kind in self._pending)
                number, work = self._pending.pop(kind)
            try:
                work(number)
            except Exception as error:  # noqa: BLE001 - the boundary of the thread: without it the window would wait for ever
                self.tell_failure(kind, number, error)

    def tell_failure(self, kind: str, number: int, error: Exception) -> None:
        """Tell of an error that nobody foresaw, on the thread and while it is being handled."""
        raise NotImplementedError

    def _is_superseded(self, kind: str) -> bool:
        return self._is_stopping or kind in self._pending

    def _ask(self, kind: str, work: Work) -> int:
        with self._changed:
            self._number += 1
            number = self._number
            self._pending[kind] = (number, work)
            self._changed.notify()
        return number
