"""Which of two buttons is the primary one: that of an offer at the top of a window, or that of the window."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QPushButton, QWidget

from gui.widgets.restyle import set_style_property


class PrimaryOffer(QObject):
    """Makes the button of an offer the primary one from when it appears until it goes, or something else is chosen."""

    def __init__(self, offer: QWidget, accept: QPushButton, other: QPushButton) -> None:
        """Watch an offer that is hidden now.

        Args:
            offer: the bar at the top.
            accept: its button.
            other: the button that begins something else, primary otherwise.
        """
        super().__init__(offer)
        self._accept, self._other = accept, other
        offer.installEventFilter(self)
        self.prefer_other()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the offer as it appears and goes, whether its window is visible or not."""
        if event.type() is QEvent.Type.ShowToParent:
            self._set_primary(is_offered=True)
        elif event.type() is QEvent.Type.HideToParent:
            self._set_primary(is_offered=False)
        return super().eventFilter(watched, event)

    def prefer_other(self) -> None:
        """Make the other button the primary one, because the user has chosen something else."""
        self._set_primary(is_offered=False)

    def _set_primary(self, is_offered: bool) -> None:
        for button, is_primary in ((self._accept, is_offered), (self._other, not is_offered)):
            set_style_property(button, "tone", "primary" if is_primary else "")
