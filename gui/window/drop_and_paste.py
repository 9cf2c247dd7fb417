"""Dropped and pasted data: files to open, a picture to save and open, or an address to refuse."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal

from core.program.translation import mark, tr
from gui.widgets.clipboard import PastedPictures, address_words, has_picture, local_paths
from gui.widgets.drop_zone import DropOffer, dragged_name
from gui.work.model_files import is_named_model

_NOT_KEPT = mark("The picture could not be pasted; save it as a file and open that file")


def describe_drop(mime: QMimeData) -> DropOffer:
    """Say what a drop on the main window does."""
    paths = local_paths(mime)
    models = [path for path in paths if is_named_model(path)]
    if paths and len(models) == len(paths):
        return DropOffer(tr("Drop to install the model {name}", name=dragged_name(models)))
    if paths:
        return DropOffer(tr("Drop to open {name}", name=dragged_name(paths)))
    if has_picture(mime):
        return DropOffer(tr("Drop to open the picture"))
    words = address_words(mime) or tr("Falx opens pictures, files and folders")
    return DropOffer(words, is_accepted=False)


class DropAndPaste(QObject):
    """Takes dropped and pasted data.

    `paths_given` carries the paths to open; `refused` the reason why something is not opened.
    """

    paths_given = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without pasted pictures."""
        super().__init__(parent)
        self._pasted = PastedPictures()

    def take(self, mime: QMimeData) -> bool:
        """Open the data, or show why not; return whether there was anything to open or refuse."""
        picture = None if local_paths(mime) else self._pasted.save(mime)
        paths = [picture] if picture else local_paths(mime)
        if paths:
            self.paths_given.emit(paths)
            return True
        words = address_words(mime) or (tr(_NOT_KEPT) if has_picture(mime) else "")
        if words:
            self.refused.emit(words)
            return True
        return False

    def is_pasted(self, path: Path) -> bool:
        """Return whether a file is a pasted picture, which is deleted with the window."""
        return self._pasted.holds(path)

    def discard(self) -> None:
        """Delete the pasted pictures."""
        self._pasted.discard()
