"""Opens the page in the browser: the token is in no command line, which other users of the computer can read."""

import contextlib
import html
import os
import tempfile
import threading
import webbrowser
from pathlib import Path

# A browser that is a snap reads no file outside the home folder, nor one that is hidden there.
_SNAPS = Path("/snap")


class PageOpener:
    """Opens an address by a file that leads to it, which only this user can read."""

    def __init__(self, address: str) -> None:
        """Prepare nothing yet.

        Args:
            address: of the page, with the token.
        """
        self._address = address
        self._path: Path | None = None

    def open(self) -> None:
        """Ask the browser to open the page; a thread waits for it. Where that fails, the printed address remains."""
        with contextlib.suppress(OSError, RuntimeError):
            self._path = _write(self._address)
            # Some browsers end only when the user closes them.
            threading.Thread(target=_show, args=(self._path.as_uri(),), name="falx browser", daemon=True).start()

    def close(self) -> None:
        """Delete the file."""
        if self._path:
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)


def _write(address: str) -> Path:
    folder = Path.home() if _SNAPS.is_dir() else None
    # Readable by this user alone.
    handle, name = tempfile.mkstemp(".html", "falx-", folder)
    shown = html.escape(address)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write('<!doctype html><meta charset="utf-8"><title>Falx</title>')
        file.write(f'<meta http-equiv="refresh" content="0; url={shown}"><a href="{shown}">Open Falx</a>\n')
    return Path(name)


def _show(address: str) -> None:
    with contextlib.suppress(webbrowser.Error, OSError):
        webbrowser.open(address)
