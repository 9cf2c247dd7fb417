"""The table of which class was taken for which: true ones down, predicted ones across."""

import numpy as np
import pytest
from PySide6.QtGui import QColor

from gui.training.result.confusion_view import ConfusionView
from gui.widgets.theme import DARK
from tests.gui.painting import painted

# All gliomas were called meningioma; all others were called right.
COUNTS = [[0, 9, 0], [0, 8, 0], [0, 0, 7]]


@pytest.fixture
def view(qtbot):
    view = ConfusionView(DARK)
    qtbot.addWidget(view)
    view.show_counts(["Glioma", "Meningioma", "No tumour"], COUNTS)
    return view


def test_full_cells_stand_where_row_and_column_meet(view):
    pixels = painted(view)
    accent = QColor(DARK.accent)
    is_full = np.abs(pixels - (accent.red(), accent.green(), accent.blue())).max(axis=2) <= 3
    columns = np.nonzero(is_full)[1]
    # The cells fill the lower right of the view.
    cells = set()
    left = columns.min() - (columns.max() + 1 - columns.min()) // 2
    width, height = (view.width() - left) / 3, (view.height() - 44) / 3
    for row in range(3):
        for column in range(3):
            y, x = round(44 + row * height), round(left + column * width)
            part = is_full[y + 2 : round(y + height) - 4, x + 4 : round(x + width) - 6]
            if part.mean() > 0.7:
                cells.add((row, column))
    assert cells == {(0, 1), (1, 1), (2, 2)}


def test_it_is_said_to_those_who_do_not_see_it(view):
    said = view.accessibleName().split("; ")
    assert said[0] == "Glioma: 0 taken for Glioma, 9 taken for Meningioma, 0 taken for No tumour"
