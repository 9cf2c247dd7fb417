"""The form of an evaluation: which model is measured on which images, and at which level."""

import contextlib
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QWidget,
)

from core.errors import FalxError
from core.model.confidence_levels import format_level, nearest_level
from core.model.store import package_in_use
from core.program.locations import expanded
from core.program.translation import mark, tr
from gui.training.model_choice import ModelChoice
from gui.training.run.job_texts import JobWords
from gui.widgets.no_wheel import NoWheelComboBox
from gui.widgets.theme import SPACE
from training.evaluation.request import EvaluationRequest, evaluations_folder

_TEST, _SPLIT, _FOLD = mark("The test images (split Testing), or all"), mark("Another split"), mark("A fold")


class EvaluationForm(QFrame):
    """Model, images and level, with the button that starts, and below them words and a bar of progress.

    `dataset_changed` says that other images were named.
    """

    dataset_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without images."""
        super().__init__(parent)
        self.model, self.part, self.level = ModelChoice(), NoWheelComboBox(), NoWheelComboBox()
        self.level.setAccessibleName(tr("Level of the verdicts"))
        self.level.setToolTip(
            tr("How often the truth should be among the plausible answers. The report shows the figures of all levels.")
        )
        self._asked: float | None = None
        self._is_running = False
        self.part.addItems([tr(_TEST), tr(_SPLIT), tr(_FOLD)])
        self.dataset, self.which = QLineEdit(), QLineEdit()
        self.dataset.setPlaceholderText(tr("Folder with a folder for each class, or CSV manifest"))
        for field in (self.dataset, self.which):
            # Otherwise the field would take a dropped folder as text.
            field.setAcceptDrops(False)
        self.which.setMaximumWidth(160)
        self.folder, self.manifest = QPushButton(tr("Folder…")), QPushButton(tr("Manifest…"))
        self.start = QPushButton(tr("Evaluate"))
        self.words, self.bar = JobWords(), QProgressBar(textVisible=False)
        self._lay_out()
        self.folder.clicked.connect(self._on_folder_clicked)
        self.manifest.clicked.connect(self._on_manifest_clicked)
        self.dataset.textChanged.connect(self._update)
        self.dataset.textChanged.connect(self.dataset_changed)
        self.which.textChanged.connect(self._update)
        self.part.currentTextChanged.connect(self._update)
        self.model.currentIndexChanged.connect(self._offer_levels)
        self.level.activated.connect(self._on_level_activated)
        self._update()

    def list_models(self, in_use: Path | None) -> None:
        """List the models; keep the chosen one where it is still there.

        Args:
            in_use: the model that the user has chosen for the window; None for the shipped one.
        """
        self.model.list_models(self.model.currentData() or package_in_use(in_use))

    def set_running(self, is_running: bool) -> None:
        """Take no change while an evaluation runs, and let the button stop it."""
        self._is_running = is_running
        self._update()

    def request(self) -> EvaluationRequest:
        """Return what is to be evaluated, with a new folder for the results."""
        dataset, package = expanded(self.dataset.text().strip()), self.model.currentData()
        kind, which = self.part.currentText(), self.which.text().strip()
        stamp = datetime.now().strftime("%Y-%m-%d-%H%M%S")
        return EvaluationRequest(
            dataset=dataset,
            out=evaluations_folder() / f"{package.stem if package.is_file() else package.name}-{dataset.stem}-{stamp}",
            package=package,
            split=which if kind == tr(_SPLIT) else None,
            fold=int(which) if kind == tr(_FOLD) else None,
            level=self.level.currentData(),
        )

    def show_request(self, request: EvaluationRequest) -> None:
        """Show what is evaluated."""
        # A model that is gone cannot be shown; the evaluation says that it is gone.
        with contextlib.suppress(FalxError):
            self.model.choose(request.package)
        self.dataset.setText(str(request.dataset))
        kind = _SPLIT if request.split is not None else _FOLD if request.fold is not None else _TEST
        self.part.setCurrentText(tr(kind))
        self.which.setText(request.split or ("" if request.fold is None else str(request.fold)))
        self._asked = request.level
        self._offer_levels()

    def title_of(self, package: Path) -> str:
        """Name a model as the form lists it, or else by its file."""
        place = self.model.place_of(package)
        return self.model.itemText(place) if place >= 0 else package.name

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(6 * SPACE, 4 * SPACE, 6 * SPACE, 3 * SPACE)
        grid.setVerticalSpacing(2 * SPACE)
        grid.setHorizontalSpacing(3 * SPACE)
        images = QHBoxLayout()
        images.setSpacing(2 * SPACE)
        images.addWidget(self.dataset, 1)
        images.addWidget(self.folder)
        images.addWidget(self.manifest)
        part = QHBoxLayout()
        part.setSpacing(2 * SPACE)
        part.addWidget(self.part)
        part.addWidget(self.which)
        part.addWidget(self.level)
        part.addStretch()
        part.addWidget(self.start)
        rows: tuple[tuple[str, QWidget, QWidget | QHBoxLayout], ...] = (
            (tr("Model"), self.model, self.model),
            (tr("Images"), self.dataset, images),
            (tr("Measure on"), self.part, part),
        )
        for row, (text, buddy, control) in enumerate(rows):
            label = QLabel(text)
            label.setBuddy(buddy)
            buddy.setAccessibleName(text)
            grid.addWidget(label, row, 0)
            if isinstance(control, QWidget):
                grid.addWidget(control, row, 1)
            else:
                grid.addLayout(control, row, 1)
        grid.addWidget(self.words, 3, 1)
        grid.addWidget(self.bar, 4, 1)
        grid.setColumnStretch(1, 1)

    @Slot()
    def _update(self) -> None:
        is_named = self.part.currentText() != tr(_TEST)
        self.which.setVisible(is_named)
        self.which.setPlaceholderText(tr("Its name") if self.part.currentText() == tr(_SPLIT) else tr("Its number"))
        which = self.which.text().strip()
        is_complete = not is_named or (which.isdecimal() if self.part.currentText() == tr(_FOLD) else bool(which))
        self.start.setEnabled(self._is_running or (bool(self.dataset.text().strip()) and is_complete))
        self.start.setText(tr("Stop") if self._is_running else tr("Evaluate"))
        self.bar.setVisible(self._is_running)
        for widget in (self.model, self.dataset, self.folder, self.manifest, self.part, self.which, self.level):
            widget.setEnabled(not self._is_running)

    @Slot()
    def _offer_levels(self) -> None:
        """Offer the levels of the model; keep the chosen level where it is offered."""
        levels, asked = self.model.levels, self._asked
        self.level.clear()
        for level in levels:
            self.level.addItem(tr("Verdicts at {level}", level=format_level(level)), level)
        if levels:
            self.level.setCurrentIndex(levels.index(asked if asked in levels else nearest_level(levels)))

    @Slot()
    def _on_level_activated(self) -> None:
        self._asked = self.level.currentData()

    @Slot()
    def _on_folder_clicked(self) -> None:
        if name := QFileDialog.getExistingDirectory(self, tr("Images to measure on"), self.dataset.text()):
            self.dataset.setText(name)

    @Slot()
    def _on_manifest_clicked(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Manifest"), self.dataset.text(), tr("CSV manifest (*.csv)"))
        if name:
            self.dataset.setText(name)
