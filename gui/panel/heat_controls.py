"""The controls of the heat map: on or off, of which class, how opaque."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.widgets.no_wheel import CalmComboBox, CalmSlider

_STEP = 10
_PREDICTED = "predicted class"
_GRAD_CAM = "Grad-CAM: the regions that speak for the class. It may miss the tumour."
_EVIDENCE = "Evidence: how likely each place shows a tumour of any kind. It may miss a tumour."


class HeatControls(QWidget):
    """Shows a button, a list and a slider. The map itself is drawn elsewhere."""

    toggled = Signal(bool)
    opacity_changed = Signal(float)
    class_chosen = Signal(object)

    def __init__(self, opacity: float, parent: QWidget | None = None) -> None:
        """Start switched off, so that the picture is seen first."""
        super().__init__(parent)
        heading = QLabel("HEAT MAP")
        heading.setProperty("tone", "heading")
        self._button = QPushButton("Show")
        self._button.setCheckable(True)
        self._button.setToolTip("Show where the network looked (H)")
        self._button.setAccessibleName("Heat map")
        self._choice = CalmComboBox()
        self._choice.setAccessibleName("Class of the heat map")
        self._choice.setToolTip("The class whose evidence is shown")
        self._choice.addItem(_PREDICTED, None)
        self._slider = CalmSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, 100)
        self._slider.setValue(round(opacity * 100))
        self._slider.setAccessibleName("Opacity of the heat map")
        self._slider.setToolTip("Opacity of the hottest point ([ and ])")
        self._percent = QLabel()
        self._percent.setMinimumWidth(44)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._note = QLabel(_GRAD_CAM)
        self._note.setProperty("tone", "faint")
        self._note.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(heading)
        head.addStretch()
        head.addWidget(self._button)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._choice, 0, 0, 1, 3)
        grid.addWidget(QLabel("Opacity"), 1, 0)
        grid.addWidget(self._slider, 1, 1)
        grid.addWidget(self._percent, 1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(grid)
        column.addWidget(self._note)
        self._button.toggled.connect(self._on_button_toggled)
        self._choice.activated.connect(self._on_choice_activated)
        self._slider.valueChanged.connect(self._on_slider_value_changed)
        self._on_slider_value_changed(self._slider.value())

    @property
    def class_name(self) -> str | None:
        """The class whose map is shown; None for the predicted one."""
        chosen = self._choice.currentData()
        return chosen if isinstance(chosen, str) else None

    @property
    def is_evidence(self) -> bool:
        """Whether the evidence of any tumour is shown, rather than the map of a class."""
        return self._choice.currentData() is True

    def set_classes(self, classes: tuple[str, ...], has_evidence: bool) -> None:
        """Offer the classes of a model besides the predicted one, and its evidence map if it has one."""
        from core.model.known_classes import inline_name

        while self._choice.count() > 1:
            self._choice.removeItem(1)
        for class_name in classes:
            self._choice.addItem(inline_name(class_name), class_name)
        if has_evidence:
            self._choice.addItem("any tumour (evidence)", True)

    def set_available(self, is_available: bool) -> None:
        """Disable the controls while there is no heat map; keep their settings."""
        for widget in (self._choice, self._slider):
            widget.setEnabled(is_available)

    def show_predicted(self, label: str | None) -> None:
        """Name the predicted class in the list; None while there is no verdict."""
        if label is None:
            self._choice.setItemText(0, _PREDICTED)
            return
        from core.model.known_classes import inline_name

        self._choice.setItemText(0, f"predicted: {inline_name(label)}")

    @Slot()
    def toggle(self) -> None:
        """Switch the map on or off."""
        self._button.toggle()

    def step_opacity(self, direction: int) -> None:
        """Make the map more (1) or less (-1) opaque."""
        self._slider.setValue(self._slider.value() + direction * _STEP)

    @Slot(bool)
    def _on_button_toggled(self, is_on: bool) -> None:
        self._button.setText("Hide" if is_on else "Show")
        self.toggled.emit(is_on)

    @Slot(int)
    def _on_choice_activated(self, index: int) -> None:
        self._note.setText(_EVIDENCE if self.is_evidence else _GRAD_CAM)
        self.class_chosen.emit(self.class_name)

    @Slot(int)
    def _on_slider_value_changed(self, value: int) -> None:
        self._percent.setText(f"{value} %")
        self.opacity_changed.emit(value / 100)
