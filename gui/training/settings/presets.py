"""Settings for those who want no settings: the recipes that come with the program."""

from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from training.settings.config import TrainingConfig
from training.settings.config_file import read_config


@dataclass(frozen=True, slots=True)
class Preset:
    """A recipe with a name and a line that tells what it is for."""

    name: str
    title: str
    why: str
    needs_outlines: bool = False

    def read(self) -> TrainingConfig:
        """Read its settings."""
        return read_config(Path(str(resources.files("training"))) / "recipes" / f"{self.name}.toml")


PRESETS = (
    Preset("quick", "Quick look", "Only the last layers learn: minutes. It shows whether the images teach anything."),
    Preset("standard", "Standard", "All but the first layers learn. A good start for most images."),
    Preset(
        "thorough",
        "Thorough",
        "All layers learn, for longer, on strongly changed images: hours. Fewer shortcuts through scanner or file.",
    ),
    Preset(
        "guided",
        "Learn from the outlines",
        "It also learns where the tumours are, from slices with tumours erased or moved, and keeps its heat map inside "
        "the outlines. Hours.",
        needs_outlines=True,
    ),
)
