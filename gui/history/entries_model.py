"""The entries of the history for Qt's table."""

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from core.batch.slice_names import has_number
from core.formats import SUFFIXES_OF, Format, has_image_suffix, inner_name
from core.model.confidence_levels import format_level
from core.model.verdicts import verdict_name, whole_verdict
from core.program.translation import format_moment, format_number, mark, tr
from core.program.wording import one_line
from gui.translated_messages.measurements import relayed_measurement
from gui.widgets.class_marker import draw_marker
from gui.widgets.theme import Colours
from gui.widgets.verdict_style import marker_of

if TYPE_CHECKING:
    from core.history.entry import Entry

_MARKER = 12
_Index = QModelIndex | QPersistentModelIndex


class EntryColumn(IntEnum):
    """What the table shows of an entry."""

    DATE = 0
    FILE = 1
    SLICE = 2
    VERDICT = 3
    LEVEL = 4
    OPINION = 5
    MODEL = 6


_TITLES = {
    EntryColumn.DATE: mark("Read"),
    EntryColumn.FILE: mark("File"),
    EntryColumn.SLICE: mark("Slice"),
    EntryColumn.VERDICT: mark("Verdict"),
    EntryColumn.LEVEL: mark("Level"),
    EntryColumn.OPINION: mark("My opinion"),
    EntryColumn.MODEL: mark("Model"),
}


class EntriesModel(QAbstractTableModel):
    """Holds the entries that a search has found, the newest first."""

    def __init__(self, colours: Colours, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._colours = colours
        self.entries: Sequence[Entry] = ()
        # The files of which more than the first slice is shown.
        self._of_several: set[str | None] = set()
        self._icons: dict[tuple[str, tuple[str, ...]], QIcon] = {}

    def show_entries(self, entries: "Sequence[Entry]") -> None:
        """Show other entries."""
        self.beginResetModel()
        self.entries = entries
        self._of_several = {entry.record.input_sha256 for entry in entries if entry.record.frame}
        self.endResetModel()

    def set_colours(self, colours: Colours) -> None:
        """Take the colours of a theme."""
        self.beginResetModel()
        self._colours, self._icons = colours, {}
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Count the entries."""
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Count the columns."""
        return 0 if parent.isValid() else len(EntryColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the title of a column."""
        is_title = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return tr(_TITLES[EntryColumn(section)]) if is_title else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text, tooltip or marker of a cell."""
        entry, column = self.entries[index.row()], EntryColumn(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._slice(entry) if column is EntryColumn.SLICE else _text(entry, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column is EntryColumn.SLICE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(entry, column)
        if role == Qt.ItemDataRole.DecorationRole and column is EntryColumn.VERDICT:
            return self._icon(entry)
        return None

    def _slice(self, entry: "Entry") -> str:
        record = entry.record
        is_numbered = has_number(record.path, record.frame, record.input_sha256 in self._of_several)
        return format_number(record.frame + 1) if is_numbered else ""

    def _icon(self, entry: "Entry") -> QIcon:
        verdict, plausible = _verdict(entry)
        key = (verdict, plausible)
        if key not in self._icons:
            shape, colour = marker_of(verdict, self._colours, plausible)
            icon = QIcon()
            # On the accent of a selected row, the marker's own colour would be lost.
            for mode, shown in (
                (QIcon.Mode.Normal, colour),
                (QIcon.Mode.Selected, QColor(self._colours.on_accent)),
            ):
                for scale in (1, 2):
                    icon.addPixmap(_draw(shape, shown, scale), mode)
            self._icons[key] = icon
        return self._icons[key]


def when_read(entry: "Entry") -> str:
    """Return when an entry was read, in the time of this computer."""
    try:
        time = datetime.strptime(entry.read_at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).astimezone()
    except ValueError:
        return entry.read_at
    return format_moment(time)


def file_of(entry: "Entry") -> str:
    """Return the name of the file of an entry; on a medium and in a series it says little, and the folder is named."""
    *folders, name = entry.record.path.replace("\\", "/").split("/")
    is_named = has_image_suffix(name) and not inner_name(name).endswith(SUFFIXES_OF[Format.DICOM])
    return one_line(name if is_named else "/".join(filter(None, (*folders[-1:], name))))


def _text(entry: "Entry", column: EntryColumn) -> str:
    match column:
        case EntryColumn.DATE:
            return when_read(entry)
        case EntryColumn.FILE:
            return file_of(entry)
        case EntryColumn.VERDICT:
            return verdict_name(*_verdict(entry))
        case EntryColumn.LEVEL:
            found = entry.record.finding
            return format_level(found.level) if found and found.level is not None else ""
        case EntryColumn.OPINION:
            words = entry.opinion.words if entry.opinion else ""
            return f"{words} · {one_line(entry.opinion.note)}" if entry.opinion and entry.opinion.note else words
        case EntryColumn.MODEL:
            return entry.record.model
        case EntryColumn.SLICE:
            return ""


def _tip(entry: "Entry", column: EntryColumn) -> str | None:
    match column:
        case EntryColumn.FILE:
            return "\n".join((one_line(entry.record.path), *map(relayed_measurement, entry.measurements)))
        case EntryColumn.VERDICT:
            return whole_verdict(*_verdict(entry))
        case EntryColumn.OPINION:
            return "\n".join((entry.opinion.words, entry.opinion.note)).strip() if entry.opinion else None
        case _:
            return None


def _verdict(entry: "Entry") -> tuple[str, tuple[str, ...]]:
    found = entry.record.finding
    return (found.verdict, found.prediction_set) if found else ("failed", ())


def _draw(shape: str, colour: QColor, scale: int) -> QPixmap:
    picture = QPixmap(_MARKER * scale, _MARKER * scale)
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw_marker(painter, QRectF(0, 0, _MARKER, _MARKER), shape, colour)
    painter.end()
    return picture
