"""What of a file had to be put right is said beside its picture."""

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

import core.readers
from tests.gui.conftest import texts_of, wait_for_answer, wait_for_title

REMARK = "The file's window is not a number; shown by its own grey levels"


@pytest.fixture
def remarked(monkeypatch):
    """Have the second slice of each file remarked on."""
    read = core.readers.read_slices

    def read_slices(path, on_progress=None):
        slices = read(path)
        if len(slices) == 1:
            return slices
        middle = len(slices) // 2
        return [dataclasses.replace(one, remarks=(REMARK,) if one.frame == middle else ()) for one in slices]

    monkeypatch.setattr("core.readers.read_slices", read_slices)


def test_a_remark_stands_beside_its_slice_alone(open_window, qtbot, remarked, stack, head):
    window = open_window(stack)
    assert f"{REMARK}." in texts_of(window.viewer)
    view = window.viewer.view
    height = view.height()
    window.menus.next_slice.trigger()
    assert f"{REMARK}." not in texts_of(window.viewer)
    assert view.height() == height
    window.open_paths([head])
    wait_for_title(qtbot, window, head.name)
    wait_for_answer(qtbot, window)
    qtbot.waitUntil(lambda: view.height() > height)


def test_a_remark_is_reached_by_keys_and_read_aloud(open_window, remarked, stack):
    window = open_window(stack)
    [label] = [one for one in window.viewer.findChildren(QLabel) if one.text() == f"{REMARK}."]
    assert label.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert label.accessibleName() == f"Remarks on the file: {REMARK}."
    assert label.toolTip() == f"{REMARK}."
