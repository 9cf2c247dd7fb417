"""Small pictures of the series in sight."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage, QPixmap

from gui.work.file_reading import file_reader
from gui.work.small_pictures import SmallPictures

if TYPE_CHECKING:
    from core.series.entry import Series

# In pixels of the screen, for 48 at twice the size.
SIDE = 96
_KEPT, _MOST_WAITING = 1000, 32


class SeriesThumbnails(SmallPictures["Series"]):
    """Shows the middle of each series; the one that is highest in the list is drawn first."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without pictures."""
        super().__init__(_draw, _KEPT, _MOST_WAITING, begins_with_last=False, parent=parent)

    def picture(self, series: "Series") -> QPixmap | None:
        """Return the picture of a series; None if it is not there yet, or cannot be made."""
        return self.find(series.middle, series)

    def lack_of(self, series: "Series") -> str:
        """Return why the picture of a series cannot be made; "" if it can, or was not tried yet."""
        return self.reason(series.middle)


def _draw(series: "Series", is_wanted: Callable[[], bool]) -> QImage:
    from core.series.thumbnail import draw_thumbnail

    pixels = draw_thumbnail(file_reader().read_slices(series.middle, is_wanted=is_wanted), SIDE)
    height, width = pixels.shape[:2]
    return QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()
