"""Files and pictures that come by drag or paste."""

import tempfile
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDropEvent, QImage


def local_paths(mime: QMimeData) -> list[Path]:
    """List the files and folders of this computer that a drag or the clipboard holds."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


class PastedPictures:
    """Keeps pasted pictures as files for as long as the window lives, so that one way of reading serves all."""

    def __init__(self) -> None:
        """Make room for them when the first one comes."""
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._count = 0

    def save(self, mime: QMimeData) -> Path | None:
        """Write the picture that the clipboard holds; None where it holds none."""
        image = mime.imageData() if mime.hasImage() else None
        if not isinstance(image, QImage) or image.isNull():
            return None
        self._folder = self._folder or tempfile.TemporaryDirectory(prefix="falx-")
        self._count += 1
        path = Path(self._folder.name) / f"pasted picture {self._count}.png"
        return path if image.save(str(path), "PNG") else None

    def discard(self) -> None:
        """Delete them."""
        if self._folder:
            self._folder.cleanup()
            self._folder = None


def accept_copy(event: QDropEvent) -> None:
    """Take what is dropped as a copy: never a move, after which a file manager would delete the file."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
