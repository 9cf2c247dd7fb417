"""Lines of a wrapped label end within no percentage."""

import pytest
from PySide6.QtGui import QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel

from gui.widgets.wrapped_label import wrapped_label

TEXT = "Verdicts were right in 95 % of 602 images (> 99 % at first, < 1 % at the end)."


def lines_of(label, width):
    """What is on each line of a label at a width."""
    layout = QTextLayout(QLabel.text(label), label.font())
    layout.setTextOption(QTextOption())
    found = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        found.append(layout.text()[line.textStart() : line.textStart() + line.textLength()])
    layout.endLayout()
    return found


@pytest.mark.parametrize("width", range(60, 400, 7))
def test_no_line_ends_within_a_percentage(qtbot, width):
    label = wrapped_label("faint", TEXT)
    qtbot.addWidget(label)
    lines = [line.strip() for line in lines_of(label, width)]
    assert len(lines) > 1
    assert not any(line.startswith("%") or line.endswith(("<", ">")) for line in lines)


def test_the_text_is_as_it_was_set(qtbot):
    label = wrapped_label()
    qtbot.addWidget(label)
    label.setText(TEXT)
    assert label.text() == TEXT
    assert QLabel.text(label) != TEXT
    label.clear()
    assert label.text() == QLabel.text(label) == ""
