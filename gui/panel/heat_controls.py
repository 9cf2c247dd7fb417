"""The controls of the heat map: on or off, which method, of which class, how opaque; and how to read it."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from core.model.heat_maps.known_heat_maps import (
    HeatMethod,
    default_heat_method,
    find_heat_method,
    methods_in_order,
)
from core.model.known_classes import inline_name
from core.program.translation import mark, tr
from gui.widgets.heat_texts import nothing_to_look_for
from gui.widgets.no_wheel import NoWheelComboBox, NoWheelSlider
from gui.widgets.wrapped_label import wrapped_label

_STEP = 10
_PREDICTED = mark("predicted class")
_ANY_TUMOUR = mark("any tumour")


class HeatControls(QWidget):
    """Shows a button, two lists and a slider. The map itself is drawn elsewhere.

    `chosen` reports that another method or class is chosen; `method_chosen` carries the name of the method alone.
    """

    toggled = Signal(bool)
    opacity_changed = Signal(float)
    chosen = Signal()
    method_chosen = Signal(str)

    def __init__(self, opacity: float, method_name: str = "", parent: QWidget | None = None) -> None:
        """Start switched off, so that the picture is seen first.

        Args:
            opacity: of the heat map, in [0, 1].
            method_name: the method that was chosen last; "" for the first that a model has.
            parent: of the widget.
        """
        super().__init__(parent)
        self._wanted = method_name
        # Empty until the model is open, which knows them.
        self._methods: tuple[HeatMethod, ...] = ()
        self._metrics: Mapping[str, Any] = {}
        self._predicted: str | None = None
        self._class_name: str | None = None
        heading = QLabel(tr("HEAT MAP"))
        heading.setProperty("tone", "heading")
        self._button = QPushButton(tr("Show"))
        self._button.setCheckable(True)
        self._button.setToolTip(tr("Show where the network looked (H)"))
        self._button.setAccessibleName(tr("Heat map"))
        self._method_list, self._class_list = NoWheelComboBox(), NoWheelComboBox()
        self._method_list.setAccessibleName(tr("Method of the heat map"))
        self._class_list.setAccessibleName(tr("Class of the heat map"))
        self._class_list.setPlaceholderText(tr(_ANY_TUMOUR))
        self._slider = NoWheelSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, 100)
        self._slider.setValue(round(opacity * 100))
        self._slider.setAccessibleName(tr("Opacity of the heat map"))
        self._slider.setToolTip(tr("Opacity of the hottest point ([ and ])"))
        self._percent = QLabel()
        self._percent.setMinimumWidth(44)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(4)
        self._progress.setAccessibleName(tr("Progress of the heat map"))
        policy = self._progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._progress.setSizePolicy(policy)
        self._progress.hide()
        self._reading, self._pointing = wrapped_label(), wrapped_label("faint")
        self._lay_out(heading)
        self._fill_methods()
        self._fill_classes(())
        self._show_texts()
        self._button.toggled.connect(self._on_button_toggled)
        self._method_list.activated.connect(self._on_method_list_activated)
        self._class_list.activated.connect(self._on_class_list_activated)
        self._slider.valueChanged.connect(self._on_slider_value_changed)
        self._on_slider_value_changed(self._slider.value())

    @property
    def is_on(self) -> bool:
        """Whether the map is to be seen."""
        return self._button.isChecked()

    @property
    def class_name(self) -> str | None:
        """The class whose map is shown; None for the predicted one."""
        return self._class_name if self.method.is_of_class else None

    @property
    def method(self) -> HeatMethod:
        """The way in which the map is drawn."""
        if not self._methods:
            return self._expected
        return self._methods[max(0, self._method_list.currentIndex())]

    @property
    def method_name(self) -> str:
        """The name of the chosen method; "" for the first that the model has."""
        return self.method.name if self._methods else self._wanted

    def set_model(self, classes: tuple[str, ...], has_evidence: bool, metrics: Mapping[str, Any]) -> None:
        """Offer the methods and classes of a model, and keep what is chosen where it has that.

        Args:
            classes: of the model.
            has_evidence: whether it marks the evidence of a tumour.
            metrics: figures of the model by protocol, as its package states them.
        """
        self._methods, self._metrics = methods_in_order(has_evidence), metrics
        self._fill_methods()
        self._fill_classes(classes)
        self._show_texts()

    def set_available(self, is_available: bool) -> None:
        """Disable the controls while there is no heat map; keep their settings."""
        for widget in (self._method_list, self._slider):
            widget.setEnabled(is_available)
        self._show_class()

    def show_predicted(self, label: str | None) -> None:
        """Name the predicted class in the list; None while there is no verdict."""
        self._predicted = label
        self._name_predicted()
        self._show_texts()

    def show_state(self, method_name: str, class_name: str | None, is_on: bool) -> None:
        """Show what another picture is shown with; nothing is reported of it.

        Args:
            method_name: of its heat map.
            class_name: of the map; None for the predicted one.
            is_on: whether the map is to be seen.
        """
        self._wanted, self._class_name = method_name, class_name
        self._fill_methods()
        self._button.blockSignals(True)
        self._button.setChecked(is_on)
        self._button.setText(tr("Hide") if is_on else tr("Show"))
        self._button.blockSignals(False)
        self._show_method()

    def show_progress(self, done: int, total: int) -> None:
        """Show how much of a map is drawn; 0 of 0 if none is being drawn."""
        self._progress.setVisible(total > 0)
        self._progress.setRange(0, max(total, 1))
        self._progress.setValue(done)

    @Slot()
    def toggle(self) -> None:
        """Switch the map on or off."""
        self._button.toggle()

    @Slot()
    def toggle_evidence(self) -> None:
        """Show the evidence map if the model has one; if it is shown already, hide it."""
        index = next((i for i, method in enumerate(self._methods) if method.needs_evidence), None)
        if index is None:
            return
        is_shown = self.is_on and index == self._method_list.currentIndex()
        if index != self._method_list.currentIndex():
            self._method_list.setCurrentIndex(index)
            self._on_method_list_activated(index)
        self._button.setChecked(not is_shown)

    def step_opacity(self, direction: int) -> None:
        """Make the map more (1) or less (-1) opaque."""
        self._slider.setValue(self._slider.value() + direction * _STEP)

    def _lay_out(self, heading: QLabel) -> None:
        head = QHBoxLayout()
        head.addWidget(heading)
        head.addStretch()
        head.addWidget(self._button)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._method_list, 0, 0, 1, 3)
        grid.addWidget(self._class_list, 1, 0, 1, 3)
        grid.addWidget(QLabel(tr("Opacity")), 2, 0)
        grid.addWidget(self._slider, 2, 1)
        grid.addWidget(self._percent, 2, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(grid)
        column.addWidget(self._progress)
        column.addWidget(self._reading)
        column.addWidget(self._pointing)

    @property
    def _expected(self) -> HeatMethod:
        """The way in which the map will probably be drawn, while the model is not open."""
        return find_heat_method(self._wanted) or default_heat_method(has_evidence=True)

    def _fill_methods(self) -> None:
        offered = self._methods or (self._expected,)
        names = [method.name for method in offered]
        self._method_list.clear()
        self._method_list.addItems([method.title for method in offered])
        self._method_list.setCurrentIndex(names.index(self._wanted) if self._wanted in names else 0)

    def _fill_classes(self, classes: tuple[str, ...]) -> None:
        self._class_list.clear()
        self._class_list.addItem(tr(_PREDICTED), None)
        for class_name in classes:
            self._class_list.addItem(inline_name(class_name), class_name)
        if self._class_name not in classes:
            self._class_name = None
        self._name_predicted()
        self._show_class()

    def _name_predicted(self) -> None:
        words = (
            tr("predicted: {predicted}", predicted=inline_name(self._predicted)) if self._predicted else tr(_PREDICTED)
        )
        self._class_list.setItemText(0, words)

    def _show_class(self) -> None:
        """Show the class of the map; a map of any tumour leaves no choice."""
        is_of_class = self.method.is_of_class
        self._class_list.setEnabled(self._method_list.isEnabled() and is_of_class)
        index = self._class_list.findData(self._class_name) if self._class_name else 0
        self._class_list.setCurrentIndex(max(0, index) if is_of_class else -1)

    def _show_method(self) -> None:
        self._show_class()
        self._show_texts()

    def _show_texts(self) -> None:
        """Say how to read the map, and how often it pointed into the tumour."""
        method = self.method
        self._class_list.setToolTip(
            tr("The class whose evidence is shown")
            if method.is_of_class
            else tr("This map is of {any_tumour}.", any_tumour=tr(_ANY_TUMOUR))
        )
        nothing = nothing_to_look_for(method, self.class_name or self._predicted or "")
        self._reading.setText(f"{nothing} {method.reading}".strip())
        words = self._pointing_words(method.name)
        not_measured = tr("How often it points into the tumour: not measured.") if self._methods else ""
        self._pointing.setText(words or not_measured)

    def _pointing_words(self, method: str) -> str:
        """Say how often a map pointed into the tumour; "" where that was not measured."""
        if not self._metrics:
            return ""
        # Not needed for the first paint.
        from core.model.pointing_game import measured_pointing

        pointing = measured_pointing(self._metrics, method)
        return pointing.words if pointing else ""

    @Slot(bool)
    def _on_button_toggled(self, is_on: bool) -> None:
        self._button.setText(tr("Hide") if is_on else tr("Show"))
        self.toggled.emit(is_on)

    @Slot(int)
    def _on_method_list_activated(self, index: int) -> None:
        self._wanted = self.method_name
        self._show_method()
        self.method_chosen.emit(self._wanted)
        self.chosen.emit()

    @Slot(int)
    def _on_class_list_activated(self, index: int) -> None:
        chosen = self._class_list.itemData(index)
        self._class_name = chosen if isinstance(chosen, str) else None
        self._show_texts()
        self.chosen.emit()

    @Slot(int)
    def _on_slider_value_changed(self, value: int) -> None:
        self._percent.setText(f"{value} %")
        self.opacity_changed.emit(value / 100)
