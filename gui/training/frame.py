"""The frame of the training window: the column with the steps at the left, and the row with the buttons below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.program.translation import tr
from core.program.wording import NOTICE
from gui.widgets.step_list import StepList
from gui.widgets.theme import SPACE

_STEPS_WIDTH = 184


def make_side(steps: StepList, earlier: QPushButton) -> QWidget:
    """Make the column at the left: the steps, a button for earlier runs, and the notice."""
    side = QWidget()
    side.setObjectName("stepColumn")
    side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    side.setFixedWidth(_STEPS_WIDTH)
    column = QVBoxLayout(side)
    column.setContentsMargins(2 * SPACE, 4 * SPACE, 2 * SPACE, 3 * SPACE)
    column.addWidget(steps)
    column.addStretch()
    column.addWidget(earlier)
    notice = QLabel(tr(NOTICE))
    notice.setProperty("tone", "faint")
    notice.setWordWrap(True)
    column.addWidget(notice)
    return side


def make_foot(words: QLabel, back: QPushButton, following: QPushButton) -> QWidget:
    """Make the row below: what there is to say, and the buttons."""
    foot = QWidget()
    foot.setObjectName("foot")
    foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    row = QHBoxLayout(foot)
    row.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 2 * SPACE)
    row.addWidget(words, 1)
    row.addWidget(back)
    row.addWidget(following)
    return foot
