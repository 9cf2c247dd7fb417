"""Draws what training makes of some images, off the window's thread; the newest request wins."""

import logging
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QThread, Signal
from PySide6.QtGui import QImage

from core.preprocessing import Framing
from training.config import AugmentationConfig
from training.preview import read_samples, vary_samples

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PreviewRequest:
    """What to draw: so many changed images of some files, each of so many pixels a side."""

    paths: tuple[Path, ...]
    augmentation: AugmentationConfig
    framing: Framing
    size: int
    count: int


class PreviewThread(QThread):
    """Reads the images once and varies them on request."""

    drawn = Signal(object)

    def __init__(self) -> None:
        """Prepare it; the first request starts it."""
        super().__init__()
        self._changed = threading.Condition()
        self._pending: PreviewRequest | None = None
        self._is_stopping = False
        self._known: tuple[object, ...] = ()
        self._samples: list[npt.NDArray[np.uint8]] = []

    def draw(self, request: PreviewRequest) -> None:
        """Ask for pictures; `drawn` brings a list of them."""
        with self._changed:
            self._pending, self._is_stopping = request, False
            self._changed.notify()
        if not self.isRunning():
            self.start()

    def stop(self) -> None:
        """End the thread after what it is doing now, and wait for it."""
        with self._changed:
            self._is_stopping = True
            self._changed.notify()
        self.wait()

    def run(self) -> None:
        """Serve requests until stopped. Called by Qt."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._pending or self._is_stopping)
                if self._is_stopping or self._pending is None:
                    return
                request, self._pending = self._pending, None
            try:
                self.drawn.emit(self._drawn(request))
            except Exception:  # noqa: BLE001 - the boundary of the thread: a preview is no reason to end the program
                _log.exception("the preview failed")

    def _drawn(self, request: PreviewRequest) -> list[QImage]:
        known = (request.paths, request.size, request.framing)
        if known != self._known:
            self._samples, self._known = read_samples(request.paths, request.size, request.framing), known
        pictures = vary_samples(self._samples, request.augmentation, request.size, request.count)
        # A QImage does not own NumPy's memory; its copy does.
        return [
            QImage(picture.tobytes(), request.size, request.size, request.size, QImage.Format.Format_Grayscale8).copy()
            for picture in pictures
        ]
