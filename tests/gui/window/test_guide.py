"""Help > Guide: opens the bundled page, and says where it is if no browser can be started."""

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox

from gui.window.guide import guide_file


@pytest.mark.parametrize("is_opened", [True, False])
def test_the_guide_is_opened_or_its_place_is_told(open_window, monkeypatch, is_opened):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or is_opened)
    window = open_window()
    window.menus.guide.trigger()
    assert opened == [str(guide_file())]
    assert guide_file().is_file()
    boxes = window.findChildren(QMessageBox)
    assert len(boxes) == (0 if is_opened else 1)
    for box in boxes:
        assert str(guide_file()) in box.informativeText()
        box.close()
