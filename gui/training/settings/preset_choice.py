"""The row of presets, and loading and saving settings as a file."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.errors import FalxError
from core.files import replacing
from core.program.translation import mark, tr
from gui.training.run.job_texts import JobWords
from gui.training.settings.presets import PRESETS, Preset
from gui.translated_messages.relay import relayed
from gui.widgets.save_name import ask_save_name
from gui.widgets.theme import SPACE
from training.settings.config import TrainingConfig
from training.settings.config_file import format_config, read_config

_OWN = mark("Your own settings, changed below or loaded from a file.")
_FORMS = mark("Training settings (*.toml)")


class PresetChoice(QWidget):
    """Buttons for the presets; `chosen` carries the settings of one, or of a file."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show the presets that need no outlines."""
        super().__init__(parent)
        self._config = TrainingConfig()
        # Without a group: in one, Qt lets Tab reach a single button only.
        self._buttons: list[QPushButton] = []
        self._load, self._save = QPushButton(tr("Load settings…")), QPushButton(tr("Save settings…"))
        self._why, self._problem = QLabel(), JobWords()
        self._why.setProperty("tone", "faint")
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        for preset in PRESETS:
            button = QPushButton(tr(preset.title))
            button.setCheckable(True)
            button.setToolTip(tr(preset.why))
            button.setVisible(not preset.needs_outlines)
            button.clicked.connect(self._on_button_clicked)
            self._buttons.append(button)
            row.addWidget(button)
        row.addStretch()
        for button in (self._load, self._save):
            button.setProperty("tone", "link")
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(row)
        for label in (self._why, self._problem):
            label.setWordWrap(True)
            column.addWidget(label)
        self._problem.hide()
        self._load.clicked.connect(self._on_load_clicked)
        self._save.clicked.connect(self._on_save_clicked)

    def offer_outlines(self, has_outlines: bool) -> None:
        """Show or hide the preset that needs outlines."""
        for preset, button in zip(PRESETS, self._buttons, strict=True):
            if preset.needs_outlines:
                button.setVisible(has_outlines)

    def show_config(self, config: TrainingConfig, preset: Preset | None) -> None:
        """Mark the preset of these settings, if any."""
        self._config = config
        for one, button in zip(PRESETS, self._buttons, strict=True):
            button.setChecked(one is preset)
        self._why.setText(tr(preset.why) if preset else tr(_OWN))

    def show_problem(self, text: str, is_problem: bool = True) -> None:
        """Show an error of settings or a file, or a result; hide where the text is empty."""
        self._problem.say(text, is_problem)
        self._problem.setVisible(bool(text))

    def load(self, path: Path) -> None:
        """Load the settings of a file, as `falx train --config` does."""
        try:
            config = read_config(path)
        except FalxError as error:
            self.show_problem(relayed(str(error)))
            return
        self.show_problem("")
        self.chosen.emit(config)

    def save(self, path: Path) -> None:
        """Write the settings to a file for `falx train --config`."""
        self.show_problem("")
        try:
            with replacing(path) as temporary:
                temporary.write_text(format_config(self._config), "utf-8")
        except FalxError as error:
            self.show_problem(relayed(str(error)))
        else:
            self.show_problem(
                tr("Saved as {name}. You can also use the file with “falx train --config”.", name=path.name),
                is_problem=False,
            )

    @Slot()
    def _on_button_clicked(self) -> None:
        self.show_problem("")
        sender = self.sender()
        chosen = next(preset for button, preset in zip(self._buttons, PRESETS, strict=True) if button is sender)
        self.chosen.emit(chosen.read())

    @Slot()
    def _on_load_clicked(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Load settings"), "", tr(_FORMS))
        if name:
            self.load(Path(name))

    @Slot()
    def _on_save_clicked(self) -> None:
        target = ask_save_name(self, tr("Save settings"), Path("training.toml"), tr(_FORMS), (".toml",))
        if target:
            self.save(target)
