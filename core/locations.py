"""Where the user's own things live."""

import os
import sys
from pathlib import Path


def data_folder() -> Path:
    """Give the folder for installed models and runs, by the custom of the system; it need not exist yet."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "Falx"
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support/Falx"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "falx"
