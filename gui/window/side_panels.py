"""What is beside the picture: the list of studies at the left and the panel at the right."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QWidget

from gui.panel.prediction_panel import PANEL_WIDTH
from gui.settings import Settings

_HANDLE = 4
# Of the list of studies, until the user changes it.
_FIRST_WIDTH = 232


class SidePanels(QSplitter):
    """Puts a widget at each side of the picture, and remembers their widths."""

    def __init__(self, settings: Settings, centre: QWidget, right: QWidget) -> None:
        """Put centre and right side by side.

        Args:
            settings: remember the widths.
            centre: takes what is left of the width.
            right: the panel.
        """
        super().__init__(Qt.Orientation.Horizontal)
        self.setObjectName("sides")
        self.setHandleWidth(_HANDLE)
        self._settings, self._right = settings, right
        self._left: QWidget | None = None
        self._had_left = False
        for number, widget in enumerate((centre, right)):
            self.addWidget(widget)
            self.setStretchFactor(number, int(widget is centre))
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._on_self_moved)

    def put_left(self, left: QWidget) -> None:
        """Put the list of studies at the left, out of sight."""
        left.hide()
        self._left = left
        self.insertWidget(0, left)
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)
        self.setCollapsible(0, False)
        self._apply_widths()

    def show_left(self, is_shown: bool) -> None:
        """Show or hide the left side."""
        if self._left and is_shown is self._left.isHidden():
            self._left.setVisible(is_shown)
            if is_shown and not self._had_left:
                # From then on, the splitter itself keeps the width.
                self._had_left = True
                self._apply_widths()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the stored widths, once there is something to share."""
        super().showEvent(event)
        self._apply_widths()

    def _apply_widths(self) -> None:
        left = 0 if self._left is None or self._left.isHidden() else self._settings.study_width or _FIRST_WIDTH
        right = self._settings.panel_width or PANEL_WIDTH
        handles = self.handleWidth() * sum(not widget.isHidden() for widget in (self._left, self._right) if widget)
        # A side never gets less than its least width or more than its most, whatever is stored.
        sizes = [max(self.width() - left - right - handles, 1), right]
        self.setSizes([left, *sizes] if self._left else sizes)

    @Slot(int, int)
    def _on_self_moved(self, _position: int, _index: int) -> None:
        if self._left and self._left.isVisible():
            self._settings.study_width = self._left.width()
        if self._right.isVisible():
            self._settings.panel_width = self._right.width()
