"""Small pictures for the visible rows, read on a separate thread."""

import logging
import threading
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from core.errors import FalxError
from core.program.crash_log import keep_crash
from core.program.log import Word

if TYPE_CHECKING:
    from core.image.slice import Slice

_log = logging.getLogger(__name__)

# In pixels of the screen: 40 points at twice the resolution.
SIDE = 80
_KEPT = 2000
# In fast scrolling, only the last stop matters.
_MOST_WAITING = 48
_FAREWELL_S = 0.5

Key = tuple[str, int]


class Thumbnails(QObject):
    """Returns cached pictures, and makes missing ones, the newest request first."""

    made = Signal()
    _rendered = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without pictures; the first request starts the thread."""
        super().__init__(parent)
        self._pictures: OrderedDict[Key, QPixmap | None] = OrderedDict()
        self._waiting: OrderedDict[Key, None] = OrderedDict()
        # Requested, and not yet arrived.
        self._underway: set[Key] = set()
        self._changed = threading.Condition()
        self._is_stopping = False
        self._thread = threading.Thread(target=self._serve, name="falx thumbnails", daemon=True)
        self._rendered.connect(self._on_self_rendered)

    def picture(self, path: str, frame: int) -> QPixmap | None:
        """Return a picture; None if it is not there yet, or cannot be made."""
        key = (path, frame)
        if key in self._pictures:
            self._pictures.move_to_end(key)
            return self._pictures[key]
        with self._changed:
            if self._is_stopping or key in self._underway:
                return None
            self._waiting[key] = None
            self._waiting.move_to_end(key)
            while len(self._waiting) > _MOST_WAITING:
                self._waiting.popitem(last=False)
            self._changed.notify()
        if self._thread.ident is None:
            self._thread.start()
        return None

    def stop(self) -> None:
        """End the thread, without waiting where it reads a huge file."""
        with self._changed:
            self._is_stopping = True
            self._changed.notify()
        if self._thread.ident is not None:
            self._thread.join(_FAREWELL_S)

    def _serve(self) -> None:
        last: tuple[str, list[Slice]] = ("", [])
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._is_stopping)
                if self._is_stopping:
                    return
                key, _ = self._waiting.popitem(last=True)
                self._underway.add(key)
            path, frame = key
            if path != last[0]:
                last = (path, _read(path))
            picture = None
            try:
                picture = _render(last[1][frame]) if frame < len(last[1]) else None
            except Exception as error:  # noqa: BLE001 - one picture that cannot be drawn must not cost all others
                keep_crash(error)
                _log.error(Word("a small picture could not be drawn"), exc_info=error)
            try:
                self._rendered.emit(key, picture)
            except RuntimeError:
                # Qt has deleted the object: the window is gone.
                return

    def _on_self_rendered(self, key: Key, image: QImage | None) -> None:
        with self._changed:
            self._underway.discard(key)
        # A pixmap can only be made on this thread.
        self._pictures[key] = QPixmap.fromImage(image) if image else None
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        self.made.emit()


def _read(path: str) -> "list[Slice]":
    from core.readers import read_slices

    try:
        return read_slices(Path(path))
    except FalxError:
        # Its row says why it cannot be read.
        return []
    except Exception as error:  # noqa: BLE001 - one file that cannot be read must not cost all other pictures
        keep_crash(error)
        _log.error(Word("a file could not be read for its small picture"), exc_info=error)
        return []


def _render(image: "Slice") -> QImage:
    import cv2

    from core.image.windowing import shown_pixels
    from gui.viewer.rendering import as_image

    shown = shown_pixels(image)
    height, width = shown.shape[:2]
    scale = SIDE / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return as_image(cv2.resize(shown, size, interpolation=cv2.INTER_AREA))
