"""The rows of the list: studies, and under each its series, localizers last."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.program.translation import tr
from gui.study.texts import series_details, series_facts, series_title, study_name, study_note

if TYPE_CHECKING:
    from core.series.entry import Catalogue, Series

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
_TEXTS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A row: a series, or a heading.

    Attributes:
        catalogue: of the study.
        series: None for a heading.
        heading: its text; "" for a series.
        note: beside the heading.
        begins_study: whether a study begins here: with its heading, or with its only picture, which needs none.
    """

    catalogue: "Catalogue"
    series: "Series | None" = None
    heading: str = ""
    note: str = ""
    begins_study: bool = False


class StudyModel(QAbstractListModel):
    """Holds the studies that are open, the one that was opened last first."""

    def __init__(self, lack_of: "Callable[[Series], str]" = lambda _series: "", parent: QObject | None = None) -> None:
        """Begin with none.

        Args:
            lack_of: says why a series has no picture; "" where it has one, or none yet.
            parent: of the model.
        """
        super().__init__(parent)
        self._lack_of = lack_of
        self._studies: list[Catalogue] = []
        self._rows: list[Row] = []
        self._shows_patients = False

    @property
    def studies(self) -> "list[Catalogue]":
        """Those that are open."""
        return list(self._studies)

    def add(self, catalogues: "list[Catalogue]") -> None:
        """Put studies at the top; one that is opened again takes its former place, and a file joins its series."""
        stacks = [series.files for catalogue in catalogues for series in catalogue.series if series.is_stack]
        studies = [one for one in self._studies if not any(_only_file_of(one) in files for files in stacks)]
        for catalogue in reversed(catalogues):
            same = [index for index, one in enumerate(studies) if _is_same(one, catalogue)]
            if same:
                studies[same[0]] = catalogue
            else:
                studies.insert(0, catalogue)
        self._show(studies)

    def show_patients(self, is_shown: bool) -> None:
        """Head each study by its patient's name, or by the place that was opened."""
        self._shows_patients = is_shown
        self._show(self._studies)

    def remove(self, catalogue: "Catalogue") -> None:
        """Take a study out."""
        self._show([one for one in self._studies if one is not catalogue])

    def row_of(self, path: Path, series: "Series | None") -> int:
        """Find the row of a series, by itself, or else by the path that it goes by or a file of it; -1 for none."""
        for is_wanted in (lambda one: one is series, lambda one: one.path == path, lambda one: path in one.files):
            for number, row in enumerate(self._rows):
                if row.series is not None and is_wanted(row.series):
                    return number
        return -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def row(self, index: Index) -> Row | None:
        """Give a row; None for none."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Give the texts of a row."""
        row = self.row(index)
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if row.series is None:
            return ", ".join(filter(None, (row.heading, row.note))) if role in _TEXTS else None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{series_title(row.series)}\n{series_facts(row.series)}"
        if role in _TEXTS:
            lack = self._lack_of(row.series)
            lines = [*series_details(row.series), *([tr("Cannot be read: {reason}", reason=lack)] if lack else [])]
            return ("\n" if role == Qt.ItemDataRole.ToolTipRole else ", ").join(lines)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let series be chosen, and headings not."""
        row = self.row(index)
        if row is None or row.series is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _show(self, studies: "list[Catalogue]") -> None:
        self.beginResetModel()
        self._studies = studies
        self._rows = [row for study in studies for row in _rows(study, self._shows_patients)]
        self.endResetModel()


def _rows(place: "Catalogue", shows_patients: bool) -> list[Row]:
    """Make the rows of what was opened, which may hold several studies."""
    studies = place.by_study
    identified = [study for study in studies if study]
    rows = []
    for number, (study, series) in enumerate(studies.items(), 1):
        is_stray = not study and len(studies) > 1
        name = tr("Other pictures") if is_stray else study_name(place, series, shows_patients)
        note = "" if is_stray else study_note(place, number, len(identified))
        if not note and [series_title(one) for one in series] == [name]:
            rows.append(Row(place, series[0], begins_study=True))
            continue
        rows.append(Row(place, heading=name, note=note, begins_study=True))
        rows += [Row(place, one) for one in series if not one.is_localizer]
        localizers = [Row(place, one) for one in series if one.is_localizer]
        if localizers:
            rows += [Row(place, heading=tr("Localizers") if len(localizers) > 1 else tr("Localizer")), *localizers]
    return rows


def _only_file_of(catalogue: "Catalogue") -> Path | None:
    files = [file for series in catalogue.series for file in series.files]
    return files[0] if len(files) == 1 else None


def _is_same(one: "Catalogue", other: "Catalogue") -> bool:
    return (one.place, one.sources) == (other.place, other.sources)
