"""Work on whole stacks, as the main window starts it: after the first paint, which need not wait for it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from gui.panel.prediction_panel import PredictionPanel
from gui.settings import Settings
from gui.viewer.viewer import Viewer
from gui.widgets.theme import Colours, colours_of
from gui.window.classification import Classification
from gui.window.menus import Menus
from gui.window.opening import Opening

if TYPE_CHECKING:
    from core.image.slice import Slice
    from gui.window.sweeping import Sweeping
    from gui.work.starting_jobs import MakeJob


class StackWork(QObject):
    """Holds the sweep and its commands; does nothing before `begin`.

    `counted` carries in how many slices of a stack a tumour was found, and of how many.

    Attributes:
        sweeping: None before `begin`.
    """

    counted = Signal(int, int)

    def __init__(
        self,
        settings: Settings,
        menus: Menus,
        opening: Opening,
        viewer: Viewer,
        classification: Classification,
        panel: PredictionPanel,
        window: QWidget,
    ) -> None:
        """Take the parts that it works with.

        Args:
            settings: name the model, the level and the theme.
            menus: with the commands for slices.
            opening: opens files.
            viewer: shows the stack.
            classification: gives the verdict on the slice that is shown.
            panel: shows it, at the level that the strip has too.
            window: the main window.
        """
        super().__init__(window)
        self._settings, self._menus, self._opening, self._viewer = settings, menus, opening, viewer
        self._classification, self._panel, self._window = classification, panel, window
        self.sweeping: Sweeping | None = None

    def begin(self, make_job: "MakeJob | None", say: Callable[[str], None]) -> None:
        """Put the strip below the viewer.

        Args:
            make_job: of a sweep; None for one in a child process.
            say: shows a text in the line at the foot.
        """
        from gui.window.slice_commands import SliceCommands
        from gui.window.sweeping import Sweeping
        from gui.work.starting_jobs import start_child

        settings, colours = self._settings, colours_of(self._settings.theme)
        start = start_child if make_job is None else make_job
        self.sweeping = Sweeping(settings, self._opening, self._viewer, self._classification, colours, start, self)
        self.sweeping.counted.connect(self.counted)
        SliceCommands(self._menus.slices, self.sweeping, settings, say, self._window)

    def first_of(self, slices: "Sequence[Slice]") -> int | None:
        """Return the slice to begin a stack with, from 0; None where that is not known."""
        return self.sweeping.first_of(slices) if self.sweeping else None

    def set_colours(self, colours: Colours) -> None:
        """Apply the colours of a theme."""
        if self.sweeping:
            self.sweeping.bar.set_colours(colours)

    @Slot(float)
    def use_level(self, level: float) -> None:
        """Show all verdicts, in panel and strip, at a level."""
        self._panel.set_level(level)
        if self.sweeping:
            self.sweeping.set_level(level)

    def use_model(self) -> None:
        """Sweep again, because another model answers."""
        if self.sweeping:
            self.sweeping.use_model()

    def stop(self) -> None:
        """End the sweep, because the window closes."""
        if self.sweeping:
            self.sweeping.shut_down()
