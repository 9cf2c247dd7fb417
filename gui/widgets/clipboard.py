"""Files and pictures that are dropped or pasted."""

import base64
import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes, urlsplit

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage

from core.program.translation import tr

if TYPE_CHECKING:
    import tempfile


def local_paths(mime: QMimeData) -> list[Path]:
    """List the local files and folders in a drag or the clipboard."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if any("\ufffd" in str(path) for path in paths):
        # Names that are not UTF-8: Qt's texts cannot hold them, but the raw list can.
        lines = bytes(mime.data("text/uri-list").data()).splitlines()
        return [path for line in lines if (path := _path_of(line))]
    return paths


def has_picture(mime: QMimeData) -> bool:
    """Return whether the data is a picture, rather than a file or an address."""
    return mime.hasImage() or any(url.scheme() == "data" for url in mime.urls())


def address_words(mime: QMimeData) -> str:
    """Return why a dropped or pasted address is not opened; "" where there is none."""
    texts = [url.toString() for url in mime.urls() if not url.isLocalFile()] or mime.text().split()[:1]
    address = QUrl(texts[0]) if texts else QUrl()
    if address.scheme() in ("http", "https", "ftp"):
        return tr("Falx does not open web addresses; save the picture and open the file")
    if mime.hasUrls() and address.scheme() and address.scheme() not in ("file", "data"):
        return tr("Falx cannot open {scheme} addresses; copy the file to this computer", scheme=address.scheme())
    return ""


def _embedded_picture(mime: QMimeData) -> QImage | None:
    """Read the picture from a data URL, which browsers use for small pictures (RFC 2397)."""
    for url in mime.urls():
        head, _, body = url.toString(QUrl.ComponentFormattingOption.FullyEncoded).partition(",")
        if head.startswith("data:"):
            content = unquote_to_bytes(body)
            with contextlib.suppress(ValueError):
                return QImage.fromData(base64.b64decode(content) if head.endswith(";base64") else content)
    return None


def _path_of(line: bytes) -> Path | None:
    address = urlsplit(line.strip())
    return Path(os.fsdecode(unquote_to_bytes(address.path))) if address.scheme == b"file" else None


class PastedPictures:
    """Keeps pasted pictures as files while the window exists, so that all pictures are read in the same way."""

    def __init__(self) -> None:
        """Start without a folder; the first picture creates it."""
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._count = 0

    def save(self, mime: QMimeData) -> Path | None:
        """Write the picture from the clipboard or a drag to a file; None where there is no picture, or no space."""
        image = mime.imageData() if mime.hasImage() else _embedded_picture(mime)
        if not isinstance(image, QImage) or image.isNull():
            return None
        # It needs many modules, and the first paint does not need it.
        import tempfile

        try:
            # A file that cannot be deleted must not keep the window from closing.
            self._folder = self._folder or tempfile.TemporaryDirectory(prefix="falx-", ignore_cleanup_errors=True)
        except OSError:
            return None
        self._count += 1
        path = Path(self._folder.name) / f"pasted picture {self._count}.png"
        return path if image.save(str(path)) else None

    def holds(self, path: Path) -> bool:
        """Return whether a file is a pasted picture."""
        return self._folder is not None and path.parent == Path(self._folder.name)

    def discard(self) -> None:
        """Delete the pasted pictures."""
        if self._folder:
            self._folder.cleanup()
            self._folder = None


def accept_copy(event: QDropEvent) -> None:
    """Accept a drop as a copy, never as a move, after which a file manager would delete the file."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
