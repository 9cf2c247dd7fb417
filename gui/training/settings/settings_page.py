"""The second step: the settings. Each has a sensible default, so that Start may be the only click."""

import contextlib
import dataclasses
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from core.errors import FalxError
from core.model.known_classes import TUMOUR_FREE
from core.program.translation import mark, tr
from gui.training.settings.augmentation_panel import AugmentationPanel
from gui.training.settings.conflict_texts import change_words, evidence_words, in_labels
from gui.training.settings.estimate_panel import EstimatePanel
from gui.training.settings.fields import LEARNING
from gui.training.settings.measuring_form import MeasuringForm
from gui.training.settings.preset_choice import PresetChoice
from gui.training.settings.presets import PRESETS, Preset
from gui.training.settings.run_naming import RunNaming
from gui.training.settings.setting_form import SettingForm
from gui.training.settings.start_choice import StartChoice
from gui.translated_messages.relay import relayed
from gui.widgets.scrolled_page import fill_scrolled
from gui.widgets.theme import SPACE, Colours
from training.dataset.choice import DatasetChoice, dataset_of
from training.dataset.class_counts import Contents, problem_with
from training.runs.gui_jobs import TrainingOrder
from training.runs.request import TrainingRequest
from training.settings.config import TrainingConfig
from training.settings.config_file import changed
from training.settings.installation import how_to_get, missing_parts
from training.settings.starting_points import Start, fitted, suitable, weights_problem

_STANDARD = PRESETS[1]
_BECAUSE = mark(
    "Chosen because these settings teach a network to mark where a tumour is, which {own} can no longer "
    "learn. If you choose other settings, the training starts from {own} again."
)


class SettingsPage(QWidget):
    """Shows all settings of a training; `state_changed` carries them in a few words."""

    state_changed = Signal(str)

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        """Show the standard settings, starting from the shipped model."""
        super().__init__(parent)
        self._contents: Contents | None = None
        self._refusal = how_to_get() if missing_parts() else ""
        self._invalid = ""
        self._presets, self._start = PresetChoice(), StartChoice()
        self._naming, self._estimate = RunNaming(), EstimatePanel()
        self._learning, self._measuring = SettingForm(LEARNING), MeasuringForm()
        self._augmentation = AugmentationPanel()
        self._notice = QLabel(self._refusal)
        self._notice.setWordWrap(True)
        self._notice.setProperty("tone", "problem")
        self._notice.setVisible(bool(self._refusal))
        self._all = QPushButton(tr("Show all settings"))
        self._all.setProperty("tone", "link")
        self._all.setCheckable(True)
        self._details = QWidget()
        self._details.hide()
        self._lay_out()
        self._connect()
        # The requested settings, those fitted to the start, and the user's start before another one was needed.
        self._wanted = self._config = TrainingConfig()
        self._own_start: Start | None = None
        self.set_config(_STANDARD.read())

    @property
    def refusal(self) -> str:
        """Why this computer cannot train; empty where it can."""
        return self._refusal

    @property
    def config(self) -> TrainingConfig:
        """The current settings."""
        return self._config

    @property
    def folds(self) -> int | None:
        """The number of folds; None without cross-validation."""
        return self._measuring.folds

    @property
    def is_yielding(self) -> bool:
        """Whether other programs go first."""
        return self._estimate.is_yielding

    @property
    def threads(self) -> int | None:
        """The number of cores that the training may use; None for all."""
        return self._estimate.threads

    @property
    def start(self) -> Start:
        """The start of the training."""
        return self._start.start

    @property
    def preset(self) -> Preset | None:
        """The preset of the settings, with any seed; None for the user's own settings."""
        for preset in PRESETS:
            recipe = self._suited(preset.read())
            if dataclasses.replace(recipe, seed=self._config.seed) == self._config:
                return preset
        return None

    @property
    def problem(self) -> str:
        """Why no training can start with these settings; empty where it can."""
        if self._refusal or self._invalid:
            return self._refusal or self._invalid
        if self.start.needs_download:
            return tr("The ImageNet weights are not on this computer yet. Download them above, or start from a model.")
        if words := weights_problem(self._config, self.start):
            return words
        if self._naming.problem or self._contents is None:
            return self._naming.problem
        return relayed(problem_with(self._contents, self._config, self.folds))

    def set_dataset(self, contents: Contents) -> None:
        """Take the facts about the images."""
        self._contents = contents
        names = [one.name for one in contents.classes]
        self._presets.offer_outlines(contents.has_outlines and TUMOUR_FREE in names and len(names) > 1)
        self._measuring.show_folds(len(contents.folds))
        self._measuring.show_validation(contents.validation_images)
        # One of each class in turn, so that a few pictures show all classes.
        samples = [one.samples for one in contents.classes]
        turns = range(max(map(len, samples)))
        self._augmentation.show_samples_of(tuple(of[turn] for turn in turns for of in samples if turn < len(of))[:12])
        self.set_config(self._wanted)

    def set_config(self, config: TrainingConfig) -> None:
        """Show settings, as far as the start leaves them free."""
        try:
            self._config = self._suited(config)
            self._wanted, self._invalid = config, ""
        except FalxError as error:
            self._presets.show_problem(
                tr(
                    "{title} does not go with these settings: {error}",
                    title=self.start.title,
                    error=relayed(str(error)),
                )
            )
            return
        words = evidence_words(config, self.start)
        if not words and self.preset is None:
            words = change_words(config, self._config, self.start)
        if words:
            self._presets.show_problem(words)
        self._show_config()

    @Slot()
    def refresh_starts(self) -> None:
        """Offer the installed models."""
        self._start.refresh()

    @Slot()
    def ask_for_balance(self) -> None:
        """Draw all classes equally often."""
        self._measuring.ask_for_balance()

    def order_for(self, choice: DatasetChoice) -> TrainingOrder:
        """Make the order of a run; nothing is written before the run has locked its folder."""
        out = self._naming.folder
        request = TrainingRequest(
            dataset=dataset_of(choice, out),
            out=out,
            config=self._config,
            weights=self.start.weights,
            name=self._naming.name,
            keeps_names=choice.keeps_names,
        )
        return TrainingOrder(request, self.folds, self.is_yielding, self.threads, choice)

    def stop(self) -> None:
        """Stop background work, because the window closes."""
        for part in (self._augmentation, self._estimate, self._start):
            part.stop()

    def set_colours(self, colours: Colours) -> None:
        """Do nothing: all colours of the theme come from the style sheet."""

    def showEvent(self, event: QShowEvent) -> None:
        """Measure the computer when the page is first shown; update models and time."""
        super().showEvent(event)
        self.refresh_starts()
        self._estimate.measure()
        self._naming.refresh(datetime.now())

    def _suited(self, config: TrainingConfig) -> TrainingConfig:
        """Fit settings to the start and to the classes."""
        names = [one.name for one in self._contents.classes] if self._contents else []
        lesion = config.counterfactual.lesion_class
        tumours = [name for name in names if name != TUMOUR_FREE]
        if tumours and lesion not in names:
            counterfactual = dataclasses.replace(config.counterfactual, lesion_class=tumours[0])
            config = dataclasses.replace(config, counterfactual=counterfactual)
        return fitted(config, self.start)

    def _change(self, changes: dict[str, object]) -> None:
        """Apply settings from the user; where they do not go together, show why and keep the old ones."""
        try:
            self._config = changed(self._config, changes)
            self._invalid = ""
        except FalxError as error:
            self._invalid = in_labels(error)
        with contextlib.suppress(FalxError):
            # Settings that go only with this start are not requested for another.
            self._wanted = changed(self._wanted, changes)
        self._show_config()

    def _show_config(self) -> None:
        config, preset = self._config, self.preset
        self._presets.show_config(config, preset)
        if not self._invalid:
            # Keep the text that the user is still typing.
            self._learning.show_config(config)
            self._measuring.show_config(config, self.start)
        self._augmentation.show_config(config)
        images = self._contents.training_images if self._contents else 0
        self._estimate.show_for(config, images, self.folds)
        self.state_changed.emit(
            f"{tr(preset.title) if preset else tr('Own settings')}, {self.start.title.partition(':')[0]}"
        )

    def _lay_out(self) -> None:
        title = QLabel(tr("How to train?"))
        title.setProperty("tone", "title")
        details = QVBoxLayout(self._details)
        details.setContentsMargins(0, 0, 0, 0)
        details.setSpacing(3 * SPACE)
        for heading, part in (
            (tr("LEARNING"), self._learning),
            (tr("CLASSES, VALIDATION, NETWORK"), self._measuring),
            (tr("RANDOM CHANGES TO IMAGES"), self._augmentation),
        ):
            details.addWidget(_heading(heading))
            details.addWidget(part)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(6 * SPACE, 5 * SPACE, 6 * SPACE, 5 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(title)
        column.addWidget(self._notice)
        for heading, section in (
            (tr("HOW THOROUGHLY"), self._presets),
            (tr("START FROM"), self._start),
            (tr("TIME AND MEMORY"), self._estimate),
            (tr("NEW MODEL"), self._naming),
        ):
            column.addSpacing(2 * SPACE)
            column.addWidget(_heading(heading))
            column.addWidget(section)
        column.addSpacing(2 * SPACE)
        column.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._details)
        column.addStretch()
        fill_scrolled(self, inner)

    def _connect(self) -> None:
        self._presets.chosen.connect(self._on_presets_chosen)
        self._start.chosen.connect(self._on_start_chosen)
        self._naming.changed.connect(self._show_config)
        self._learning.changed.connect(self._on_form_changed)
        self._augmentation.changed.connect(self._on_form_changed)
        self._measuring.changed.connect(self._change)
        self._measuring.folds_changed.connect(self._show_config)
        self._all.toggled.connect(self._on_all_toggled)

    @Slot(object)
    def _on_presets_chosen(self, config: TrainingConfig) -> None:
        own = self._own_start if self._own_start in self._start.starts else self.start
        start = suitable(config, own, self._start.starts)
        self._own_start = None if start == own else own
        if start != self.start:
            self._start.take(start, tr(_BECAUSE, own=own.title) if start != own else "")
        self.set_config(config)

    @Slot(object)
    def _on_start_chosen(self, start: Start) -> None:
        if not self._start.is_taken:
            self._own_start = None
        self._presets.show_problem("")
        self.set_config(self._wanted)

    @Slot(str, object)
    def _on_form_changed(self, name: str, value: object) -> None:
        self._change({name: value})

    @Slot(bool)
    def _on_all_toggled(self, is_on: bool) -> None:
        self._all.setText(tr("Hide these settings") if is_on else tr("Show all settings"))
        self._details.setVisible(is_on)


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("tone", "heading")
    return label
