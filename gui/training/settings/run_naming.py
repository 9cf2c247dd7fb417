"""The name of the model, and the folder of the run."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from core.model.store import LONGEST_NAME, is_plain
from core.program.locations import expanded
from core.program.translation import tr
from gui.training.settings.setting_form import add_row, form_grid
from gui.widgets.theme import SPACE
from training.runs.order import runs_folder


class RunNaming(QWidget):
    """Shows a name, and a folder that follows it until the user chooses one."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Suggest a name."""
        super().__init__(parent)
        self._now = datetime.now()
        self._is_own = False
        self._name, self._place = QLineEdit("my-model"), QLineEdit()
        choose = QPushButton(tr("Choose…"))
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        row.addWidget(self._place, 1)
        row.addWidget(choose)
        grid = form_grid(self)
        grid.setColumnStretch(1, 2)
        for number, (text, control, buddy, why) in enumerate(
            (
                (tr("Name"), self._name, self._name, tr("Letters, digits, spaces and . + - _")),
                (tr("Folder for the run"), place, self._place, tr("For checkpoints, figures and the model.")),
            )
        ):
            label = QLabel(text)
            label.setBuddy(buddy)
            buddy.setAccessibleName(text)
            add_row(grid, number, label, control, QLabel(why))
        self._name.textChanged.connect(self._on_name_text_changed)
        self._place.textEdited.connect(self._on_place_text_edited)
        choose.clicked.connect(self._on_choose_clicked)
        self._show_place()

    @property
    def name(self) -> str:
        """The name of the model."""
        return self._name.text().strip()

    @property
    def folder(self) -> Path:
        """The folder of the run."""
        return expanded(self._place.text().strip()).absolute()

    @property
    def problem(self) -> str:
        """The error in name or folder; empty where there is none."""
        if not is_plain(self.name):
            return tr(
                "The name of the model: expected letters, digits, spaces and . + - _, {longest_name} at "
                "most; enter another name.",
                longest_name=LONGEST_NAME,
            )
        if not self._place.text().strip():
            return tr("Choose a folder for the run.")
        return ""

    def refresh(self, now: datetime) -> None:
        """Name the folder after the current time, unless the user chose one."""
        self._now = now
        self._show_place()

    def _show_place(self) -> None:
        if not self._is_own:
            self._place.setText(str(runs_folder() / f"{self._now:%Y-%m-%d-%H%M%S}-{self.name}"))

    @Slot(str)
    def _on_name_text_changed(self, text: str) -> None:
        if is_plain(self.name):
            self._show_place()
        self.changed.emit()

    @Slot(str)
    def _on_place_text_edited(self, text: str) -> None:
        self._is_own = bool(text.strip())
        self.changed.emit()

    @Slot()
    def _on_choose_clicked(self) -> None:
        name = QFileDialog.getExistingDirectory(self, tr("Choose an empty folder for the run"))
        if name:
            self._is_own = True
            self._place.setText(name)
            self.changed.emit()
