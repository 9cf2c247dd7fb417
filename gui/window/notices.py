"""Strips above the picture that say something until they are dismissed."""

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QMainWindow

from gui.widgets.notice_strip import NoticeStrip

_MODEL_NEWS = "Model in use"


class Notices(QObject):
    """Puts strips into a window, and takes those back that are out of date."""

    def __init__(self, window: QMainWindow) -> None:
        """Begin with none."""
        super().__init__(window)
        self._window = window

    def tell(self, words: str) -> None:
        """Say something."""
        self._put("Notice", words)

    @Slot(str)
    def tell_model_news(self, words: str) -> None:
        """Say that another model answers than before; only the latest counts, and no words take it back."""
        for strip in self._window.findChildren(NoticeStrip):
            if strip.windowTitle() == _MODEL_NEWS:
                strip.leave()
        if words:
            self._put(_MODEL_NEWS, words)

    def _put(self, title: str, words: str) -> None:
        self._window.addToolBar(Qt.ToolBarArea.TopToolBarArea, NoticeStrip(title, words, self._window))
