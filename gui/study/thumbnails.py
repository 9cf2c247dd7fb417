"""Small pictures of the series in sight, made on a thread apart once the picture itself is there."""

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
    from core.series.entry import Series

_log = logging.getLogger(__name__)

# In pixels of the screen, for 48 at twice the size.
SIDE = 96
_KEPT, _MOST_WAITING, _FAREWELL_S = 1000, 32, 0.5


class SeriesThumbnails(QObject):
    """Gives pictures that are there, and makes those that are not; `made` shows that there is one more."""

    made = Signal()
    _drawn = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with none; the thread starts with the first request."""
        super().__init__(parent)
        self._pictures: OrderedDict[Path, QPixmap | None] = OrderedDict()
        self._waiting: OrderedDict[Path, Series] = OrderedDict()
        self._underway: set[Path] = set()
        self._changed = threading.Condition()
        self._is_held = self._is_stopping = False
        self._thread = threading.Thread(target=self._serve, name="falx series thumbnails", daemon=True)
        self._drawn.connect(self._on_self_drawn)

    def picture(self, series: "Series") -> QPixmap | None:
        """Give the picture of a series; None if it is not there yet, or cannot be made."""
        key = series.middle
        if key in self._pictures:
            self._pictures.move_to_end(key)
            return self._pictures[key]
        with self._changed:
            if self._is_stopping or key in self._underway:
                return None
            self._waiting[key] = series
            self._waiting.move_to_end(key)
            while len(self._waiting) > _MOST_WAITING:
                self._waiting.popitem(last=False)
            self._changed.notify()
        if self._thread.ident is None:
            self._thread.start()
        return None

    def hold(self, is_held: bool) -> None:
        """Let the pictures wait while something is read that the user waits for."""
        with self._changed:
            self._is_held = is_held
            self._changed.notify()

    def stop(self) -> None:
        """End the thread; one that is within a huge file is not waited for."""
        with self._changed:
            self._is_stopping = True
            self._changed.notify()
        if self._thread.ident is not None:
            self._thread.join(_FAREWELL_S)

    def _serve(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._is_stopping or (self._waiting and not self._is_held))
                if self._is_stopping:
                    return
                # What is higher up was asked for first.
                key, series = self._waiting.popitem(last=False)
                self._underway.add(key)
            picture = _draw(series)
            try:
                self._drawn.emit(key, picture)
            except RuntimeError:
                # Qt has deleted the object: the window is gone.
                return

    def _on_self_drawn(self, key: Path, image: QImage | None) -> None:
        with self._changed:
            self._underway.discard(key)
        # A pixmap can only be made here.
        self._pictures[key] = QPixmap.fromImage(image) if image else None
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        self.made.emit()


def _draw(series: "Series") -> QImage | None:
    from core.series.thumbnail import draw_thumbnail

    try:
        pixels = draw_thumbnail(series, SIDE)
    except (FalxError, OSError):
        # Opening it shows why it cannot be read.
        return None
    except Exception as error:  # noqa: BLE001 - one picture that cannot be drawn must not cost all others
        keep_crash(error)
        _log.error(Word("a small picture could not be drawn"), exc_info=error)
        return None
    height, width = pixels.shape[:2]
    return QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()
