"""The choice of the level: how sure a verdict has to be."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from core.model.confidence_levels import (
    DEFAULT_LEVEL,
    LEVEL_NAME,
    LEVEL_TRADE,
    format_level,
    level_meaning,
    level_words,
    nearest_level,
)
from core.program.translation import mark, tr
from gui.widgets.no_wheel import NoWheelComboBox

WHY_ONE = mark("This model offers no other level: it was made by an earlier Falx, or calibrated on too few images.")


class LevelChoice(QWidget):
    """Shows a list of the levels that a model offers, or a word where there is just one.

    `chosen` carries the level that the user chose.
    """

    chosen = Signal(float)

    def __init__(self, wanted: float = DEFAULT_LEVEL, parent: QWidget | None = None) -> None:
        """Start without levels, hidden.

        Args:
            wanted: the level to use where it is offered.
            parent: of the control.
        """
        super().__init__(parent)
        self._wanted = wanted
        self._levels: tuple[float, ...] = ()
        self._why_one = WHY_ONE
        self._list, self._only = NoWheelComboBox(), QLabel()
        self._only.setTextFormat(Qt.TextFormat.PlainText)
        self._only.setProperty("tone", "faint")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._list)
        row.addWidget(self._only)
        self._list.activated.connect(self._on_list_activated)
        self._show()

    @property
    def level(self) -> float | None:
        """The shown level: the wanted one, or the nearest that is offered; None where none is."""
        return nearest_level(self._levels, self._wanted) if self._levels else None

    @property
    def words(self) -> str:
        """The displayed text; "" where there is no level."""
        return level_words(self.level) if self.level is not None else ""

    def offer(self, levels: Sequence[float], why_one: str = WHY_ONE) -> None:
        """Offer the levels of a model.

        Args:
            levels: ascending; empty to show nothing.
            why_one: why there is no choice, where there is just one level.
        """
        self._why_one = why_one
        if tuple(levels) != self._levels:
            self._levels = tuple(levels)
            self._list.clear()
            for place, level in enumerate(self._levels):
                self._list.addItem(level_words(level), level)
                self._list.setItemData(place, level_meaning(level), Qt.ItemDataRole.ToolTipRole)
        self._show()

    def want(self, level: float) -> None:
        """Show a level, or the nearest that is offered, without emitting `chosen`."""
        self._wanted = level
        self._show()

    def _show(self) -> None:
        level = self.level
        self._list.setVisible(len(self._levels) > 1)
        self._only.setVisible(len(self._levels) == 1)
        self.setVisible(level is not None)
        if level is None:
            return
        self._list.setCurrentIndex(self._levels.index(level))
        self._only.setText(level_words(level))
        self._list.setToolTip(f"{level_meaning(level)}\n{tr(LEVEL_TRADE)}")
        self._only.setToolTip(f"{level_meaning(level)}\n{tr(self._why_one)}")
        self._list.setAccessibleName(tr(LEVEL_NAME))
        self._list.setAccessibleDescription(level_meaning(level))
        self._only.setAccessibleName(f"{tr(LEVEL_NAME)}: {format_level(level)}")
        self._only.setAccessibleDescription(self._only.toolTip())

    @Slot(int)
    def _on_list_activated(self, place: int) -> None:
        level = self._levels[place]
        if level != self.level:
            self.want(level)
            self.chosen.emit(level)
