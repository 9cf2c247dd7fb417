"""Objects of the window that work on other threads."""

import contextlib

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot


class BackgroundWorker(QObject):
    """Emits its signals on the thread of the window, from whatever thread it works on.

    A signal that another thread emits is on its way for a while, and still reaches a slot that is disconnected
    meanwhile: the page that has begun other work, or the method of a Python object that is gone, which ends the
    program.
    """

    _told = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Prepare, on the thread of the window.

        Args:
            parent: of the object.
        """
        super().__init__(parent)
        self._told.connect(self._on_told)

    def tell(self, signal: SignalInstance, *values: object) -> None:
        """Emit a signal on the thread of the window, soon, unless Qt has deleted this object with its window.

        Args:
            signal: of this object.
            values: that it carries.
        """
        with contextlib.suppress(RuntimeError):
            self._told.emit(signal, values)

    @Slot(object, object)
    def _on_told(self, signal: SignalInstance, values: tuple[object, ...]) -> None:
        signal.emit(*values)
