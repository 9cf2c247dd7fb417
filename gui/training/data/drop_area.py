"""The area that shows which datasets are chosen, and chooses them from a dialog."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.formats import has_image_suffix
from core.program.translation import mark, tr
from gui.widgets.theme import SPACE

_FORMS = mark(
    "Use a folder that contains a folder for each class (glioma, notumor, …), or Training, Testing and "
    "optionally Validation with such folders; or a CSV table with the columns path and class. Falx does "
    "not change them."
)
_EMPTY_HEIGHT = 208
_TABLES = (".csv", ".tsv", ".txt")
# What users often drop by mistake.
_ARCHIVES = (".zip", ".rar", ".7z", ".gz", ".tgz", ".bz2", ".xz", ".tar", ".xlsx", ".xls", ".ods")


class DropArea(QFrame):
    """Shows the chosen folders and tables, with buttons that choose more."""

    places_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with the invitation to drop images."""
        super().__init__(parent)
        self.setProperty("tone", "drop")
        self._words = QLabel(tr("Drop the folder with your images here"))
        self._words.setProperty("tone", "strong")
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._forms = QLabel(tr(_FORMS))
        self._forms.setProperty("tone", "faint")
        self._forms.setWordWrap(True)
        self._folder, self._table = QPushButton(tr("Choose a folder…")), QPushButton(tr("Choose a table…"))
        self._folder.clicked.connect(self._on_folder_clicked)
        self._table.clicked.connect(self._on_table_clicked)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(2 * SPACE)
        for button in (self._folder, self._table):
            self._buttons.addWidget(button)
        self._buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addStretch()
        column.addWidget(self._words)
        column.addWidget(self._forms)
        column.addSpacing(SPACE)
        column.addLayout(self._buttons)
        column.addStretch()

    def show_places(self, places: tuple[Path, ...]) -> None:
        """Show the names of the chosen folders and tables; more can be added."""
        self._words.setText("\n".join(map(str, places)) or tr("Drop the folder with your images here"))
        self._forms.setText(tr("Drop another folder to add it") if places else tr(_FORMS))
        self._folder.setText(tr("Add a folder…") if places else tr("Choose a folder…"))
        self._table.setText(tr("Add a table…") if places else tr("Choose a table…"))
        self.setMinimumHeight(0 if places else _EMPTY_HEIGHT)

    @Slot()
    def _on_folder_clicked(self) -> None:
        if name := QFileDialog.getExistingDirectory(self, tr("Choose a folder with images")):
            self.places_chosen.emit([Path(name)])

    @Slot()
    def _on_table_clicked(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, tr("Choose a table"), "", tr("Tables (*.csv);;All files (*)"))
        if names:
            self.places_chosen.emit([Path(name) for name in names])


def datasets_among(paths: list[Path]) -> list[Path]:
    """List the folders and tables; also archives, so that the check can say what to do with them."""
    # Each look at the disk may take long on a share, and the mouse may carry hundreds of pictures.
    named = [path for path in paths if len(paths) == 1 or not has_image_suffix(path.name)]
    return [path for path in named if path.suffix.lower() in (*_TABLES, *_ARCHIVES) or path.is_dir()]
