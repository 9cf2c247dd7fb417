"""A finding of the check: what, why, what to do, and the button that does it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.program.translation import mark, tr
from gui.translated_messages.relay import relayed
from gui.widgets.theme import SPACE
from gui.widgets.wrapped_label import wrapped_label
from training.audit.advice import Advice, Fix
from training.audit.summary import Severity

_MARKS = {Severity.PROBLEM: "!", Severity.NOTE: "i", Severity.FINE: "✓"}
_WORDS = {Severity.PROBLEM: mark("Problem"), Severity.NOTE: mark("Note"), Severity.FINE: mark("Fine")}
_DONE = {
    Fix.LEAVE_OUT_COPIES: mark("Left out"),
    Fix.LEAVE_OUT_DISPUTED: mark("Left out"),
    Fix.BALANCE: mark("Set"),
    Fix.KEEP_NAMES: mark("Kept"),
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
        sign = QLabel(_MARKS[remark.severity])
        sign.setProperty("tone", "problem" if remark.severity is Severity.PROBLEM else "faint")
        sign.setToolTip(tr(_WORDS[remark.severity]))
        sign.setAccessibleName(tr(_WORDS[remark.severity]))
        sign.setFixedWidth(_MARK_WIDTH)
        sign.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout()
        column.setSpacing(SPACE)
        column.addWidget(wrapped_label("strong" if remark.severity is Severity.PROBLEM else "", relayed(remark.what)))
        if remark.why:
            column.addWidget(wrapped_label("faint", relayed(remark.why)))
        if remark.advice:
            column.addWidget(wrapped_label(text=relayed(remark.advice)))
        column.addLayout(self._buttons())
        self._lines = wrapped_label("faint", "\n".join(map(relayed, advice.lines)))
        self._lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lines.hide()
        column.addWidget(self._lines)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        row.setSpacing(2 * SPACE)
        row.addWidget(sign)
        row.addLayout(column, 1)

    def show_done(self) -> None:
        """Show that the fix is done."""
        if self._advice.fix:
            self._fix.setText(tr(_DONE[self._advice.fix]))
            self._fix.setEnabled(False)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        fix = self._advice.fix
        self._fix = QPushButton(relayed(fix.value) if fix else "")
        self._fix.setVisible(fix is not None)
        self._fix.clicked.connect(self._on_fix_clicked)
        self._more = QPushButton(tr("Show which"))
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
        self._more.setText(tr("Hide") if is_on else tr("Show which"))
        self._lines.setVisible(is_on)
