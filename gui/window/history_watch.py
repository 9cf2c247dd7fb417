"""Decides what of the window belongs into the history: verdicts on the user's own files, opinions, measurements."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.program.translation import tr
from gui.history.history_thread import HistoryKeeper
from gui.history.switch import HistorySwitch
from gui.settings import Settings
from gui.window.classification import Classification
from gui.window.kept_measurements import KeptMeasurements
from gui.window.kept_slices import KeptSlices
from gui.window.menus import Menus
from gui.window.opinions import Opinions

if TYPE_CHECKING:
    from core.history.entry import Opinion
    from core.image.slice import Slice
    from gui.work.answers import Answer


class HistoryWatch(QObject):
    """Keeps verdicts while the user wants a history. `said` carries what a notice is to say, `remarked` less."""

    said = Signal(str)
    remarked = Signal(str)

    def __init__(
        self,
        settings: Settings,
        menus: Menus,
        classification: Classification,
        is_pasted: Callable[[Path], bool],
        stack_of: "Callable[[Slice], list[Slice]]",
        parent: QObject,
    ) -> None:
        """Listen to the verdicts.

        Args:
            settings: remember whether a history is wanted.
            menus: switch it on and off, and take opinions.
            classification: signals each verdict.
            is_pasted: says whether a file is that of a pasted picture, which is gone with the window.
            stack_of: returns the stack that a slice is shown in.
            parent: the window.
        """
        super().__init__(parent)
        self._stack_of, self._action = stack_of, menus.keep_history
        self.switch = HistorySwitch(settings, self)
        self.keeper = HistoryKeeper(self.switch, self)
        self._kept = KeptSlices(is_pasted)
        viewer, panel = classification.viewer, classification.panel
        self._panel = panel
        self._opinions = Opinions(self.keeper, menus.opinion, panel, viewer, self._kept, self._stack_of, self)
        store = viewer.view.measuring.measurement_list.store
        self._measurements = KeptMeasurements(self.keeper, store, self._kept, self._stack_of, self)
        self.keeper.said.connect(self.said)
        self._opinions.said.connect(self.remarked)
        self._action.setChecked(self.switch.is_on)
        self._action.triggered.connect(self._on_action_triggered)
        self.switch.changed.connect(self._action.setChecked)
        classification.answer_shown.connect(self._on_classification_answer_shown)

    def opinion_on(self, image: "Slice", model: str) -> "Opinion | None":
        """Return what the reader thinks of the verdict in the panel, if this model gave it on this slice; else None."""
        return self._opinions.opinion_on(image, model)

    def stop(self) -> None:
        """Write what is waiting."""
        self._opinions.finish()
        self._measurements.finish()
        self.keeper.stop()

    @Slot(bool)
    def _on_action_triggered(self, is_on: bool) -> None:
        self.switch.turn(is_on)
        if is_on:
            self.said.emit(
                tr(
                    "Verdicts are kept from now on, with the paths of their files, on this computer alone. "
                    "Tools > History lists and deletes them."
                )
            )

    @Slot(object)
    def _on_classification_answer_shown(self, answer: "Answer") -> None:
        # A verdict on the picture as displayed is one on something that the user made.
        if not self.switch.is_on or answer.shown_window is not None or self._kept.lack_of(answer.image):
            return
        self.keeper.keep(self._kept.record_of(answer, self._panel.wanted_level, self._stack_of(answer.image)))
        self._measurements.keep(answer.image)
