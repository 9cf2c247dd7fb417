"""Objects of the window that work on other threads."""

import threading

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot
from shiboken6 import isValid


class BackgroundWorker(QObject):
    """Emits its signals on the thread of the window, from whatever thread it works on.

    A signal that another thread emits is on its way for a while, and still reaches a slot that is disconnected
    meanwhile: the page that has begun other work, or the method of a Python object that is gone, which ends the
    program. The program also ends if the window deletes an object while another thread emits one of its signals.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        """Prepare, on the thread of the window.

        Args:
            parent: of the object.
        """
        super().__init__(parent)
        self._relay = _the_relay()

    def tell(self, signal: SignalInstance, *values: object) -> None:
        """Emit a signal on the thread of the window, soon, unless Qt has deleted this object with its window.

        Args:
            signal: of this object.
            values: that it carries.
        """
        self._relay.told.emit(self, signal, values)


class _Relay(QObject):
    """Brings signals to the thread of the window; it lives until the process ends."""

    told = Signal(object, object, object)

    def __init__(self) -> None:
        super().__init__()
        self.told.connect(self._on_told)

    @Slot(object, object, object)
    def _on_told(self, worker: BackgroundWorker, signal: SignalInstance, values: tuple[object, ...]) -> None:
        if isValid(worker):
            signal.emit(*values)


_relays: list[_Relay] = []


def _the_relay() -> _Relay:
    """Give the one relay of the program; the first worker makes it, on the thread of the window."""
    if not _relays:
        assert threading.current_thread() is threading.main_thread(), "the first worker is made by another thread"
        _relays.append(_Relay())
    return _relays[0]
