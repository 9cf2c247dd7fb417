"""Take all screenshots again: `make screenshots`. Needs no display, no network and no user.

With a theme and a scale, such as `dark 2`, they are taken in these and written to `build/screenshots/dark-200`;
`bench.screenshots.variants` does so in all of them.
"""

import os
import sys
import tempfile
from pathlib import Path

# Before Qt starts: no display, and pixels of one size everywhere.
os.environ |= {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": sys.argv[2] if len(sys.argv) > 2 else "1"}

from bench.screenshots.folder import take_folder
from bench.screenshots.phantoms import write_dataset, write_scans
from bench.screenshots.reading import take_reading, take_window
from bench.screenshots.shots import DOCS
from bench.screenshots.stage import NothingSeenError, Stage
from bench.screenshots.training import take_evaluation, take_training
from bench.screenshots.variants import folder_of
from gui.app import create
from gui.language import Language
from gui.settings import Settings
from gui.widgets.theme import Theme, colours_of

_THEME, _SCALE = sys.argv[1:3] if len(sys.argv) > 2 else ("", "1")
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
        settings, theme = Settings(), Theme(_THEME or Theme.LIGHT.value)
        settings.theme = theme
        _app, window = create([], language=Language.ENGLISH)
        folder = folder_of(_THEME, _SCALE) if _THEME else DOCS
        stage, colours = Stage(home, folder), colours_of(theme)
        scans, dataset = write_scans(home / "scans"), home / "heads"
        write_dataset(dataset)
        window.show()
        try:
            take_reading(stage, window, scans)
            take_folder(stage, settings, colours, scans)
            take_training(stage, settings, colours, dataset)
            take_evaluation(stage, settings, colours, dataset)
            take_window(stage, window, theme if _THEME else Theme.DARK)
        except NothingSeenError as error:
            print(error, file=sys.stderr)
            return 1
        finally:
            window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
