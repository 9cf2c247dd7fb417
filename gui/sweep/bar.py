"""The bar below the picture of a stack: the study in a sentence, and below it the strip."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QColor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from core.program.translation import tr
from gui.sweep.cine import SPEEDS
from gui.sweep.strip import SweepStrip
from gui.sweep.study_line import StudyLine
from gui.widgets.icons import SMALL_SIDES, load_icon
from gui.widgets.theme import Colours


class StackBar(QFrame):
    """Holds line, strip and the button that plays; hidden where there is no stack."""

    play_asked = Signal()
    speed_chosen = Signal(int)

    def __init__(self, colours: Colours, speed: int, parent: QWidget | None = None) -> None:
        """Start hidden.

        Args:
            colours: of the theme.
            speed: slices a second, when it plays.
            parent: of the bar.
        """
        super().__init__(parent)
        self.setObjectName("infoLine")
        self._colours, self._is_playing, self._key = colours, False, ""
        self.line, self.strip = StudyLine(colours), SweepStrip(colours)
        self._play, self._speed = QToolButton(), QToolButton()
        self._speed.setObjectName("speedButton")
        self._speed.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._speed.setToolTip(tr("Speed of play"))
        for button in (self._play, self._speed):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.speeds = SpeedMenu(speed, self)
        self._speed.setMenu(self.speeds)
        self._play.clicked.connect(self.play_asked)
        self.speeds.chosen.connect(self._on_speeds_chosen)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._play)
        row.addWidget(self._speed)
        row.addWidget(self.strip, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 4)
        column.setSpacing(2)
        column.addWidget(self.line)
        column.addLayout(row)
        self.show_playing(False)
        self._show_speed(speed)
        self.hide()

    def set_colours(self, colours: Colours) -> None:
        """Apply the colours of a theme."""
        self._colours = colours
        self.line.set_colours(colours)
        self.strip.set_colours(colours)
        self.show_playing(self._is_playing)

    @Slot(bool)
    def show_playing(self, is_playing: bool) -> None:
        """Show whether the stack plays."""
        self._is_playing = is_playing
        text = tr("Pause") if is_playing else tr("Play the stack")
        self._play.setIcon(load_icon("pause" if is_playing else "play", QColor(self._colours.text), SMALL_SIDES))
        self._play.setToolTip(f"{text} ({self._key})" if self._key else text)
        self._play.setAccessibleName(text)

    def name_key(self, key: str) -> None:
        """Name the key that plays, which the user may change; "" for none."""
        if key != self._key:
            self._key = key
            self.show_playing(self._is_playing)

    def _show_speed(self, speed: int) -> None:
        self._speed.setText(f"{speed} /s")
        self._speed.setAccessibleName(tr("Speed of play: {speed} slices a second", speed=speed))

    @Slot(int)
    def _on_speeds_chosen(self, speed: int) -> None:
        self._show_speed(speed)
        self.speed_chosen.emit(speed)


class SpeedMenu(QMenu):
    """Offers the speeds; `chosen` carries one, in slices a second."""

    chosen = Signal(int)

    def __init__(self, speed: int, parent: QWidget | None = None) -> None:
        """Mark the speed that is in use."""
        super().__init__(tr("Spee&d"), parent)
        group = QActionGroup(self)
        for one in SPEEDS:
            action = QAction(tr("{speed} slices a second", speed=one), self)
            action.setCheckable(True)
            action.setChecked(one == speed)
            action.triggered.connect(lambda _=False, one=one: self.chosen.emit(one))
            group.addAction(action)
            self.addAction(action)
