"""The settings of validation, class balance and network: choices rather than numbers."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QWidget

from core.program.translation import mark, tr
from gui.training.settings.setting_form import add_row, form_grid
from gui.widgets.no_wheel import NoWheelComboBox, NoWheelSpinBox
from training.settings.config import TrainingConfig
from training.settings.known_networks import STRIDES, USUAL, network_named, network_names
from training.settings.starting_points import Start

_SHARE, _FOLDS = 0, 1
_BALANCES = (
    (mark("Weight rare classes higher"), True, 0.0),
    (mark("Show all classes equally often"), False, 1.0),
    (mark("No balance"), False, 0.0),
)
_LEAST_FOLDS, _USUAL_FOLDS, _MOST_FOLDS = 2, 5, 20


class MeasuringForm(QWidget):
    """Rows of choices; `changed` carries the settings that the user set, by name, `folds_changed` the folds."""

    changed = Signal(object)
    folds_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay out the rows."""
        super().__init__(parent)
        self._balance, self._way = NoWheelComboBox(), NoWheelComboBox()
        self._share, self._folds = NoWheelSpinBox(), NoWheelSpinBox()
        self._architecture, self._stride = NoWheelComboBox(), NoWheelComboBox()
        for text, *_ in _BALANCES:
            self._balance.addItem(tr(text))
        self._way.addItems([tr("Hold out a share"), tr("Cross-validate")])
        self._share.setRange(1, 50)
        self._share.setSuffix(tr(" % of each class"))
        self._folds.setRange(_LEAST_FOLDS, _MOST_FOLDS)
        self._folds.setValue(_USUAL_FOLDS)
        self._folds.setSuffix(tr(" folds"))
        for place, name in enumerate(network_names()):
            self._architecture.addItem(name)
            self._architecture.setItemData(place, tr(network_named(name).words), Qt.ItemDataRole.ToolTipRole)
        self._stride.addItems([tr("{stride} pixels", stride=stride) for stride in STRIDES])
        self._share_words, self._fold_words, self._network_words, self._stride_words = (QLabel() for _ in range(4))
        rows: tuple[tuple[QWidget, str, QLabel], ...] = (
            (
                self._balance,
                tr("Balance of classes"),
                QLabel(tr("Without balance, the network favours the frequent classes.")),
            ),
            (
                self._way,
                tr("Validation"),
                QLabel(
                    tr(
                        "The held-out share serves calibration and early stopping. Cross-validation trains a "
                        "model for each fold, without its images, and measures it on them: more reliable "
                        "figures, as many times the time."
                    )
                ),
            ),
            (self._share, tr("Held-out share"), self._share_words),
            (self._folds, tr("Folds"), self._fold_words),
            (self._architecture, tr("Network"), self._network_words),
            (self._stride, tr("Detail of heat maps"), self._stride_words),
        )
        grid = form_grid(self)
        for row, (control, name, why) in enumerate(rows):
            label = QLabel(name)
            label.setBuddy(control)
            control.setAccessibleName(name)
            add_row(grid, row, label, control, why)
        # The number of folds that the images name, and the chosen number before that.
        self._named_folds, self._own_folds, self._named_validation = 0, _USUAL_FOLDS, 0
        self._show_way()
        self._balance.activated.connect(self._on_balance_activated)
        self._way.activated.connect(self._on_way_activated)
        self._folds.valueChanged.connect(lambda _: self.folds_changed.emit())
        self._share.valueChanged.connect(lambda value: self.changed.emit({"validation_share": value / 100}))
        self._architecture.textActivated.connect(self._on_architecture_activated)
        self._stride.activated.connect(self._on_stride_activated)

    @property
    def folds(self) -> int | None:
        """The number of folds; None where a share is held out."""
        return self._folds.value() if self._way.currentIndex() == _FOLDS else None

    def ask_for_balance(self) -> None:
        """Draw all classes equally often."""
        self._balance.setCurrentIndex(1)
        self._on_balance_activated(1)

    def show_config(self, config: TrainingConfig, start: Start) -> None:
        """Show settings; disable those that the start fixes, and say why."""
        own = (config.class_weights, config.balance)
        known = [entry[1:] for entry in _BALANCES]
        while self._balance.count() > len(_BALANCES):
            self._balance.removeItem(self._balance.count() - 1)
        if own not in known:
            self._balance.addItem(tr("As in the settings"))
        self._balance.setCurrentIndex(known.index(own) if own in known else len(_BALANCES))
        self._share.blockSignals(True)
        self._share.setValue(round(config.validation_share * 100))
        self._share.blockSignals(False)
        self._architecture.setCurrentText(config.architecture)
        self._stride.setCurrentIndex(STRIDES.index(config.stride))
        fixed = {name for name, _ in start.fixed}
        because = tr("Fixed by the chosen start, {title}.", title=start.title)
        self._architecture.setEnabled("architecture" not in fixed)
        self._stride.setEnabled("stride" not in fixed)
        self._network_words.setText(
            because
            if "architecture" in fixed
            else tr("{usual} is the fastest, and the one that comes with Falx.", usual=USUAL)
        )
        self._stride_words.setText(
            because
            if "stride" in fixed
            else tr("Pixels between two cells of the heat map: fewer pixels show more detail and take longer.")
        )

    def show_folds(self, named: int) -> None:
        """Use the number of folds that the images name; 0 where they name none."""
        if not self._named_folds:
            self._own_folds = self._folds.value()
        self._folds.setValue(named or self._own_folds)
        self._named_folds = named
        self._show_way()

    def show_validation(self, named: int) -> None:
        """Use the number of validation images that the dataset names; 0 where it names none."""
        self._named_validation = named
        self._show_way()

    def _show_way(self) -> None:
        is_folds = self._way.currentIndex() == _FOLDS
        is_named = bool(self._named_validation) and not is_folds
        self._share.setEnabled(not is_named)
        self._share_words.setText(
            tr(
                "Uses the validation data that your dataset names: {named_validation:,} of the images.",
                named_validation=self._named_validation,
            )
            if is_named
            else tr("Split by patient group and look-alikes, never at random.")
        )
        self._folds.setEnabled(is_folds and not self._named_folds)
        if self._named_folds:
            self._fold_words.setText(tr("Uses the folds that your table names."))
        elif is_folds:
            self._fold_words.setText(tr("The usual number is 5."))
        else:
            self._fold_words.setText(tr("Only for cross-validation."))

    @Slot(int)
    def _on_balance_activated(self, index: int) -> None:
        if index < len(_BALANCES):
            _, has_weights, balance = _BALANCES[index]
            self.changed.emit({"class_weights": has_weights, "balance": balance})

    @Slot(int)
    def _on_way_activated(self, index: int) -> None:
        self._show_way()
        self.folds_changed.emit()

    @Slot(str)
    def _on_architecture_activated(self, name: str) -> None:
        self.changed.emit({"architecture": name, "frozen_blocks": 0})

    @Slot(int)
    def _on_stride_activated(self, index: int) -> None:
        self.changed.emit({"stride": STRIDES[index]})
