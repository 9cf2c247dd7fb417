"""The line above the figures with remarks: content of the file that was ignored or corrected."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from core.program.translation import tr
from core.program.wording import one_line
from gui.widgets.icons import load_icon
from gui.widgets.theme import Colours
from gui.widgets.wrapped_label import WrappedLabel

_ICON = 16


class RemarkLine(QFrame):
    """Shows remarks in a quiet style; keyboard and screen readers can reach them."""

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        """Start empty and hidden."""
        super().__init__(parent)
        self.setObjectName("infoLine")
        self._icon, self._words = QLabel(), WrappedLabel()
        self._words.setMinimumWidth(1)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        by_keys = Qt.TextInteractionFlag.TextSelectableByKeyboard
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | by_keys)
        self._words.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.set_colours(colours)
        self.hide()

    def set_colours(self, colours: Colours) -> None:
        """Apply the colours of a theme."""
        self._icon.setPixmap(load_icon("problem", QColor(colours.faint)).pixmap(QSize(_ICON, _ICON)))

    def reserve(self, is_needed: bool) -> None:
        """Reserve room, or release it; a stack keeps the room for all slices, so that the picture does not move."""
        self._words.clear()
        self.setVisible(is_needed)

    def show_remarks(self, remarks: tuple[str, ...]) -> None:
        """Show the remarks on a slice."""
        sentences = [one_line(remark).rstrip(".") + "." for remark in remarks]
        self._words.setText(" ".join(sentences))
        self._words.setAccessibleName(tr("Remarks on the file: {words}", words=self._words.text()) if remarks else "")
        self._words.setToolTip("\n".join(sentences))
        self._icon.setVisible(bool(remarks))
