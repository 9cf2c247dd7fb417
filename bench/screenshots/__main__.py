"""Take all screenshots again: `make screenshots`. Needs no display, no network and no user."""

import os
import sys
import tempfile
from pathlib import Path

# Before Qt starts: no display, and pixels of one size everywhere.
os.environ |= {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1"}

from bench.screenshots.folder import take_folder
from bench.screenshots.phantoms import write_dataset, write_scans
from bench.screenshots.reading import take_reading, take_window
from bench.screenshots.stage import NothingSeenError, Stage
from bench.screenshots.training import take_evaluation, take_training
from gui.app import create
from gui.language import Language
from gui.settings import Settings
from gui.widgets.theme import Theme, colours_of

_HOME_VARIABLES = {
    "HOME": ".",
    "USERPROFILE": ".",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
}


def main() -> int:
    """Take the screenshots in their own home, so that they are the same for every user; return the exit status."""
    with tempfile.TemporaryDirectory(prefix="falx-screenshots-") as temporary:
        home = Path(temporary).resolve()
        os.environ |= {variable: str(home / place) for variable, place in _HOME_VARIABLES.items()}
        settings = Settings()
        settings.theme = Theme.LIGHT
        _app, window = create([], language=Language.ENGLISH)
        stage, colours = Stage(home), colours_of(Theme.LIGHT)
        scans, dataset = write_scans(home / "scans"), home / "heads"
        write_dataset(dataset)
        window.show()
        try:
            take_reading(stage, window, scans)
            take_folder(stage, settings, colours, scans)
            take_training(stage, settings, colours, dataset)
            take_evaluation(stage, settings, colours, dataset)
            take_window(stage, window)
        except NothingSeenError as error:
            print(error, file=sys.stderr)
            return 1
        finally:
            window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
