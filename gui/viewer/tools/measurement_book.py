"""The measurements of each slice, kept while the window is open, with what undoes them."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoGroup, QUndoStack

from gui.viewer.tools.measurement import Measurement

if TYPE_CHECKING:
    from core.image.slice import Slice

_Key = tuple[Path, int, str]


class MeasurementBook(QObject):
    """Holds a page for each slice that was measured; undo and redo concern the page that is open."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Start with no pages."""
        super().__init__(parent)
        self.undo_group = QUndoGroup(self)
        self._pages: dict[_Key, _Page] = {}
        self._key: _Key | None = None

    @property
    def measurements(self) -> tuple[Measurement, ...]:
        """Those of the slice that is shown, in the order in which they were made."""
        page = self._page
        return page.measurements if page else ()

    def open_page(self, image: "Slice | None") -> None:
        """Turn to the page of a slice; None to none."""
        # A file that was written again is another one.
        self._key = (image.source, image.frame, image.input_sha256) if image else None
        page = self._page
        # None is a stack that the group may have too, though the stubs do not say so.
        self.undo_group.setActiveStack(page.stack if page else None)  # type: ignore[arg-type]
        self.changed.emit()

    def add(self, measurement: Measurement) -> None:
        """Add a measurement to the page."""
        self._change(f"add {measurement.kind.value.lower()}", (*self.measurements, measurement))

    def replace(self, old: Measurement, new: Measurement) -> None:
        """Put a measurement in the place of another one."""
        if old != new:
            after = tuple(new if one is old else one for one in self.measurements)
            self._change(f"move {old.kind.value.lower()}", after)

    def remove(self, measurement: Measurement) -> None:
        """Take a measurement from the page."""
        after = tuple(one for one in self.measurements if one is not measurement)
        self._change(f"delete {measurement.kind.value.lower()}", after)

    def remove_all(self) -> None:
        """Take all measurements from the page."""
        if self.measurements:
            self._change("delete all measurements", ())

    @property
    def _page(self) -> "_Page | None":
        return self._pages.get(self._key) if self._key else None

    def _change(self, words: str, after: tuple[Measurement, ...]) -> None:
        if self._key is None:
            return
        page = self._page
        if page is None:
            page = self._pages[self._key] = _Page(QUndoStack(self.undo_group))
            self.undo_group.setActiveStack(page.stack)
        page.stack.push(_Change(words, self, page, after))


class _Page:
    def __init__(self, stack: QUndoStack) -> None:
        self.stack = stack
        self.measurements: tuple[Measurement, ...] = ()


class _Change(QUndoCommand):
    def __init__(self, words: str, book: MeasurementBook, page: _Page, after: tuple[Measurement, ...]) -> None:
        super().__init__(words)
        self._book, self._page, self._before, self._after = book, page, page.measurements, after

    def redo(self) -> None:
        self._page.measurements = self._after
        self._book.changed.emit()

    def undo(self) -> None:
        self._page.measurements = self._before
        self._book.changed.emit()
