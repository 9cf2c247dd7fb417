"""A pane, the panel and a saved picture never state the verdict of anything but what they show."""

import threading

import pytest
from PySide6.QtTest import QTest

from core.model.heat_maps.known_heat_maps import GRAD_CAM, OCCLUSION
from core.model.package import PACKAGE_FILE
from core.model.store import install
from core.series.entry import Series
from gui.compare.content import PaneContent
from gui.compare.layout import Layout
from gui.compare.pane_head import PaneHead, verdict_words
from gui.compare.side_pane import SidePane
from gui.viewer.navigator import Playlist
from tests.gui.compare.panes import KEY, choose_in_head, compare, press, wait_for_panes
from tests.gui.conftest import NetworkError, texts_of
from tests.gui.viewer.mouse import LEFT


@pytest.fixture
def window(open_window, head):
    return open_window(head)


def test_a_saved_picture_has_the_verdict_on_itself_while_the_panel_follows_another_pane(open_window, head, mine, qtbot):
    install(mine)
    window = open_window(head)
    [pane] = compare(qtbot, window, Layout.MODELS)
    QTest.mouseClick(pane.view, LEFT)
    assert window.panel.facts.title == "mine 2.0"
    assert (
        window.classification.caption == "Glioma, probability 94 %, verdicts right in 95 %, with heat map   fake 1.0.0"
    )


def test_panes_state_the_level_of_the_row_that_is_shown(open_window, heads, qtbot, network):
    class Navigator(Playlist):
        level = 0.98

    network.sets = {0.98: ("glioma", "meningioma")}
    window = open_window(heads[0])
    [before] = compare(qtbot, window, Layout.PICTURE_AND_MAP)
    assert before.head.words == "Glioma, 94 %"
    window.open_with_navigator(Navigator([heads[1]]))
    qtbot.waitUntil(lambda: window.panel.level_words == "verdicts right in 98 %", timeout=20_000)
    head = next(one for one in window.viewer.panes.first.findChildren(PaneHead) if one.isVisible())
    qtbot.waitUntil(lambda: before.head.words == "A tumour: glioma or meningioma")
    assert head.words == "A tumour: glioma or meningioma"
    window.menus.comparing.one.trigger()
    [after] = compare(qtbot, window, Layout.PICTURE_AND_MAP)
    assert after.head.words == "A tumour: glioma or meningioma"


def test_another_model_in_a_pane_leaves_nothing_of_the_former_one(open_window, head, mine, qtbot, network):
    install(mine)
    window = open_window(head)
    [pane] = compare(qtbot, window, Layout.MODELS)
    QTest.mouseClick(pane.view, LEFT)
    network.hold()
    choose_in_head(pane, "model", "Model in use")
    assert pane.head.words == window.panel.verdict_text == "Classifying…"
    assert pane.answer is None
    assert not pane.view.has_heat
    assert window.classification.answer is not None


def test_a_pane_whose_model_cannot_be_opened_shows_no_verdict(open_window, head, mine, qtbot):
    folder = install(mine).folder
    window = open_window(head)
    [pane] = compare(qtbot, window, Layout.PICTURE_AND_MAP)
    QTest.mouseClick(pane.view, LEFT)
    (folder / PACKAGE_FILE).write_text("no package")
    choose_in_head(pane, "model", folder.name)
    qtbot.waitUntil(lambda: pane.failure is not None, timeout=20_000)
    assert pane.head.words == pane.failure.text
    assert window.panel.verdict_text == "No answer"
    assert window.panel.prediction is None
    assert not pane.view.has_heat
    QTest.mouseClick(window.viewer.view, LEFT)
    QTest.mouseClick(pane.view, LEFT)
    assert window.panel.verdict_text == "No answer"


def test_a_page_in_place_of_the_picture_leaves_nothing_in_the_panes(window, qtbot, tmp_path, heads):
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    [pane] = compare(qtbot, window, Layout.PICTURE_AND_MAP)
    QTest.mouseClick(pane.view, LEFT)
    window.open_paths([broken])
    assert window.explain_and_compare.comparing.active is None
    assert pane.image is None
    assert pane.answer is None
    qtbot.waitUntil(lambda: window.panel.verdict_text == "No picture", timeout=20_000)
    assert window.panel.prediction is None
    press(window, KEY.Key_H)
    window.open_paths([heads[1]])
    wait_for_panes(qtbot, window)
    assert pane.image is window.viewer.image


def test_a_failure_of_the_first_pane_leaves_the_panel_to_the_active_one(open_window, head, mine, qtbot, network):
    install(mine)
    window = open_window(head)
    [pane] = compare(qtbot, window, Layout.MODELS)
    QTest.mouseClick(pane.view, LEFT)
    shown = window.panel.verdict_text

    def fail(image):
        raise NetworkError("it failed")

    network.before = fail
    with qtbot.waitSignal(window.classification.settled):
        window.classification.ask()
    assert window.panel.verdict_text == shown
    assert window.panel.prediction is not None
    assert "No answer" in texts_of(window.viewer.panes.first)
    QTest.mouseClick(window.viewer.view, LEFT)
    assert window.panel.verdict_text == "No answer"
    assert any("it failed" in text for text in texts_of(window.panel))


def test_a_series_with_a_file_that_cannot_be_read_is_said_to_be_so(qtbot, tmp_path, network, request):
    files = tuple(tmp_path / "scan" / f"{number}.dcm" for number in range(3))
    files[0].parent.mkdir()
    for file in files:
        file.write_bytes(b"no picture")
    series = Series(files[0].parent, files)
    pane = SidePane(PaneContent(series=series), lambda folder: lambda: network, 0.5, 0.95)
    qtbot.addWidget(pane)
    # The bot knows the pane for as long as the test holds it, and would stop nothing.
    request.addfinalizer(pane.stop)
    assert pane.head.words == "Reading…"
    qtbot.waitUntil(lambda: pane.failure is not None, timeout=20_000)
    assert pane.head.words.startswith("scan: one of the 3 files of this series cannot be read; choose another series")


def test_a_fault_while_one_view_follows_does_not_end_the_link(window, qtbot, monkeypatch):
    [pane] = compare(qtbot, window, Layout.PICTURE_AND_MAP)
    lay = pane.view.lay

    def fail(transform):
        raise ValueError

    monkeypatch.setattr(pane.view, "lay", fail)
    with qtbot.captureExceptions() as faults:
        window.viewer.view.zoom_by(2.0)
    assert faults
    monkeypatch.setattr(pane.view, "lay", lay)
    window.viewer.view.zoom_by(1.5)
    assert pane.view.transform.zoom == window.viewer.view.transform.zoom


def test_a_map_that_is_being_computed_is_said_to_be_so_over_the_picture(window, qtbot, network):
    [pane] = compare(qtbot, window, Layout.PICTURE_AND_MAP)
    opened, explain = threading.Event(), network.explain

    def explain_late(prediction, class_name, longest_side, method=GRAD_CAM, image=None, on_progress=None):
        opened.wait(20)
        return explain(prediction, class_name, longest_side, method)

    network.explain = explain_late
    choose_in_head(pane, "method", OCCLUSION.title)
    qtbot.waitUntil(lambda: pane.answer is not None and pane.answer.method is OCCLUSION)
    assert pane.view.heat_note == "Computing the map…"
    QTest.mouseClick(window.viewer.view, LEFT)
    opened.set()
    qtbot.waitUntil(lambda: pane.view.has_heat)
    assert pane.view.heat_note == ""


def test_both_heads_name_their_model_and_state_their_verdict(open_window, head, mine, qtbot):
    install(mine)
    window = open_window(head)
    [pane] = compare(qtbot, window, Layout.MODELS)
    window.resize(900, 600)
    first = next(one for one in window.viewer.panes.first.findChildren(PaneHead) if one.isVisible())
    assert "fake 1.0.0" in first.title
    assert pane.head.words == verdict_words(pane.answer, 0.95)
    # Long words end in an ellipsis.
    for one, words in ((first, "Glioma"), (pane.head, pane.head.words[:9])):
        qtbot.waitUntil(lambda one=one, words=words: any(text.startswith(words) for text in texts_of(one)))
