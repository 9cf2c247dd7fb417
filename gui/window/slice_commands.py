"""What the commands of the menu of slices do."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from core.program.translation import mark, tr
from gui.settings import Settings
from gui.sweep.cine import Cine, play_speed
from gui.sweep.go_to import ask_slice
from gui.sweep.texts import none_suspicious
from gui.window.slice_actions import CLASSIFY, PAUSE, PLAY, STOP, SliceActions
from gui.window.sweeping import Sweeping

_SINGLE = mark("This picture is a single slice. Open a series or a volume to go from slice to slice.")
_NOTHING = mark("Nothing is open. Open a series or a volume to go from slice to slice.")


class SliceCommands(QObject):
    """Lets the menu step, jump and play; without a stack, the keys say why they do nothing."""

    def __init__(
        self,
        actions: SliceActions,
        sweeping: Sweeping,
        settings: Settings,
        say: Callable[[str], None],
        window: QWidget,
    ) -> None:
        """Listen to the menu.

        Args:
            actions: of the menu.
            sweeping: knows the slices, and has the bar below the viewer.
            settings: remember the speed.
            say: shows a text in the line at the foot.
            window: the main window.
        """
        super().__init__(window)
        self._actions, self._bar, self._sweeping = actions, sweeping.bar, sweeping
        self._settings, self._say, self._window = settings, say, window
        self.cine = Cine(play_speed(settings.play_speed), self)
        actions.previous.triggered.connect(lambda: self._go_to(sweeping.index - 1))
        actions.next.triggered.connect(lambda: self._go_to(sweeping.index + 1))
        actions.first.triggered.connect(lambda: self._go_to(0))
        actions.last.triggered.connect(lambda: self._go_to(sweeping.count - 1))
        actions.go_to.triggered.connect(self._on_go_to_triggered)
        actions.next_suspicious.triggered.connect(lambda: self._seek(1))
        actions.previous_suspicious.triggered.connect(lambda: self._seek(-1))
        actions.look_first.triggered.connect(self._on_look_first_triggered)
        actions.play.triggered.connect(self._on_play_asked)
        actions.sweep.triggered.connect(self._on_sweep_triggered)
        # Grey in the menu alone: the key of a disabled command would do nothing and say nothing.
        actions.menu.aboutToShow.connect(lambda: self._enable(sweeping.count > 1))
        actions.menu.aboutToHide.connect(lambda: self._enable(True))
        bar = sweeping.bar
        actions.add_speeds(bar.speeds)
        actions.play.changed.connect(self._on_play_changed)
        self._on_play_changed()
        bar.play_asked.connect(self._on_play_asked)
        bar.speed_chosen.connect(self._on_bar_speed_chosen)
        bar.strip.sliced.connect(self.cine.pause)
        self.cine.stepped.connect(self._on_cine_stepped)
        self.cine.toggled.connect(self._on_cine_toggled)
        sweeping.running.connect(self._on_sweeping_running)
        sweeping.begun.connect(self._on_sweeping_begun)

    @property
    def _has_stack(self) -> bool:
        """Whether there are slices to go to; says so where there are none."""
        if self._sweeping.count > 1:
            return True
        self._say(tr(_SINGLE) if self._sweeping.has_picture else tr(_NOTHING))
        return False

    def _enable(self, is_enabled: bool) -> None:
        for action in self._actions.of_stack:
            action.setEnabled(is_enabled)

    def _go_to(self, index: int) -> None:
        if self._has_stack:
            self._sweeping.go_to(index)

    def _seek(self, by: int) -> None:
        if not self._has_stack:
            return
        strip = self._bar.strip
        found = strip.next_suspicious(by)
        if found is None:
            self._say(none_suspicious(by, strip.ahead(by), strip.swept, strip.left_out(by)))
            return
        self._sweeping.go_to(found)
        if self._sweeping.look_first is None:
            self._say(tr("Some of these slices may not count for the study: that is known once all are classified."))

    @Slot()
    def _on_go_to_triggered(self) -> None:
        if self._has_stack:
            self.cine.pause()
            ask_slice(self._window, self._sweeping.index, self._sweeping.count, self._sweeping.go_to)

    @Slot()
    def _on_look_first_triggered(self) -> None:
        if not self._has_stack:
            return
        first = self._sweeping.look_first
        if first is None:
            self._say(tr("The slice to look at first is known once the whole stack is classified."))
        else:
            self._sweeping.go_to(first)

    @Slot()
    def _on_play_changed(self) -> None:
        self._bar.name_key(self._actions.play.shortcut().toString())

    @Slot()
    def _on_play_asked(self) -> None:
        if self._has_stack:
            self.cine.toggle()

    @Slot()
    def _on_sweep_triggered(self) -> None:
        if not self._has_stack:
            return
        if self._sweeping.run.is_running:
            self._sweeping.stop()
        else:
            self._sweeping.start()

    @Slot(int)
    def _on_bar_speed_chosen(self, speed: int) -> None:
        self._settings.play_speed = speed
        self.cine.set_speed(speed)

    @Slot()
    def _on_cine_stepped(self) -> None:
        if self._sweeping.count > 1:
            self._sweeping.go_to((self._sweeping.index + 1) % self._sweeping.count)

    @Slot(bool)
    def _on_cine_toggled(self, is_playing: bool) -> None:
        self._actions.play.setText(tr(PAUSE if is_playing else PLAY))
        self._bar.show_playing(is_playing)

    @Slot(bool)
    def _on_sweeping_running(self, is_running: bool) -> None:
        self._actions.sweep.setText(tr(STOP if is_running else CLASSIFY))

    @Slot(int)
    def _on_sweeping_begun(self, count: int) -> None:
        self.cine.pause()
