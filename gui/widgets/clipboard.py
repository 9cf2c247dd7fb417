"""Files and pictures that come by drag or paste."""

import base64
import contextlib
import os
import tempfile
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage


def local_paths(mime: QMimeData) -> list[Path]:
    """List the files and folders of this computer that a drag or the clipboard holds."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if any("\ufffd" in str(path) for path in paths):
        # Names that are no UTF-8: Qt's texts cannot hold them, the list that came can.
        lines = bytes(mime.data("text/uri-list").data()).splitlines()
        return [path for line in lines if (path := _path_of(line))]
    return paths


def is_welcome(mime: QMimeData) -> bool:
    """Tell whether something that is dragged can be opened, or at least be answered in words."""
    return bool(local_paths(mime)) or has_picture(mime) or bool(address_words(mime))


def has_picture(mime: QMimeData) -> bool:
    """Tell whether a picture itself came, rather than a file or an address."""
    return mime.hasImage() or any(url.scheme() == "data" for url in mime.urls())


def address_words(mime: QMimeData) -> str:
    """Say why an address that was dropped or pasted is not opened; "" where none was."""
    texts = [url.toString() for url in mime.urls() if not url.isLocalFile()] or mime.text().split()[:1]
    address = QUrl(texts[0]) if texts else QUrl()
    if address.scheme() in ("http", "https", "ftp"):
        return "Falx opens no web address; save the picture and open the file"
    if mime.hasUrls() and address.scheme() and address.scheme() not in ("file", "data"):
        return f"Falx cannot open {address.scheme()} addresses; copy the file to this computer"
    return ""


def _embedded_picture(mime: QMimeData) -> QImage | None:
    """Read the picture out of an address that holds it itself, as browsers give for small ones (RFC 2397)."""
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
    """Keeps pasted pictures as files for as long as the window lives, so that one way of reading serves all."""

    def __init__(self) -> None:
        """Make room for them when the first one comes."""
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._count = 0

    def save(self, mime: QMimeData) -> Path | None:
        """Write the picture that the clipboard or a drag holds; None where there is none, or no room for it."""
        image = mime.imageData() if mime.hasImage() else _embedded_picture(mime)
        if not isinstance(image, QImage) or image.isNull():
            return None
        try:
            # What cannot be deleted at the end must not keep the window from closing.
            self._folder = self._folder or tempfile.TemporaryDirectory(prefix="falx-", ignore_cleanup_errors=True)
        except OSError:
            return None
        self._count += 1
        path = Path(self._folder.name) / f"pasted picture {self._count}.png"
        return path if image.save(str(path)) else None

    def holds(self, path: Path) -> bool:
        """Tell whether a file is one of these."""
        return self._folder is not None and path.parent == Path(self._folder.name)

    def discard(self) -> None:
        """Delete them."""
        if self._folder:
            self._folder.cleanup()
            self._folder = None


def accept_copy(event: QDropEvent) -> None:
    """Take what is dropped as a copy: never a move, after which a file manager would delete the file."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
