"""The measurements of each slice, kept while the window is open, with what undoes them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoGroup, QUndoStack

from core.program.translation import lowered, tr
from gui.viewer.tools.measurement import Measurement

if TYPE_CHECKING:
    from core.image.slice import Slice

Key = tuple[Path, int, str]


class MeasurementStore(QObject):
    """Holds a page for each slice that was measured, for all views of a window.

    Undo and redo concern the page that is open in the active list. `opened` carries a list, and the slice whose page it
    has opened, or None; `changed` reports that a page has changed, `edited` carries the key of a slice whose page the
    user has changed.
    """

    opened = Signal(object, object)
    changed = Signal()
    edited = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start with no pages."""
        super().__init__(parent)
        self.undo_group = QUndoGroup(self)
        self._pages: dict[Key, _Page] = {}
        self._active: MeasurementList | None = None

    def activate(self, measurement_list: "MeasurementList") -> None:
        """Let undo and redo concern the page that is open in a list."""
        self._active = measurement_list
        self.offer_undo(measurement_list)

    def offer_undo(self, measurement_list: "MeasurementList") -> None:
        """Offer to undo what was done on the page that is open in a list, if the list is the active one."""
        if measurement_list is self._active:
            page = self.find(measurement_list.key)
            # None is a stack that the group may have too, though the stubs do not say so.
            self.undo_group.setActiveStack(page.stack if page else None)  # type: ignore[arg-type]

    def find(self, key: Key | None) -> "_Page | None":
        """Return the page of a slice; None where nothing was measured."""
        return self._pages.get(key) if key else None

    def put_back(self, key: Key, measurements: Sequence[Measurement]) -> None:
        """Put earlier measurements on a page, before those that were made since; there is nothing to undo then."""
        page = self.page(key)
        page.stack.clear()
        page.measurements = (*measurements, *page.measurements)
        if self._active:
            self.offer_undo(self._active)
        self.changed.emit()

    def page(self, key: Key) -> "_Page":
        """Return the page of a slice, a new one where nothing was measured."""
        if key not in self._pages:
            self._pages[key] = _Page(QUndoStack(self.undo_group))
        return self._pages[key]


class MeasurementList(QObject):
    """Shows a view the page of its slice. Views of the same slice show the same measurements.

    `changed` reports that other measurements are to be seen.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None, store: MeasurementStore | None = None) -> None:
        """Start with no page open.

        Args:
            parent: of the list.
            store: with the pages, shared with other lists; an empty one by default.
        """
        super().__init__(parent)
        self.store = store or MeasurementStore(self)
        self.key: Key | None = None
        self.store.changed.connect(self.changed)
        if store is None:
            self.store.activate(self)

    @property
    def measurements(self) -> tuple[Measurement, ...]:
        """Those of the slice that is shown, in the order in which they were made."""
        page = self.store.find(self.key)
        return page.measurements if page else ()

    def open_page(self, image: "Slice | None") -> None:
        """Turn to the page of a slice; None to none."""
        self.key = key_of(image) if image else None
        self.store.offer_undo(self)
        self.changed.emit()
        self.store.opened.emit(self, image)

    def add(self, measurement: Measurement) -> None:
        """Add a measurement to the page."""
        self._change(tr("add {tool}", tool=lowered(tr(measurement.kind.value))), (*self.measurements, measurement))

    def replace(self, old: Measurement, new: Measurement) -> None:
        """Put a measurement in the place of another one."""
        if old != new:
            after = tuple(new if one is old else one for one in self.measurements)
            self._change(tr("move {tool}", tool=lowered(tr(old.kind.value))), after)

    def remove(self, measurement: Measurement) -> None:
        """Take a measurement from the page."""
        after = tuple(one for one in self.measurements if one is not measurement)
        self._change(tr("delete {tool}", tool=lowered(tr(measurement.kind.value))), after)

    def remove_all(self) -> None:
        """Take all measurements from the page."""
        if self.measurements:
            self._change(tr("delete all measurements"), ())

    def _change(self, words: str, after: tuple[Measurement, ...]) -> None:
        if self.key is None:
            return
        page = self.store.page(self.key)
        self.store.offer_undo(self)
        page.stack.push(_Change(words, self.store, self.key, after))


def key_of(image: "Slice") -> Key:
    """Return the key of the page of a slice; a file that was written again is another one."""
    return image.source, image.frame, image.input_sha256


class _Page:
    def __init__(self, stack: QUndoStack) -> None:
        self.stack = stack
        self.measurements: tuple[Measurement, ...] = ()


class _Change(QUndoCommand):
    def __init__(self, words: str, store: MeasurementStore, key: Key, after: tuple[Measurement, ...]) -> None:
        super().__init__(words)
        self._store, self._key, self._after = store, key, after
        self._page = store.page(key)
        self._before = self._page.measurements

    def redo(self) -> None:
        self._show(self._after)

    def undo(self) -> None:
        self._show(self._before)

    def _show(self, measurements: tuple[Measurement, ...]) -> None:
        self._page.measurements = measurements
        self._store.changed.emit()
        self._store.edited.emit(self._key)
