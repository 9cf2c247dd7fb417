"""Draws augmented images on a separate thread; the newest request wins."""

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage

from core.jobs.events import Cancelled
from core.model.preprocessing import Framing
from core.program.translation import tr
from gui.work.newest_request import NewestRequestThread
from training.samples.preview import read_samples, vary_samples
from training.settings.config import AugmentationConfig

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class PreviewRequest:
    """A request: the files, the settings, the number of images to draw, and their side in pixels."""

    paths: tuple[Path, ...]
    augmentation: AugmentationConfig
    framing: Framing
    size: int
    count: int


class PreviewThread(NewestRequestThread):
    """Reads the images once and varies them on request. `failed` carries the reason why there is no preview."""

    drawn = Signal(object)
    failed = Signal(str)

    def __init__(self) -> None:
        """Prepare the thread; the first request starts it."""
        super().__init__(("draw",))
        self._known: tuple[object, ...] = ()
        self._samples: list[npt.NDArray[np.uint8]] = []

    def draw(self, request: PreviewRequest) -> None:
        """Request pictures; `drawn` carries a list of them."""

        def work(_number: int) -> None:
            # A newer request follows, or the window is closed.
            with contextlib.suppress(Cancelled):
                self.tell(self.drawn, self._drawn(request))

        self.ask("draw", work)
        # It may rest since the window was closed.
        self.start()

    def tell_failure(self, kind: str, number: int, error: Exception) -> None:
        """Show the error in place of the pictures: a failed preview is no reason to end the program."""
        self.tell(
            self.failed,
            tr(
                "The preview could not be drawn ({name}). For details, choose Help > Show log.",
                name=type(error).__name__,
            ),
        )

    def _drawn(self, request: PreviewRequest) -> list[QImage]:
        known = (request.paths, request.size, request.framing)
        if known != self._known:
            self._samples = read_samples(request.paths, request.size, request.framing, self._wanted("draw"))
            self._known = known
        pictures = vary_samples(self._samples, request.augmentation, request.size, request.count)
        # A QImage does not own NumPy's memory; its copy does.
        return [
            QImage(picture.tobytes(), request.size, request.size, request.size, QImage.Format.Format_Grayscale8).copy()
            for picture in pictures
        ]
