"""The presets: the recipes that come with the program."""

from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from core.program.translation import mark
from training.settings.config import TrainingConfig
from training.settings.config_file import read_config


@dataclass(frozen=True, slots=True)
class Preset:
    """A recipe with a name and a line that says what it is for."""

    name: str
    title: str
    why: str
    needs_outlines: bool = False

    def read(self) -> TrainingConfig:
        """Read the settings of the recipe."""
        return read_config(Path(str(resources.files("training"))) / "recipes" / f"{self.name}.toml")


PRESETS = (
    Preset(
        "quick",
        mark("Quick look"),
        mark("Trains only the last layers, in minutes. Shows whether a model can learn from the images."),
    ),
    Preset("standard", mark("Standard"), mark("Trains all but the first layers. A good choice for most images.")),
    Preset(
        "thorough",
        mark("Thorough"),
        mark(
            "Trains all layers on strongly varied images, for hours. The model relies less on traits of "
            "scanner or file."
        ),
    ),
    Preset(
        "guided",
        mark("Learn from the outlines"),
        mark(
            "Also learns where tumours are, from slices with tumours erased or moved, and keeps the heat map "
            "inside the outlines. Takes hours."
        ),
        needs_outlines=True,
    ),
)
