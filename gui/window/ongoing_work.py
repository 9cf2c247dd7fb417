"""What runs behind the main window, at the right of its status line: what it is, how far, and a click leads to it.

What has ended while its window was closed stays there until that window is shown.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, SignalInstance, Slot
from PySide6.QtWidgets import QPushButton, QStatusBar, QWidget

from core.program.translation import tr
from gui.widgets.elided_words import elided_words
from gui.widgets.theme import tabular

if TYPE_CHECKING:
    from gui.work.ongoing import Ongoing

# Of the name of what runs, so that the message at the left keeps room in the smallest window.
_NAME_WIDTH = 200


class OngoingWork(QObject):
    """Holds a button for each window whose work runs, or has ended unseen."""

    def __init__(self, bar: QStatusBar) -> None:
        """Start without work."""
        super().__init__(bar)
        self._bar = bar

    def watch(
        self, window: QWidget, come_forward: Callable[[], None], changed: SignalInstance, ended: SignalInstance
    ) -> None:
        """Show the work of a window while it runs, and that it has ended until the window is shown.

        Args:
            window: that does the work.
            come_forward: shows it.
            changed: carries an `Ongoing`, or None when the work has ended.
            ended: carries in words how work ended while the window was closed.
        """
        button = _WorkButton(window)
        button.clicked.connect(come_forward)
        self._bar.addPermanentWidget(button)
        # A widget that is added to a visible bar may be shown by it.
        button.hide()
        changed.connect(button.show_ongoing)
        ended.connect(button.show_ended)


class _WorkButton(QPushButton):
    """Names the work of a window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self.setFlat(True)
        self.setProperty("tone", "link")
        self.setFont(tabular(self.font()))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # Of what runs or ran last.
        self._words = ""
        self._has_news = False
        window.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Forget what has ended once its window is shown, by this button or otherwise."""
        if event.type() is QEvent.Type.Show and self._has_news:
            self._has_news = False
            self.hide()
        return super().eventFilter(watched, event)

    @Slot(object)
    def show_ongoing(self, ongoing: "Ongoing | None") -> None:
        """Show what runs and how far it is; hide if nothing does."""
        self._has_news = False
        if ongoing is None:
            self.hide()
            return
        self._words = ongoing.words
        self._show(ongoing.share, f"{ongoing.words}: {ongoing.share}" if ongoing.share else "", ongoing.detail)

    @Slot(str)
    def show_ended(self, text: str) -> None:
        """Show that the work has ended."""
        self._has_news = True
        ended = tr("ended")
        self._show(ended, f"{self._words}: {ended}", text)

    def _show(self, state: str, whole: str, detail: str) -> None:
        whole = whole or f"{self._words}…"
        name = elided_words(self._words, self.fontMetrics(), _NAME_WIDTH)
        self.setText((f"{name}: {state}" if state else f"{name.removesuffix('…')}…").replace("&", "&&"))
        self.setAccessibleName(whole)
        self.setToolTip("\n".join(filter(None, (whole, detail, tr("Click to show its window")))))
        self.show()
