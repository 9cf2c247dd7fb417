"""List of the screenshots, by the path under `docs` of each."""

from enum import Enum
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"


class Shot(Enum):
    """One picture; its value is its path under `docs`."""

    WINDOW = "window.png"
    VERDICT = "screenshots/verdict.png"
    HEAT_MAP = "screenshots/heat-map.png"
    STRIP = "screenshots/strip.png"
    CHECKED = "screenshots/checked.png"
    COMPARED = "screenshots/compared.png"
    MEASURED = "screenshots/measured.png"
    UNCERTAIN = "screenshots/uncertain.png"
    OUTSIDE = "screenshots/outside.png"
    FOLDER = "screenshots/folder.png"
    FILTERED = "screenshots/filtered.png"
    IMAGES = "screenshots/images.png"
    SETTINGS = "screenshots/settings.png"
    TRAINING = "screenshots/training.png"
    RESULT = "screenshots/result.png"
    INSTALLED = "screenshots/installed.png"
    EVALUATION = "screenshots/evaluation.png"

    @property
    def path(self) -> Path:
        """The file that it is kept in."""
        return DOCS / self.value
