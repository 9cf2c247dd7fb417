"""Stage for a screenshot: wait for a window, hide the home folder, write small files."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QEventLoop, QIODevice, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from bench.screenshots.shots import DOCS, Shot
from bench.screenshots.small_png import write_small_png

# A computer that also trains is slow, not stuck.
_PATIENCE_S = 600.0
_SETTLING_MS, _STEP_MS = 300, 50


class NothingSeenError(Exception):
    """A window did not show the wanted content, or not in time."""


class Stage:
    """Waits for windows and keeps screenshots of them; `taken` lists which."""

    def __init__(self, home: Path, folder: Path = DOCS) -> None:
        """Take pictures in which the path of a temporary home reads `~`.

        Args:
            home: that is hidden.
            folder: to write the pictures to, by the values of their `Shot`.
        """
        self._home, self._folder = str(home), folder
        self.taken: list[Shot] = []
        self._pictures: dict[bytes, Shot] = {}

    def wait_for(self, condition: Callable[[], object], what: str, patience_s: float = _PATIENCE_S) -> None:
        """Process events until a condition is true.

        Raises:
            NothingSeenError: naming what was awaited.
        """
        end = time.monotonic() + patience_s
        while not condition():
            if time.monotonic() > end:
                raise NothingSeenError(f"no picture: after {patience_s:.0f} s there was still no {what}")
            self.settle(_STEP_MS)

    def settle(self, milliseconds: int = _SETTLING_MS) -> None:
        """Process events for a while."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def take(self, shot: Shot, window: QWidget) -> None:
        """Keep a screenshot of a window, once it has come to rest.

        Raises:
            NothingSeenError: if it is that of an earlier shot, so that nothing has changed in between.
        """
        if focused := QApplication.focusWidget():
            focused.clearFocus()
        self.settle()
        self._hide_home(window)
        QApplication.sendPostedEvents()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        window.grab().save(buffer, "PNG")
        earlier = self._pictures.setdefault(buffer.data().data(), shot)
        if earlier is not shot:
            raise NothingSeenError(f"no picture: {shot.value} would be the same as {earlier.value}")
        target = self._folder / shot.value
        target.parent.mkdir(parents=True, exist_ok=True)
        write_small_png(buffer.data().data(), target)
        self.taken.append(shot)
        print(f"{shot.value}: {target.stat().st_size / 1000:.0f} kB")

    def _hide_home(self, window: QWidget) -> None:
        for kind in (QLabel, QLineEdit):
            for widget in window.findChildren(kind):
                if self._home in widget.text():
                    # Code that watches the window must not take it for a change by the user.
                    widget.blockSignals(True)
                    widget.setText(widget.text().replace(self._home, "~"))
                    if isinstance(widget, QLineEdit):
                        widget.setCursorPosition(0)
                    widget.blockSignals(False)
