"""A finding of the check: what, why, what to do, and the button that does it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.widgets.theme import SPACE
from gui.widgets.wrapped_label import wrapped_label
from training.audit.advice import Advice, Fix
from training.audit.summary import Severity

_MARKS = {Severity.PROBLEM: "!", Severity.NOTE: "i", Severity.FINE: "✓"}
_WORDS = {Severity.PROBLEM: "Problem", Severity.NOTE: "Note", Severity.FINE: "Fine"}
_DONE = {
    Fix.LEAVE_OUT_COPIES: "Left out",
    Fix.LEAVE_OUT_DISPUTED: "Left out",
    Fix.BALANCE: "Set",
    Fix.KEEP_NAMES: "Kept",
}
_MARK_WIDTH = 14


class AdviceCard(QFrame):
    """Shows an `Advice`; `fix_asked` signals that its button was pressed."""

    fix_asked = Signal(object)

    def __init__(self, advice: Advice, parent: QWidget | None = None) -> None:
        """Show the advice, its details folded."""
        super().__init__(parent)
        self.setProperty("tone", "card")
        self._advice = advice
        remark = advice.remark
        mark = QLabel(_MARKS[remark.severity])
        mark.setProperty("tone", "problem" if remark.severity is Severity.PROBLEM else "faint")
        mark.setToolTip(_WORDS[remark.severity])
        mark.setAccessibleName(_WORDS[remark.severity])
        mark.setFixedWidth(_MARK_WIDTH)
        mark.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout()
        column.setSpacing(SPACE)
        column.addWidget(wrapped_label("strong" if remark.severity is Severity.PROBLEM else "", remark.what))
        if remark.why:
            column.addWidget(wrapped_label("faint", remark.why))
        if remark.advice:
            column.addWidget(wrapped_label(text=remark.advice))
        column.addLayout(self._buttons())
        self._lines = wrapped_label("faint", "\n".join(advice.lines))
        self._lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lines.hide()
        column.addWidget(self._lines)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        row.setSpacing(2 * SPACE)
        row.addWidget(mark)
        row.addLayout(column, 1)

    def show_done(self) -> None:
        """Show that the fix is done."""
        if self._advice.fix:
            self._fix.setText(_DONE[self._advice.fix])
            self._fix.setEnabled(False)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        fix = self._advice.fix
        self._fix = QPushButton(fix.value if fix else "")
        self._fix.setVisible(fix is not None)
        self._fix.clicked.connect(self._on_fix_clicked)
        self._more = QPushButton("Show which")
        self._more.setProperty("tone", "link")
        self._more.setCheckable(True)
        self._more.setVisible(bool(self._advice.lines))
        self._more.toggled.connect(self._on_more_toggled)
        row.addWidget(self._fix)
        row.addWidget(self._more)
        row.addStretch()
        return row

    @Slot()
    def _on_fix_clicked(self) -> None:
        self.fix_asked.emit(self._advice)

    @Slot(bool)
    def _on_more_toggled(self, is_on: bool) -> None:
        self._more.setText("Hide" if is_on else "Show which")
        self._lines.setVisible(is_on)
