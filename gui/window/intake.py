"""What is dropped on the window or pasted into it: files to open, a picture to keep as one, or an address to refuse."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal

from gui.widgets.clipboard import PastedPictures, address_words, has_picture, local_paths

_NOT_KEPT = "The picture could not be taken over; save it as a file and open that"


class Intake(QObject):
    """Takes what is dropped or pasted.

    `paths_given` carries what is to be opened; `refused` says why something is not.
    """

    paths_given = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with no pasted pictures."""
        super().__init__(parent)
        self._pasted = PastedPictures()

    def take(self, mime: QMimeData) -> bool:
        """Have it opened, or say why not; tells whether there was something to say."""
        picture = None if local_paths(mime) else self._pasted.save(mime)
        paths = [picture] if picture else local_paths(mime)
        if paths:
            self.paths_given.emit(paths)
            return True
        words = address_words(mime) or (_NOT_KEPT if has_picture(mime) else "")
        if words:
            self.refused.emit(words)
            return True
        return False

    def is_pasted(self, path: Path) -> bool:
        """Tell whether a file is a pasted picture, which is gone with the window."""
        return self._pasted.holds(path)

    def discard(self) -> None:
        """Delete the pasted pictures."""
        self._pasted.discard()
