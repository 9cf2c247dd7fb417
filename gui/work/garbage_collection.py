"""Python's garbage collector, kept to the thread of the window.

It frees cycles of objects on whichever thread happens to allocate. If that is a worker and the cycle holds a widget,
the part of it that is Qt's is deleted off the thread it belongs to, and the program ends with a segmentation fault. So
the collector's own turns are off while there are windows, and a timer of this thread takes them. Own code, as other
programs with PySide or PyQt have it (calibre, pyqtgraph): Qt for Python offers nothing for it.
"""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

# Short, so that what a busy worker leaves within it is freed without a pause that can be seen.
_INTERVAL_MS = 250
# The oldest objects are looked at once there are this many times as many as after the last look: it takes the longest,
# and rarely frees much. CPython has the same rule.
_GROWTH, _LEAST = 1.25, 10_000


class GarbageCollection(QObject):
    """Collects cycles in the thread that it was made in, and nowhere else, from `start` to `stop`."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Leave the collector as it is until `start`."""
        super().__init__(parent)
        self._oldest = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_INTERVAL_MS)
        self._timer.timeout.connect(self.collect_due)

    @property
    def is_started(self) -> bool:
        """Whether cycles are collected in this thread alone."""
        return self._timer.isActive()

    def start(self) -> None:
        """Switch the collector's own turns off, on all threads, and take them here."""
        if not self.is_started:
            gc.disable()
            self._timer.start()

    def stop(self) -> None:
        """Let the collector take its own turns again."""
        if self.is_started:
            self._timer.stop()
            gc.unfreeze()
            gc.enable()

    @Slot()
    def collect_due(self) -> None:
        """Collect the generations that have grown beyond their thresholds, as the collector itself would."""
        due = [generation for generation, count in enumerate(gc.get_count()) if count > gc.get_threshold()[generation]]
        if 2 in due and len(gc.get_objects(2)) > _GROWTH * self._oldest:
            gc.collect()
            if not self._oldest:
                # What the start has left, modules above all, stays: looking at it each time would take 60 ms.
                gc.freeze()
            self._oldest = max(len(gc.get_objects(2)), _LEAST)
        elif due:
            gc.collect(min(due[-1], 1))
