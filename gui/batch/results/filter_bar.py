"""The filter of the rows: a chip with a count for each verdict, and a text field."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QKeySequence, QPainter, QPixmap, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from core.model.verdicts import verdict_name
from core.program.translation import format_number, tr
from gui.batch.results.chip_row import ChipRow
from gui.batch.results.index import SPECIAL_VERDICTS, ResultsIndex
from gui.batch.results.row_filter import RowFilter
from gui.widgets.class_marker import draw_marker
from gui.widgets.search_field import SearchField
from gui.widgets.theme import Colours, tabular
from gui.widgets.verdict_style import marker_of

_MARKER, _GAP = 12, 4
# The width of the button that clears the text, with the field's padding.
_CLEAR_WIDTH = 32
_LEAST_TEXT_WIDTH, _MOST_TEXT_WIDTH = 136, 216
# After the last key, so that the search does not run for each letter.
_TYPING_MS = 200


class FilterBar(QWidget):
    """Chips and a text field. Without a checked chip, all verdicts are shown."""

    filter_chosen = Signal(object)

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        """Start without chips: they appear with the first rows."""
        super().__init__(parent)
        self._colours = colours
        self._chips: dict[str, QPushButton] = {}
        self._classes: tuple[str, ...] = ()
        self._row = ChipRow(_chip())
        self._disagreements = _chip()
        self._disagreements.setToolTip(tr("Show only slices whose most probable class differs from their folder name"))
        self._disagreements.hide()
        self._disagreements.clicked.connect(self._on_chip_clicked)
        self._text = _SearchField()
        self._text.setPlaceholderText(tr("Name or remark"))
        self._text.setAccessibleName(tr("Show only rows whose name or remark contains"))
        self._text.setToolTip(tr("Show only rows whose name or remark contains this (Ctrl+F)"))
        self._text.setMinimumWidth(_LEAST_TEXT_WIDTH)
        self._text.setMaximumWidth(_MOST_TEXT_WIDTH)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self._on_chip_clicked)
        self._text.textChanged.connect(lambda _text: self._typing.start())
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WindowShortcut)
        find.activated.connect(self._text.setFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self._row, 5, top)
        row.addWidget(self._disagreements, 0, top)
        row.addWidget(self._text, 1, top)

    @property
    def wanted(self) -> RowFilter:
        """The filter that is set."""
        checked = frozenset(verdict for verdict, chip in self._chips.items() if chip.isChecked())
        is_only = self._disagreements.isChecked() and not self._disagreements.isHidden()
        return RowFilter(checked, self._text.text().strip(), is_only)

    def restart(self) -> None:
        """Clear chips and text."""
        self._text.clear()
        self._typing.stop()
        self._disagreements.setChecked(False)
        self._disagreements.hide()
        self._row.forget()
        for chip in self._chips.values():
            chip.hide()
            chip.deleteLater()
        self._chips = {}

    @property
    def chips(self) -> Mapping[str, QPushButton]:
        """The button of each verdict that can be chosen."""
        return self._chips

    def set_one_line(self, is_one_line: bool) -> None:
        """Keep the chips in one line, or let them take as many as they need."""
        self._row.set_one_line(is_one_line)

    def set_colours(self, colours: Colours) -> None:
        """Take the colours of a theme."""
        self._colours = colours
        for verdict, chip in self._chips.items():
            chip.setIcon(self._icon(verdict))

    def show_counts(self, results: ResultsIndex) -> None:
        """Show the number of rows for each verdict, and the number that the text matches."""
        classes = results.classes
        wanted = [*classes, *(name for name in SPECIAL_VERDICTS if results.counts[name] and name not in classes)]
        if list(self._chips) != wanted:
            self._arrange(wanted, classes)
        for verdict, chip in self._chips.items():
            chip.setText(f"{_name(verdict, classes)}  {format_number(results.counts[verdict])}".replace("&", "&&"))
            chip.setEnabled(results.counts[verdict] > 0)
        is_searched = bool(results.filter.text)
        self._text.show_found(tr("{matching:,} found", matching=results.matching) if is_searched else "")
        self._disagreements.setText(tr("Disagreements  {disagreements:,}", disagreements=results.disagreements))

    def show_disagreements(self, is_visible: bool) -> None:
        """Offer the slices whose class differs from their folder name."""
        self._disagreements.setVisible(is_visible)

    def check_disagreements(self) -> None:
        """Show only the disagreements."""
        self._disagreements.setChecked(True)
        self._on_chip_clicked()

    def _arrange(self, verdicts: Sequence[str], classes: Sequence[str]) -> None:
        self._classes = tuple(classes)
        old, self._chips = self._chips, {}
        for verdict in verdicts:
            chip = old.pop(verdict, None) or self._new_chip(verdict)
            self._chips[verdict] = chip
        self._row.set_chips(tuple(self._chips.values()))
        for chip in old.values():
            chip.hide()
            chip.deleteLater()

    def _new_chip(self, verdict: str) -> QPushButton:
        chip = _chip()
        chip.setIcon(self._icon(verdict))
        chip.setToolTip(tr("Show only: {verdict}. The number counts slices.", verdict=_name(verdict, self._classes)))
        chip.clicked.connect(self._on_chip_clicked)
        return chip

    def _icon(self, verdict: str) -> QIcon:
        shape, colour = marker_of(verdict, self._colours, (verdict,) if verdict in self._classes else ())
        icon = QIcon()
        # On the accent of a checked chip, the marker's own colour would be lost.
        for state, shown in ((QIcon.State.Off, colour), (QIcon.State.On, QColor(self._colours.on_accent))):
            for scale in (1, 2):
                icon.addPixmap(_draw(shape, shown, scale), QIcon.Mode.Normal, state)
        return icon

    @Slot()
    def _on_chip_clicked(self) -> None:
        self.filter_chosen.emit(self.wanted)


class _SearchField(SearchField):
    """Shows at its end how many rows were found."""

    def __init__(self) -> None:
        super().__init__()
        self._found = QLabel()
        self._found.setProperty("tone", "faint")
        self._found.setFont(tabular(self._found.font()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, _CLEAR_WIDTH, 0)
        row.addStretch()
        row.addWidget(self._found)

    def show_found(self, text: str) -> None:
        # Qt recomputes and repaints margins even if they stay the same, and rows arrive several times a second.
        if text == self._found.text():
            return
        self._found.setText(text)
        self.setTextMargins(0, 0, self._found.sizeHint().width() + 4 if text else 0, 0)


def _name(verdict: str, classes: Sequence[str]) -> str:
    """Return the short name of a verdict or a class; a class may have the name of a verdict."""
    return verdict_name(verdict, (verdict,) if verdict in classes else ())


def _draw(shape: str, colour: QColor, scale: int) -> QPixmap:
    picture = QPixmap(QSize(_MARKER + _GAP, _MARKER) * scale)
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw_marker(painter, QRectF(0, 0, _MARKER, _MARKER), shape, colour)
    painter.end()
    return picture


def _chip() -> QPushButton:
    chip = QPushButton()
    chip.setCheckable(True)
    chip.setProperty("tone", "chip")
    chip.setIconSize(QSize(_MARKER + _GAP, _MARKER))
    return chip
