"""Measurements that stay with their slice: kept in the history while it is on, and drawn again later."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Slot

from core.history.entry import SliceAnnotations, SliceKey, StoredMeasurement
from gui.history.history_thread import GivenOpinion, HistoryKeeper
from gui.viewer.tools.labels import Labels
from gui.viewer.tools.measured_lines import measured_shape
from gui.viewer.tools.measurement import Kind, Measurement
from gui.viewer.tools.measurement_store import Key, MeasurementList, MeasurementStore, key_of
from gui.window.kept_slices import KeptSlices

if TYPE_CHECKING:
    from core.image.slice import Slice


class KeptMeasurements(QObject):
    """Asks for the measurements of each slice that is shown, in whichever pane, and keeps those that change.

    They are kept with results alone: what nothing was read of is not in the list of the history.
    """

    def __init__(
        self,
        keeper: HistoryKeeper,
        store: MeasurementStore,
        kept: KeptSlices,
        stack_of: "Callable[[Slice], list[Slice]]",
        parent: QObject,
    ) -> None:
        """Listen to the pages.

        Args:
            keeper: writes and reads the history.
            store: has the measurements of all panes.
            kept: says which slices are kept.
            stack_of: returns the stack that a slice is shown in.
            parent: of the object.
        """
        super().__init__(parent)
        self._keeper, self._switch, self._store, self._kept = keeper, keeper.switch, store, kept
        self._stack_of = stack_of
        self._shown: WeakKeyDictionary[MeasurementList, Slice] = WeakKeyDictionary()
        # Slices of which the history has not said yet what was measured on them.
        self._awaited: dict[SliceKey, Slice] = {}
        store.opened.connect(self._on_store_opened)
        store.edited.connect(self._on_store_edited)
        keeper.switch.changed.connect(self._on_switch_changed)
        keeper.recalled.connect(self._on_keeper_recalled)
        keeper.opinions_kept.connect(self._on_keeper_opinions_kept)

    def keep(self, image: "Slice") -> None:
        """Keep what was measured on a slice, if the history is on."""
        if (place := self._place(image)) and place not in self._awaited:
            self._write(place, image, self._keeper.set_measurements)

    def finish(self) -> None:
        """Keep what was measured on slices of which the history has not answered, besides what it has of them."""
        awaited, self._awaited = self._awaited, {}
        for place, image in awaited.items():
            self._write(place, image, self._keeper.add_measurements)

    def _write(
        self, place: SliceKey, image: "Slice", write: Callable[[SliceKey, list[StoredMeasurement]], None]
    ) -> None:
        page = self._store.find(key_of(image))
        if page and self._switch.is_on:
            labels = Labels(image)
            write(place, [measured_shape(one, labels) for one in page.measurements])

    def _place(self, image: "Slice") -> SliceKey | None:
        return None if self._kept.lack_of(image) else self._kept.place_of(image, self._stack_of(image))

    @Slot(object, object)
    def _on_store_opened(self, measurement_list: MeasurementList, image: "Slice | None") -> None:
        self._shown.pop(measurement_list, None)
        if image is None:
            return
        self._shown[measurement_list] = image
        if self._store.find(key_of(image)) is None and (place := self._place(image)):
            self._awaited[place] = image
            self._keeper.recall(place)

    @Slot(object)
    def _on_store_edited(self, key: Key) -> None:
        if image := next((one for one in self._shown.values() if key_of(one) == key), None):
            self.keep(image)

    @Slot(bool)
    def _on_switch_changed(self, is_on: bool) -> None:
        for image in set(self._shown.values()) if is_on else ():
            self.keep(image)

    @Slot(object, object)
    def _on_keeper_recalled(self, place: SliceKey, remembered: SliceAnnotations) -> None:
        image = self._awaited.pop(place, None)
        if image is None:
            return
        key = key_of(image)
        has_newer = self._store.find(key) is not None
        if remembered.measurements:
            self._store.put_back(key, [found for one in remembered.measurements if (found := _drawn(one))])
        if has_newer:
            # It may be shown no more, and its stack neither.
            self._write(place, image, self._keeper.set_measurements)

    @Slot(object)
    def _on_keeper_opinions_kept(self, given: list[GivenOpinion]) -> None:
        places = {one.place for one in given if one.opinion}
        for image in set(self._shown.values()):
            if self._place(image) in places:
                self.keep(image)


def _drawn(kept: StoredMeasurement) -> Measurement | None:
    """Return a measurement as it is drawn; None for one of a later Falx."""
    from core.image.measuring import Point

    if kept.kind not in [kind.value for kind in Kind]:
        return None
    measurement = Measurement(Kind(kept.kind), tuple(Point(x, y) for x, y in kept.points))
    return measurement if measurement.is_whole else None
