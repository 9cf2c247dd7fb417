"""The heat map: off until asked for, on without delay, of any class."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea

from core.model.heat_maps import known_heat_maps
from core.model.heat_maps.known_heat_maps import EVIDENCE, GRAD_CAM, OCCLUSION
from gui.panel.heat_controls import HeatControls
from gui.viewer.colour_bar import ColourBar
from tests.core.model.heat_maps.even_map import EVEN
from tests.gui.conftest import control, opening_of, wait_for_answer, wait_for_title


@pytest.fixture
def window(open_window, head):
    return open_window(head)


def colour_bar(window):
    return window.findChild(ColourBar)


def colour_at(window, share_x, share_y):
    """Find the colour shown at a place of the picture, given as shares of its sides."""
    view = window.viewer.view
    height, width = view.image.pixels.shape[:2]
    point = view.transform.as_qtransform().map(QPoint(round(width * share_x), round(height * share_y)))
    return QColor(view.grab().toImage().pixel(point * view.devicePixelRatioF()))


def choose(window, name, text):
    """Choose from a list, as its popup does."""
    choice = control(window, name)
    choice.setCurrentIndex(choice.findText(text))
    choice.activated.emit(choice.currentIndex())


def test_it_is_off_until_the_picture_has_been_seen(window):
    assert not window.viewer.view.shows_heat
    assert not colour_bar(window).isVisible()


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [("", EVIDENCE), (OCCLUSION.name, OCCLUSION), ("magic", EVIDENCE)],
    ids=["none", "one", "unknown"],
)
def test_before_the_model_is_open_the_panel_names_the_map_that_it_will_draw(qtbot, chosen, shown):
    controls = HeatControls(0.5, chosen)
    qtbot.addWidget(controls)
    assert controls.method is shown
    assert control(controls, "Method of the heat map").currentText() == shown.title
    assert any(label.text() == shown.reading for label in controls.findChildren(QLabel))
    assert controls.method_name == chosen
    controls.set_model(("glioma", "notumor"), has_evidence=True, metrics={})
    assert controls.method is shown


def test_a_model_without_an_evidence_map_draws_grad_cam(qtbot):
    controls = HeatControls(0.5)
    qtbot.addWidget(controls)
    controls.set_model(("glioma", "notumor"), has_evidence=False, metrics={})
    assert controls.method is GRAD_CAM


@pytest.mark.parametrize("how", ["key", "button"])
def test_it_is_switched_on_and_off_without_asking_again(window, network, how):
    count = len(network.asked)
    switch = window.menus.heat.trigger if how == "key" else control(window, "Heat map").click
    switch()
    assert window.viewer.view.shows_heat
    assert colour_bar(window).isVisible()
    switch()
    assert not window.viewer.view.shows_heat
    assert not colour_bar(window).isVisible()
    assert len(network.asked) == count


def test_hot_regions_are_coloured_and_cold_ones_untouched(window):
    hot, cold = colour_at(window, 0.25, 0.25), colour_at(window, 0.75, 0.75)
    window.menus.heat.trigger()
    assert colour_at(window, 0.25, 0.25) != hot
    assert colour_at(window, 0.25, 0.25).saturation() > 60
    assert colour_at(window, 0.75, 0.75) == cold


def test_the_picture_stays_where_it_is(window):
    before = window.viewer.view.transform
    window.menus.heat.trigger()
    QApplication.processEvents()
    assert window.viewer.view.transform == before


def test_keys_make_it_more_and_less_opaque(window, settings):
    window.menus.heat.trigger()
    faint = colour_at(window, 0.25, 0.25)
    window.menus.more_opaque.trigger()
    assert settings.opacity == pytest.approx(0.6)
    assert colour_at(window, 0.25, 0.25) != faint
    window.menus.less_opaque.trigger()
    assert colour_at(window, 0.25, 0.25) == faint


def test_it_is_of_the_predicted_class_until_another_is_chosen(window, network, qtbot):
    choose(window, "Method of the heat map", "Grad-CAM")
    choice = control(window, "Class of the heat map")
    assert choice.currentText() == "predicted: glioma"
    qtbot.waitUntil(lambda: network.explained == ["evidence", "glioma"])
    choose(window, "Class of the heat map", "pituitary tumour")
    qtbot.waitUntil(lambda: network.explained == ["evidence", "glioma", "pituitary"])
    assert window.panel.verdict_text == "Glioma"


def test_a_chosen_class_stays_for_the_next_slice(open_window, network, qtbot, stack):
    window = open_window(stack)
    choose(window, "Method of the heat map", "Grad-CAM")
    choose(window, "Class of the heat map", "meningioma")
    window.menus.next_slice.trigger()
    qtbot.waitUntil(lambda: network.explained[-1] == "meningioma")


def test_what_is_switched_on_stays_so_for_the_next_file(window, qtbot, heads):
    window.menus.heat.trigger()
    window.open_paths([heads[1]])
    wait_for_title(qtbot, window, heads[1].name)
    wait_for_answer(qtbot, window)
    assert window.viewer.view.shows_heat


def test_every_class_can_be_read_in_the_choice(window):
    choice = control(window, "Class of the heat map")
    arrow_and_padding = 48
    widest = max(choice.fontMetrics().horizontalAdvance(choice.itemText(i)) for i in range(choice.count()))
    widest = max(widest, choice.fontMetrics().horizontalAdvance("predicted: pituitary tumour"))
    assert widest + arrow_and_padding <= choice.width()


def test_a_map_that_is_added_to_the_table_can_be_chosen(open_window, head, network, qtbot, monkeypatch):
    monkeypatch.setattr(known_heat_maps, "KNOWN_HEAT_MAPS", (*known_heat_maps.KNOWN_HEAT_MAPS, EVEN))
    window = open_window(head)
    choose(window, "Method of the heat map", EVEN.title)
    qtbot.waitUntil(lambda: network.explained == ["evidence", "even"])
    assert any(label.text() == EVEN.reading for label in window.panel.findChildren(QLabel))


@pytest.mark.slow
@pytest.mark.parametrize("end", ["reading", "stopped", "failed"])
def test_no_class_is_called_predicted_while_no_verdict_stands(window, qtbot, heads, held_reads, end):
    choice = control(window, "Class of the heat map")
    assert choice.itemText(0) == "predicted: glioma"
    if end == "failed":
        heads[1].write_bytes(b"no picture")
    else:
        held_reads()
    window.open_paths([heads[1]])
    if end == "stopped":
        opening_of(window).stop()
    if end == "failed":
        qtbot.waitUntil(lambda: window.panel.verdict_text == "No picture")
    assert choice.itemText(0) == "predicted class"


@pytest.mark.parametrize("name", ["Method of the heat map", "Opacity of the heat map"])
def test_the_wheel_scrolls_the_panel_and_changes_no_control(window, name):
    window.resize(700, 400)
    QApplication.processEvents()
    chosen = control(window, name)
    [area] = window.panel.findChildren(QScrollArea)
    before = (
        control(window, "Method of the heat map").currentIndex(),
        control(window, "Opacity of the heat map").value(),
    )
    assert chosen.isEnabled()
    chosen.setFocus()
    area.ensureWidgetVisible(chosen)
    scrolled = area.verticalScrollBar().value()
    assert scrolled < area.verticalScrollBar().maximum()
    at = chosen.mapTo(window, chosen.rect().center())
    # Through the window, so that it reaches those below as from a mouse.
    QTest.wheelEvent(window.windowHandle(), at, QPoint(0, -120))
    QApplication.processEvents()
    assert (
        control(window, "Method of the heat map").currentIndex(),
        control(window, "Opacity of the heat map").value(),
    ) == before
    assert area.verticalScrollBar().value() > scrolled
