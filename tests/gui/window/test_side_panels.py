"""The sides of the picture have their widths from the first paint on."""

from PySide6.QtWidgets import QApplication

from gui.panel.prediction_panel import PANEL_WIDTH


def test_the_picture_has_all_the_width_that_the_panel_leaves(open_window, qtbot):
    window = open_window()
    QApplication.processEvents()
    assert abs(window.panel.width() - PANEL_WIDTH) <= 2
    assert window.viewer.width() >= window.width() - PANEL_WIDTH - 8
    # Making room for the list of studies, which is out of sight, changes nothing.
    assert not window.studies.study_list.isVisible()
    assert window.viewer.width() >= window.width() - PANEL_WIDTH - 8
