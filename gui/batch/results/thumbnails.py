"""Small pictures for the visible rows."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage, QPixmap

from core.errors import FalxError, UnreadableImageError
from core.program.wording import count_of
from gui.work.file_reading import file_reader
from gui.work.small_pictures import SmallPictures

if TYPE_CHECKING:
    from core.image.slice import Slice

# In pixels of the screen: 40 points at twice the resolution.
SIDE = 80
_KEPT, _MOST_WAITING = 2000, 48

Place = tuple[str, int]


class Thumbnails(SmallPictures[Place]):
    """Shows the slice of each row; the newest request is drawn first."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without pictures."""
        super().__init__(self._draw_row, _KEPT, _MOST_WAITING, begins_with_last=True, parent=parent)
        # The rows of a volume follow each other, so its file is read once.
        self._last: tuple[str, list[Slice]] = ("", [])
        self._problem: FalxError | None = None

    def picture(self, path: str, frame: int) -> QPixmap | None:
        """Return the picture of a row; None if it is not there yet, or cannot be made."""
        return self.find((path, frame), (path, frame))

    def lack_of(self, path: str, frame: int) -> str:
        """Return why the picture of a row cannot be made; "" if it can, or was not tried yet."""
        return self.reason((path, frame))

    def _draw_row(self, place: Place, is_wanted: Callable[[], bool]) -> QImage | None:
        path, frame = place
        if path != self._last[0]:
            # A file that cannot be read is not tried again for its next row.
            self._last, self._problem = (path, []), None
            try:
                self._last = (path, file_reader().read_slices(Path(path), is_wanted=is_wanted))
            except FalxError as error:
                self._problem = error
        slices = self._last[1]
        if frame < len(slices):
            return render_thumbnail(slices[frame])
        raise self._problem or UnreadableImageError(
            subject=path, expected=f"slice {frame + 1}", got=count_of(len(slices), "slice")
        )


def render_thumbnail(image: "Slice") -> QImage:
    """Draw a slice through its window, its longer side as long as `SIDE`."""
    import cv2

    from core.image.windowing import shown_pixels
    from gui.viewer.rendering import as_image

    shown = shown_pixels(image)
    height, width = shown.shape[:2]
    scale = SIDE / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return as_image(cv2.resize(shown, size, interpolation=cv2.INTER_AREA))
