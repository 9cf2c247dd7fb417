"""Strips over the top of the picture with notices that the user dismisses."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from core.program.translation import mark, tr
from gui.widgets.notice_strip import NoticeStack, NoticeStrip

_MODEL_NEWS = mark("Model in use")


class Notices(QObject):
    """Adds strips over a widget, and removes outdated ones."""

    def __init__(self, host: QWidget) -> None:
        """Start without strips.

        Args:
            host: the widget that the strips cover in part, such as the room of the picture.
        """
        super().__init__(host)
        self.stack = NoticeStack(host)

    @Slot(str)
    def tell(self, words: str) -> None:
        """Show a notice."""
        self.stack.add(NoticeStrip(tr("Notice"), words))

    @Slot(str)
    def tell_model_news(self, words: str) -> None:
        """Show that another model answers now; replaces an earlier notice of that kind, and "" removes it."""
        for strip in self.stack.findChildren(NoticeStrip):
            if strip.windowTitle() == tr(_MODEL_NEWS):
                strip.leave()
        if words:
            self.stack.add(NoticeStrip(tr(_MODEL_NEWS), words))
