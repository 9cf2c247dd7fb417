"""User folders: data, models and results, with a fallback if there is no writable home folder."""

import os
import stat
import sys
from functools import cache
from pathlib import Path

from core.private_folder import close_to_others

# Passes the fallback folder to the processes that this one starts.
_STAND_IN = "FALX_STAND_IN_FOLDER"
# What in the data folder holds paths, opinions or logs. Models and weights may be shared with colleagues.
_PRIVATE = ("batches", "runs", "evaluations", "corrections", "logs", "crashes", "settings.ini")
_PRIVATE_HISTORY = "history.sqlite3*"


def resource(*parts: str) -> Path:
    """Return a file or folder of `resources`, which is beside this package in each form of the program.

    Python's `importlib.resources` finds the same, but needs a tenth of the time to the first paint.
    """
    return _program_folder().joinpath("resources", *parts)


@cache
def _program_folder() -> Path:
    return Path(__file__).resolve().parents[2]


def data_folder() -> Path:
    """Return the folder for installed models and runs, by the custom of the system; it need not exist yet.

    Without a home folder it is one among the temporary files.
    """
    if stand_in := os.environ.get(_STAND_IN):
        return Path(stand_in)
    try:
        return _customary_folder()
    except RuntimeError:
        return _take_stand_in()


def settle_data_folder() -> str:
    """Check whether the data folder can be written to, and use one among the temporary files if not.

    Returns:
        The message for the user, in one sentence; "" if the usual folder is used.
    """
    if _STAND_IN in os.environ:
        # The parent process has reported it already.
        return ""
    try:
        usual = _customary_folder()
    except RuntimeError:
        reason = "No home folder was found"
    else:
        if _can_be_written(usual):
            _close_private_parts(usual)
            return ""
        reason = f"{usual} cannot be written to"
    return (
        f"{reason}, so Falx keeps settings, installed models and results in {_take_stand_in()}, which the system may "
        "empty."
    )


def _close_private_parts(folder: Path) -> None:
    """Close what earlier versions left open to others, and names patients; the folder itself may be shared."""
    for name in _PRIVATE:
        close_to_others(folder / name)
    for path in folder.glob(_PRIVATE_HISTORY):
        close_to_others(path)


def is_stand_in() -> bool:
    """Return whether the data folder is one among the temporary files."""
    return _STAND_IN in os.environ


def home_folder() -> Path:
    """Return the folder to start in when a file is chosen: home, or the working folder if there is none."""
    try:
        return _home()
    except RuntimeError:
        return Path.cwd()


def expanded(text: str) -> Path:
    """Turn typed text into a path; `~` means home, if there is one."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)


def _customary_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or _home() / "AppData/Local") / "Falx"
    if sys.platform == "darwin":
        return _home() / "Library/Application Support/Falx"
    return Path(os.environ.get("XDG_DATA_HOME") or _home() / ".local/share") / "falx"


def _home() -> Path:
    if sys.platform != "win32" and os.environ.get("HOME") == "":
        # Python uses the root of the file system then.
        raise RuntimeError("no home folder")
    return Path.home()


def _can_be_written(folder: Path) -> bool:
    """Return whether a folder, or its nearest existing parent, can be written to; nothing is created."""
    try:
        for place in (folder, *folder.parents):
            if os.path.lexists(place):
                return place.is_dir() and os.access(place, os.W_OK | os.X_OK)
    except (OSError, ValueError):
        pass
    return False


def _take_stand_in() -> Path:
    folder = _stand_in_folder()
    os.environ[_STAND_IN] = str(folder)
    return folder


def _stand_in_folder() -> Path:
    """Make the folder: the same at each start, so that files stay together; another if its name is taken."""
    # It needs many modules, and is hardly ever needed itself.
    import tempfile

    user = str(os.getuid()) if hasattr(os, "getuid") else ""
    folder = Path(tempfile.gettempdir()) / f"falx-data-{user}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        about = folder.lstat()
    except OSError:
        return Path(tempfile.mkdtemp(prefix="falx-data-"))
    is_own = not hasattr(os, "getuid") or (about.st_uid == os.getuid() and not about.st_mode & 0o022)
    if stat.S_ISDIR(about.st_mode) and is_own and os.access(folder, os.W_OK):
        return folder
    return Path(tempfile.mkdtemp(prefix="falx-data-"))
