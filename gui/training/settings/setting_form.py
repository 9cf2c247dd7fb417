"""The form of settings: a row for each, with its explanation."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from core.program.translation import tr
from gui.training.settings.fields import Field
from gui.widgets.no_wheel import NoWheelDoubleSpinBox, NoWheelSpinBox
from gui.widgets.theme import SPACE
from training.settings.config import TrainingConfig
from training.settings.known_networks import network_named

LABEL_WIDTH, CONTROL_WIDTH = 156, 136


class SettingForm(QWidget):
    """Shows settings; `changed` carries the name and the value of a setting that the user changed."""

    changed = Signal(str, object)

    def __init__(self, fields: Sequence[Field], parent: QWidget | None = None) -> None:
        """Lay out a row for each field."""
        super().__init__(parent)
        self._fields = {field.name: field for field in fields}
        self._controls: dict[str, QCheckBox | NoWheelSpinBox | NoWheelDoubleSpinBox] = {}
        self._reasons: dict[str, QLabel] = {}
        grid = form_grid(self)
        for row, field in enumerate(fields):
            control = self._control(field)
            label = QLabel(tr(field.label))
            label.setBuddy(control)
            why = QLabel(tr(field.why))
            add_row(grid, row, label, control, why)
            self._controls[field.name], self._reasons[field.name] = control, why

    @property
    def controls(self) -> Mapping[str, QCheckBox | NoWheelSpinBox | NoWheelDoubleSpinBox]:
        """The control of each setting, by the name of the setting."""
        return self._controls

    def show_config(self, config: TrainingConfig) -> None:
        """Show settings, without emitting `changed`."""
        for name, control in self._controls.items():
            field = self._fields[name]
            table, _, inner = name.rpartition(".")
            value = getattr(getattr(config, table) if table else config, inner)
            control.blockSignals(True)
            if name == "frozen_blocks" and isinstance(control, NoWheelSpinBox):
                blocks = network_named(config.architecture).blocks
                control.setMaximum(blocks)
                control.setSuffix(tr(" of {blocks}", blocks=blocks))
            if isinstance(control, QCheckBox):
                control.setChecked(bool(value))
            elif isinstance(control, NoWheelDoubleSpinBox):
                control.setValue(value * field.scale)
            else:
                control.setValue(round(value * field.scale))
            control.blockSignals(False)

    def _control(self, field: Field) -> QCheckBox | NoWheelSpinBox | NoWheelDoubleSpinBox:
        control: QCheckBox | NoWheelSpinBox | NoWheelDoubleSpinBox
        if field.is_switch:
            control = QCheckBox()
            control.toggled.connect(lambda value: self.changed.emit(field.name, value))
        elif field.decimals is None:
            control = NoWheelSpinBox()
            control.setRange(int(field.low), int(field.high))
            control.setSingleStep(int(field.step))
            control.valueChanged.connect(lambda value: self.changed.emit(field.name, round(value / field.scale)))
        else:
            control = NoWheelDoubleSpinBox()
            control.setDecimals(field.decimals)
            control.setRange(field.low, field.high)
            control.setSingleStep(field.step)
            control.valueChanged.connect(lambda value: self.changed.emit(field.name, value / field.scale))
        if not isinstance(control, QCheckBox):
            control.setSuffix(tr(field.unit))
        control.setAccessibleName(tr(field.label))
        control.setToolTip(tr(field.why))
        return control


def form_grid(widget: QWidget) -> QGridLayout:
    """Prepare a widget for rows of label, control and explanation."""
    grid = QGridLayout(widget)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(3 * SPACE)
    grid.setVerticalSpacing(2 * SPACE)
    grid.setColumnMinimumWidth(0, LABEL_WIDTH)
    grid.setColumnStretch(2, 1)
    return grid


def add_row(grid: QGridLayout, row: int, label: QLabel, control: QWidget, why: QLabel) -> None:
    """Put label, control and explanation into a row."""
    why.setProperty("tone", "faint")
    why.setWordWrap(True)
    why.setTextFormat(Qt.TextFormat.PlainText)
    control.setMinimumWidth(CONTROL_WIDTH)
    grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignVCenter)
    grid.addWidget(control, row, 1, Qt.AlignmentFlag.AlignVCenter)
    grid.addWidget(why, row, 2, Qt.AlignmentFlag.AlignVCenter)
