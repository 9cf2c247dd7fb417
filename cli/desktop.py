"""`falx --install-desktop` and `--uninstall-desktop`: the entry in the menu of a Linux desktop, for this user."""

import os
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path

from cli.arguments import fail
from cli.printing import tell, warn
from core.errors import FalxError, UnwritableOutputError
from core.files import replacing
from core.program import product
from core.program.desktop_entry import DESKTOP_FILE, ICON_FILE, MIME_FILE, desktop_entry, mime_package


def main(option: str) -> int:
    """Add or remove the entry; return the exit status."""
    if not sys.platform.startswith("linux"):
        warn(f"falx: {option} is for Linux; on other systems, the installer adds the entry")
        return 2
    try:
        if option == "--install-desktop":
            _install()
        else:
            _uninstall()
    except FalxError as error:
        return fail(error)
    except OSError as error:
        return fail(UnwritableOutputError(f"cannot be changed ({error.strerror})", subject=error.filename))
    _refresh()
    return 0


def _install() -> None:
    icon = (resources.files("resources") / "icons" / "falx.svg").read_text("utf-8")
    files = {DESKTOP_FILE: desktop_entry(_program()), MIME_FILE: mime_package(), ICON_FILE: icon}
    for place, text in files.items():
        with replacing(_share() / place) as temporary:
            temporary.write_text(text, "utf-8")
    tell(f"{product.NAME} is in the menu now, as {_share() / DESKTOP_FILE}; it starts {_program()}")


def _uninstall() -> None:
    found = [path for path in (_share() / place for place in (DESKTOP_FILE, MIME_FILE, ICON_FILE)) if path.exists()]
    for path in found:
        path.unlink()
    tell(f"{product.NAME} is no longer in the menu" if found else f"{product.NAME} was not in the menu")


def _share() -> Path:
    try:
        return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share")
    except RuntimeError as error:
        raise UnwritableOutputError(
            "no home folder was found for the menu's entry", advice="set HOME to one"
        ) from error


def _program() -> str:
    """Find the program that starts Falx: the standalone one, or the script beside Python."""
    if product.is_frozen():
        return str(Path(sys.executable).resolve())
    beside = Path(sys.executable).with_name(product.COMMAND)
    return str(beside) if beside.exists() else shutil.which(product.COMMAND) or product.COMMAND


def _refresh() -> None:
    """Update the desktop's caches, where it has the tools; without them, it updates by itself."""
    for tool, folder in (("update-desktop-database", "applications"), ("update-mime-database", "mime")):
        if (program := shutil.which(tool)) and (_share() / folder).is_dir():
            subprocess.run([program, _share() / folder], check=False, capture_output=True)
