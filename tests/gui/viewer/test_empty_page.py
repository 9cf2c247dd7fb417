"""The page of a window without a picture: what it tells of the last files."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from gui.viewer.empty_pages import EmptyPage
from gui.widgets.recent_files import RecentFile

RESULT = "2026-11-30 21:42 · tumour in 110 of 320 slices"


@pytest.mark.parametrize("name", ["IM020.dcm", "a-name-of-a-file-that-is-as-long-as-scanners-write-them-0001.dcm"])
@pytest.mark.parametrize("folder", ["series", "a folder/that is long/and deep/as those of studies are"])
def test_date_and_result_of_a_recent_file_are_whole_in_the_column(qtbot, name, folder):
    page = EmptyPage()
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show_recent([RecentFile(Path("/x") / name, name, folder, *RESULT.split(" · "))])
    with qtbot.waitExposed(page):
        page.show()
    [facts] = [label for label in page.findChildren(QLabel) if label.isVisible() and RESULT in label.text()]
    [button] = [one for one in page.findChildren(QPushButton) if one.isVisible() and one.property("tone") == "link"]
    column = facts.parentWidget()
    assert column.width() <= 600
    assert facts.width() >= facts.sizeHint().width()
    assert button.width() >= button.sizeHint().width()
    if len(name) < 12:
        assert button.text() == name
    shown, _, rest = facts.text().partition(" · ")
    assert rest == RESULT
    beginning, dots, end = shown.partition("…")
    assert shown == folder or (dots and folder.startswith(beginning) and folder.endswith(end) and beginning + end)
    assert shown == folder or len(folder) > 20
