"""The room of the picture: one pane that fills it, or two or four beside each other."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gui.widgets.restyle import set_style_property

_GAP = 2
_LEAST = QSize(80, 80)


class PaneFrame(QFrame):
    """A pane: a view, a bar beside it, and a head above it where there are several panes.

    `activated` reports that the pane is clicked or gets the focus.
    """

    activated = Signal()

    def __init__(self, view: QWidget, bar: QWidget, parent: QWidget | None = None) -> None:
        """Put a view and its bar into a pane without a head and without a frame.

        Args:
            view: of the picture; its clicks make the pane the active one.
            bar: beside it.
            parent: of the pane.
        """
        super().__init__(parent)
        self.setObjectName("pane")
        self._view, self._alone = view, view.minimumSize()
        # So that the picture does not move when the heat map appears or disappears.
        policy = bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        bar.setSizePolicy(policy)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(view, 1)
        row.addWidget(bar)
        self._column.addLayout(row, 1)
        view.installEventFilter(self)

    @property
    def is_active(self) -> bool:
        """Whether the pane has the frame of the active one."""
        return self.property("active") == "true"

    def set_head(self, head: QWidget) -> None:
        """Put a head above the picture."""
        self._column.insertWidget(0, head)

    def set_active(self, is_active: bool | None) -> None:
        """Draw the frame of the active pane, that of another pane, or none where there is only one pane."""
        set_style_property(self, "active", {True: "true", False: "false", None: ""}[is_active])
        # Several panes share the room of one.
        self._view.setMinimumSize(self._alone if is_active is None else _LEAST)
        width = 0 if is_active is None else _GAP
        self._column.setContentsMargins(width, width, width, width)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the view is clicked, or gets the focus by a key."""
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.FocusIn, QEvent.Type.Wheel):
            self.activated.emit()
        return False


class PaneGrid(QWidget):
    """Shows the first pane alone, or with others beside and below it, all of one size."""

    def __init__(self, first: PaneFrame, parent: QWidget | None = None) -> None:
        """Start with one pane."""
        super().__init__(parent)
        self.setObjectName("picturePage")
        self.first = first
        self._others: list[PaneFrame] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._grid.addWidget(first, 0, 0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(0, 1)

    @property
    def is_single(self) -> bool:
        """Whether the first pane is alone."""
        return not self._others

    def set_others(self, others: Sequence[PaneFrame]) -> None:
        """Show these panes after the first one; those that were shown before are taken out."""
        for pane in self._others:
            if pane not in others:
                self._grid.removeWidget(pane)
                pane.hide()
        self._others = list(others)
        for index, pane in enumerate(self._others, start=1):
            self._grid.addWidget(pane, index // 2, index % 2)
            pane.show()
        for number in (0, 1):
            is_column, is_row = number == 0 or bool(others), number == 0 or len(others) > 1
            self._grid.setColumnStretch(number, int(is_column))
            self._grid.setRowStretch(number, int(is_row))
