"""Plays a stack like a film."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

SPEEDS = (5, 10, 15, 20, 30)
_FIRST_SPEED = 10


def play_speed(chosen: int) -> int:
    """Return a speed in slices a second: the chosen one, if there is such."""
    return chosen if chosen in SPEEDS else _FIRST_SPEED


class Cine(QObject):
    """Asks for one slice after the other; `stepped` carries how many further, `toggled` whether it plays."""

    stepped = Signal()
    toggled = Signal(bool)

    def __init__(self, speed: int, parent: QObject | None = None) -> None:
        """Start paused.

        Args:
            speed: slices a second.
            parent: of the object.
        """
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.stepped)
        self.set_speed(speed)

    @property
    def is_playing(self) -> bool:
        """Whether it plays."""
        return self._timer.isActive()

    def set_speed(self, speed: int) -> None:
        """Change the speed, in slices a second."""
        self._timer.setInterval(round(1000 / speed))

    @Slot()
    def toggle(self) -> None:
        """Play, or pause."""
        if self.is_playing:
            self.pause()
        else:
            self._timer.start()
            self.toggled.emit(True)

    @Slot()
    def pause(self) -> None:
        """Pause."""
        if self.is_playing:
            self._timer.stop()
            self.toggled.emit(False)
