"""What runs behind the main window, at the right of its status line: what it is, how far, and a click leads to it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, SignalInstance
from PySide6.QtWidgets import QPushButton, QStatusBar

from core.program.translation import tr
from gui.widgets.theme import tabular
from gui.work.ongoing import Ongoing

# Of the name of what runs, so that the message at the left keeps room in the smallest window.
_NAME_WIDTH = 200


class OngoingWork(QObject):
    """Holds a button for each window whose work runs."""

    def __init__(self, bar: QStatusBar) -> None:
        """Start without work."""
        super().__init__(bar)
        self._bar = bar

    def watch(self, changed: SignalInstance, come_forward: Callable[[], None]) -> None:
        """Show the work of a window while it runs.

        Args:
            changed: carries an `Ongoing`, or None when the work has ended.
            come_forward: shows the window.
        """
        button = QPushButton()
        button.setFlat(True)
        button.setProperty("tone", "link")
        button.setFont(tabular(button.font()))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(come_forward)
        button.hide()
        self._bar.addPermanentWidget(button)
        # A widget that is added to a visible bar may be shown by it.
        button.hide()
        changed.connect(lambda ongoing: _show(button, ongoing))


def _show(button: QPushButton, ongoing: Ongoing | None) -> None:
    if ongoing is None:
        button.hide()
        return
    whole = f"{ongoing.words}: {ongoing.share}" if ongoing.share else f"{ongoing.words}…"
    name = button.fontMetrics().elidedText(ongoing.words, Qt.TextElideMode.ElideMiddle, _NAME_WIDTH)
    button.setText((f"{name}: {ongoing.share}" if ongoing.share else f"{name}…").replace("&", "&&"))
    button.setAccessibleName(whole)
    button.setToolTip("\n".join(filter(None, (whole, ongoing.detail, tr("Click to show its window")))))
    button.show()
