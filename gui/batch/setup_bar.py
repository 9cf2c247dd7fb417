"""The bar with the folder to classify, and the options."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.batch.saved_batch import BatchPlan
from core.batch.slice_names import folder_of, title_of
from core.model.confidence_levels import DEFAULT_LEVEL
from core.program.locations import home_folder
from core.program.translation import mark, tr
from gui.settings import BatchOptions
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.level_choice import LevelChoice
from gui.widgets.no_wheel import NoWheelComboBox
from gui.widgets.restyle import set_style_property

_EVERY, _PEAK = "all", "peak"
_MAPS_TIP = mark("Also write the heat map of each slice to a folder that you choose")
_MODEL_TIP = mark(
    "Choose another model in the main window, under Tools > Model. A batch keeps the model that it started with."
)
_KEEPS_LEVEL = mark("A batch keeps the level that it started with.")
# In a narrower bar, the options take two lines.
_ONE_LINE_WIDTH = 960


class SetupBar(QWidget):
    """Shows a folder, a few options, and Start.

    `chosen` signals that the user chose something else to classify, `contents_shown` carries its contents in words.
    """

    start_asked = Signal(object)
    options_changed = Signal(object)
    chosen = Signal()
    inputs_changed = Signal()
    contents_shown = Signal(str)

    def __init__(self, options: BatchOptions, level: float = DEFAULT_LEVEL, parent: QWidget | None = None) -> None:
        """Start without a folder.

        Args:
            options: the last options.
            level: the last level.
            parent: of the bar.
        """
        super().__init__(parent)
        self._paths: tuple[str, ...] = ()
        self._heatmaps: str | None = None
        self._last_folder = options.folder
        self._name = ElidedLabel(tr("No folder chosen"), Qt.TextElideMode.ElideMiddle)
        self._name.setProperty("tone", "faint")
        self._contents, self._model = ElidedLabel(), ElidedLabel()
        for label in (self._contents, self._model):
            label.setProperty("tone", "faint")
        self._contents.hide()
        self._choose = QPushButton(tr("Choose a folder…"))
        self._choose.setShortcut("Ctrl+O")
        self._choose.clicked.connect(self.choose_folder)
        self._recursive = QCheckBox(tr("Subfolders"))
        self._recursive.setToolTip(tr("Also classify the pictures in subfolders"))
        self._recursive.setChecked(options.is_recursive)
        self._slices = NoWheelComboBox()
        self._slices.setAccessibleName(tr("Which slices of a volume or series"))
        self._slices.setToolTip(tr("Slices of a volume or DICOM series to show: all, or only the one to look at first"))
        self._slices.addItem(tr("Every slice"), _EVERY)
        self._slices.addItem(tr("Most suspicious"), _PEAK)
        self._slices.setCurrentIndex(max(0, self._slices.findData(options.slices)))
        self.level = LevelChoice(level)
        self._maps = QCheckBox(tr("Heat maps…"))
        self._maps.setToolTip(tr(_MAPS_TIP))
        self._maps.clicked.connect(self._on_maps_clicked)
        self.start_button = QPushButton(tr("Start"))
        self.start_button.setEnabled(False)
        self.start_button.clicked.connect(self.start)
        self._recursive.toggled.connect(self._on_option_changed)
        self._recursive.toggled.connect(self.inputs_changed)
        self._slices.currentIndexChanged.connect(self._on_option_changed)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._contents)
        words.addWidget(self._model)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._choose)
        row.addLayout(words, 1)
        self._options = QGridLayout()
        self._options.setHorizontalSpacing(12)
        self._options.setVerticalSpacing(4)
        row.addLayout(self._options)
        row.addWidget(self.start_button)
        self._column = QVBoxLayout(self)
        self._column.addLayout(row)
        self._line_count = 0
        self._arrange(2)

    @property
    def options(self) -> BatchOptions:
        """The options to remember."""
        return BatchOptions(self._recursive.isChecked(), self._slices.currentData(), self._last_folder)

    @property
    def model_text(self) -> str:
        """The model, in words."""
        return self._model.whole_text

    @property
    def paths(self) -> tuple[str, ...]:
        """The chosen files and folders; none at first."""
        return self._paths

    @property
    def contents_text(self) -> str:
        """The contents of the folder, in words; "" where they are unknown."""
        return self._contents.whole_text

    def show_contents(self, text: str) -> None:
        """Show the contents of the folder; "" shows nothing."""
        self._contents.set_text(text)
        self._contents.setVisible(bool(text))
        self.contents_shown.emit(text)

    def set_paths(self, paths: list[Path]) -> None:
        """Choose what to classify; forget the folder for heat maps, which belongs to other pictures."""
        self._set_heatmaps(None)
        self._paths = tuple(str(path.absolute()) for path in paths)
        self._show_name()
        self._last_folder = folder_of(self._paths[0])
        self.chosen.emit()
        self.start_button.setEnabled(True)
        self.start_button.setFocus()
        self.options_changed.emit(self.options)
        self.inputs_changed.emit()

    def show_plan(self, plan: BatchPlan) -> None:
        """Show the folder and the options of a saved batch."""
        self._paths = plan.paths
        self._show_name()
        self.show_contents("")
        self._set_heatmaps(plan.heatmaps)
        with QSignalBlocker(self._recursive), QSignalBlocker(self._slices):
            self._recursive.setChecked(plan.is_recursive)
            self._slices.setCurrentIndex(max(0, self._slices.findData(plan.slices)))
        self.level.offer(() if plan.level is None else (plan.level,), tr(_KEEPS_LEVEL))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out the options in one line or two."""
        super().resizeEvent(event)
        self._arrange(1 if self.width() >= _ONE_LINE_WIDTH else 2)

    def offer_levels(self, levels: Sequence[float]) -> None:
        """Offer the levels for the next batch."""
        self.level.offer(levels)

    def show_model(self, title: str) -> None:
        """Show the name of the model."""
        self._model.set_text(
            tr("Model: {title}", title=title),
            tr("Classified with {title}. {model_tip}", title=title, model_tip=tr(_MODEL_TIP)),
        )

    def set_running(self, is_running: bool) -> None:
        """Disable all controls while a batch runs."""
        for widget in (self._choose, self._recursive, self._slices, self._maps):
            widget.setEnabled(not is_running)
        self.start_button.setEnabled(not is_running and bool(self._paths))

    @Slot()
    def choose_folder(self) -> None:
        """Open the dialog that chooses a folder."""
        start = self._last_folder or str(home_folder())
        name = QFileDialog.getExistingDirectory(self, tr("Choose a folder to classify"), start)
        if name:
            self.set_paths([Path(name)])

    def _arrange(self, line_count: int) -> None:
        if line_count == self._line_count:
            return
        self._line_count = line_count
        self._column.setContentsMargins(12, 12 // line_count, 12, 12 // line_count)
        for number, widget in enumerate((self._recursive, self._slices, self.level, self._maps)):
            self._options.removeWidget(widget)
            self._options.addWidget(widget, number % line_count, number // line_count)

    def _show_name(self) -> None:
        set_style_property(self._name, "tone", "")
        self._name.set_text(title_of(self._paths), "\n".join(self._paths))

    def _set_heatmaps(self, folder: str | None) -> None:
        self._heatmaps = folder
        self._maps.setChecked(folder is not None)
        self._maps.setToolTip(tr("Heat maps go to {folder}", folder=folder) if folder else tr(_MAPS_TIP))

    @Slot()
    def _on_maps_clicked(self) -> None:
        folder = None
        if self._maps.isChecked():
            start = self._last_folder or str(home_folder())
            folder = QFileDialog.getExistingDirectory(self, tr("Write heat maps to"), start) or None
        self._set_heatmaps(folder)

    @Slot()
    def _on_option_changed(self) -> None:
        self.options_changed.emit(self.options)

    @Slot()
    def start(self) -> None:
        """Request the batch."""
        options = self.options
        plan = BatchPlan(self._paths, None, options.is_recursive, options.slices, self._heatmaps)
        self.start_asked.emit(replace(plan, level=self.level.level))
