"""Takes the pictures of the window that the README shows: `make screenshots`."""

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from core.samples import sample_files
from gui.app import create

TARGET = Path(__file__).resolve().parents[1] / "docs" / "window.png"

_SHOWN_SAMPLE = "meningioma"
_PATIENCE_MS, _SETTLING_MS = 60_000, 300


def main() -> int:
    """Open the window on a synthetic sample, show the heat map, and save what is seen."""
    with tempfile.TemporaryDirectory() as home:
        # Settings of its own, so that the picture is the same for everybody.
        os.environ |= {"HOME": home, "XDG_CONFIG_HOME": home, "APPDATA": home}
        shown = next(path for path in sample_files() if _SHOWN_SAMPLE in path.name)
        others = [path for path in sample_files() if path != shown]
        _, window = create([shown, *others])
        answered = QEventLoop()
        window.answered.connect(answered.quit)
        QTimer.singleShot(_PATIENCE_MS, lambda: answered.exit(1))
        window.show()
        if answered.exec():
            print("the window gave no answer", file=sys.stderr)
            return 1
        window.menus.heat.trigger()
        settled = QEventLoop()
        QTimer.singleShot(_SETTLING_MS, settled.quit)
        settled.exec()
        window.grab().save(str(TARGET))
        window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
