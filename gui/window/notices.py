"""Strips above the picture with notices that the user dismisses."""

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QMainWindow

from core.program.translation import mark, tr
from gui.widgets.notice_strip import NoticeStrip

_MODEL_NEWS = mark("Model in use")


class Notices(QObject):
    """Adds strips to a window, and removes outdated ones."""

    def __init__(self, window: QMainWindow) -> None:
        """Start without strips."""
        super().__init__(window)
        self._window = window

    def tell(self, words: str) -> None:
        """Show a notice."""
        self._put(tr("Notice"), words)

    @Slot(str)
    def tell_model_news(self, words: str) -> None:
        """Show that another model answers now; replaces an earlier notice of that kind, and "" removes it."""
        for strip in self._window.findChildren(NoticeStrip):
            if strip.windowTitle() == tr(_MODEL_NEWS):
                strip.leave()
        if words:
            self._put(tr(_MODEL_NEWS), words)

    def _put(self, title: str, words: str) -> None:
        self._window.addToolBar(Qt.ToolBarArea.TopToolBarArea, NoticeStrip(title, words, self._window))
