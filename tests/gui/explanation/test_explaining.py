"""Explanations beside the verdict: which map comes first, how it is read, and what was checked."""

import itertools
import threading
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QProgressBar, QPushButton, QScrollArea, QWidget

from core.model.heat_maps.known_heat_maps import EVIDENCE, GRAD_CAM, OCCLUSION
from gui.explanation.check_texts import describe_check, judge_check
from gui.explanation.check_window import CheckWindow
from gui.explanation.deletion_plot import DeletionPlot
from gui.viewer.colour_bar import ColourBar
from gui.widgets.theme import DARK
from gui.work.answers import CheckAnswer
from tests.gui.conftest import NetworkError, control, texts_of, wait_for_answer

KEY = Qt.Key


@pytest.fixture
def window(open_window, head):
    return open_window(head)


def press(window, key):
    QTest.keyClick(window.viewer.view, key)


def choose(window, method, class_words=None):
    for name, text in (("Method of the heat map", method.title), ("Class of the heat map", class_words)):
        if text:
            choice = control(window, name)
            choice.setCurrentIndex(choice.findText(text))
            choice.activated.emit(choice.currentIndex())


def scale(window):
    return window.findChild(ColourBar).scale


def test_the_map_that_the_model_marks_itself_comes_first_and_has_a_key(window, qtbot, network):
    assert control(window, "Method of the heat map").currentText() == EVIDENCE.title
    assert network.explained == ["evidence"]
    choose(window, GRAD_CAM)
    qtbot.waitUntil(lambda: network.explained == ["evidence", "glioma"])
    press(window, KEY.Key_V)
    assert window.viewer.view.shows_heat
    qtbot.waitUntil(lambda: network.explained == ["evidence", "glioma", "evidence"])
    qtbot.waitUntil(lambda: scale(window) == EVIDENCE.scale)
    press(window, KEY.Key_V)
    assert not window.viewer.view.shows_heat


def test_a_model_without_an_evidence_map_begins_with_grad_cam(open_window, head, network):
    network.package.has_evidence = False
    told = network.predict
    network.predict = lambda image, window=None: _without_evidence(told(image, window))
    window = open_window(head)
    assert control(window, "Method of the heat map").currentText() == GRAD_CAM.title
    press(window, KEY.Key_V)
    assert not window.viewer.view.shows_heat
    assert scale(window) == GRAD_CAM.scale


def _without_evidence(prediction):
    return replace(prediction, evidence=None)


def test_the_method_that_was_chosen_last_is_remembered(open_window, head, settings, network):
    choose(open_window(head), GRAD_CAM)
    assert settings.heat_method == "grad-cam"
    again = open_window(head)
    assert control(again, "Method of the heat map").currentText() == GRAD_CAM.title
    assert network.explained[-1] == "glioma"


def test_each_map_says_how_to_read_it_and_how_often_it_pointed_into_the_tumour(open_window, head, network):
    measured = {"images": 50, "pointing": {"value": 0.8, "interval": [0.7, 0.9]}}
    network.package.metrics = {"other_scanners": {"heat_maps": {"evidence": measured}}}
    window = open_window(head)
    assert EVIDENCE.reading in texts_of(window)
    assert "Its hottest point was inside the tumour in 80 % of 50 images of other scanners (70 % to 90 %)." in texts_of(
        window
    )
    choose(window, GRAD_CAM)
    assert GRAD_CAM.reading in texts_of(window)
    assert "How often it points into the tumour: not measured." in texts_of(window)


def test_a_map_of_no_tumour_says_that_it_shows_nothing_to_look_for(window, qtbot):
    view = window.viewer.view
    window.menus.heat.trigger()
    choose(window, GRAD_CAM)
    qtbot.waitUntil(lambda: scale(window) == GRAD_CAM.scale)
    assert view.heat_note == ""
    plain = view.grab().toImage()
    choose(window, GRAD_CAM, "no tumour")
    qtbot.waitUntil(lambda: view.heat_note == "A map of “no tumour” shows nothing to look for.")
    assert view.heat_note in " ".join(texts_of(window.panel))
    written = view.grab().toImage()
    strip = [(x, y) for x in range(view.width() // 4, view.width() * 3 // 4) for y in range(28, 44)]
    assert any(plain.pixel(x, y) != written.pixel(x, y) for x, y in strip)


@pytest.mark.parametrize(
    ("highest", "note"),
    [
        (0.004, "Covering any one place lowers the probability by less than 1 %."),
        (0.06, "Covering any one place lowers the probability by at most 6 %."),
        (0.6, ""),
    ],
)
def test_an_occlusion_map_that_can_hardly_be_seen_says_why(window, qtbot, network, monkeypatch, highest, note):
    monkeypatch.setattr(network, "explain", lambda *_: np.full((8, 8), highest, np.float32))
    window.menus.heat.trigger()
    choose(window, OCCLUSION)
    qtbot.waitUntil(lambda: scale(window) == OCCLUSION.scale and window.viewer.view.has_heat)
    assert window.viewer.view.heat_note == note


def test_a_map_that_takes_seconds_comes_after_the_verdict_and_only_where_it_is_seen(window, qtbot, network):
    choose(window, OCCLUSION)
    qtbot.waitUntil(lambda: not window.viewer.view.has_heat)
    assert window.panel.verdict_text == "Glioma"
    assert "occlusion" not in network.explained
    press(window, KEY.Key_H)
    qtbot.waitUntil(lambda: window.viewer.view.has_heat)
    assert network.explained[-1] == "occlusion"
    assert scale(window) == OCCLUSION.scale


def test_a_map_that_is_not_wanted_any_more_is_not_shown(open_window, stack, network, qtbot):
    window = open_window(stack)
    begun, let_go, told = threading.Event(), threading.Event(), network.explain

    def explain(prediction, class_name, longest_side, method=GRAD_CAM, image=None, on_progress=None):
        if method is OCCLUSION:
            begun.set()
            for done in range(2000):
                on_progress(done, 2000)
                if let_go.wait(0.005):
                    break
        return told(prediction, class_name, longest_side, method)

    network.explain = explain
    press(window, KEY.Key_H)
    choose(window, OCCLUSION)
    qtbot.waitUntil(begun.is_set)
    qtbot.waitUntil(lambda: control(window, "Progress of the heat map").isVisible())
    choose(window, EVIDENCE)
    wait_for_answer(qtbot, window)
    assert scale(window) == EVIDENCE.scale
    qtbot.waitUntil(lambda: not control(window, "Progress of the heat map").isVisible())
    let_go.set()


@pytest.mark.slow
def test_what_the_network_sees_is_the_input_itself(open_window, head, shipped_classifier, qtbot):
    window = open_window(head, classifier=shipped_classifier)
    press(window, KEY.Key_W)
    shown = window.explain_and_compare.explaining.input_window
    qtbot.waitUntil(lambda: shown.view.image is not None)
    pixels = shipped_classifier.prepare(window.viewer.image)[0]
    assert (shown.view.image.pixels == pixels).all()
    picture = shown.view.grab().toImage()
    row, column = np.unravel_index(pixels.argmax(), pixels.shape)
    at = shown.view.transform.as_qtransform().map(float(column) + 0.5, float(row) + 0.5)
    assert QColor(picture.pixel(round(at[0]), round(at[1]))).red() == pytest.approx(pixels.max(), abs=2)
    assert "192 × 192" in shown.words
    QTest.keyClick(shown, KEY.Key_Escape)
    assert not shown.isVisible()


@pytest.mark.slow
def test_a_heat_map_is_checked_and_the_result_goes_with_the_picture(open_window, heads, shipped_classifier, qtbot):
    window = open_window(heads[0], classifier=shipped_classifier)
    press(window, KEY.Key_X)
    check = window.explain_and_compare.explaining.check_window
    qtbot.waitUntil(lambda: check.plot.found is not None, timeout=60_000)
    found = check.plot.found
    assert check.words == f"{judge_check(found)} {describe_check(found)}"
    image = check.plot.grab().toImage()
    for share, probability in zip(found.shares, found.by_heat, strict=True):
        at = check.plot.place_of(float(share), float(probability)).toPoint()
        assert QColor(image.pixel(at)) == QColor(DARK.accent)
    window.open_paths([heads[1]])
    qtbot.waitUntil(lambda: check.plot.found is None)


def test_what_the_network_sees_says_that_it_follows_the_verdict(open_window, head, network, qtbot):
    gate = network.hold()
    window = open_window(head, waits=False)
    qtbot.waitUntil(lambda: len(network.asked) == 1)
    press(window, KEY.Key_W)
    words = "The picture is being classified. This follows the verdict."
    assert window.explain_and_compare.explaining.input_window.words == words
    assert words in texts_of(window.statusBar())
    press(window, KEY.Key_X)
    assert window.explain_and_compare.explaining.check_window.words == words
    gate.set()
    wait_for_answer(qtbot, window)
    # The fake network cannot be checked, but is asked.
    qtbot.waitUntil(lambda: window.explain_and_compare.explaining.check_window.words != words)


def test_what_the_network_sees_says_why_there_is_no_verdict(open_window, head, network, qtbot):
    def fail(image):
        raise NetworkError("the network gave no answer")

    network.before = fail
    window = open_window(head, waits=False)
    qtbot.waitUntil(lambda: window.panel.verdict_text == "No answer")
    press(window, KEY.Key_W)
    shown = window.explain_and_compare.explaining.input_window.words
    assert shown.startswith("There is no verdict to explain.")
    assert "the network gave no answer" in shown


def test_a_check_without_a_picture_says_what_to_do(open_window, qtbot):
    window = open_window()
    qtbot.waitUntil(lambda: "Ready" in texts_of(window))
    window.menus.check_heat.trigger()
    assert window.explain_and_compare.explaining.check_window.words == "Open a picture to check its heat map."


def made_check(by_heat, at_random):
    from core.model.deletion_check import DeletionCheck

    return DeletionCheck(
        "glioma", np.array([0.0, 0.05, 0.1]), np.array([0.9, *by_heat]), np.array([[0.9, *one] for one in at_random])
    )


@pytest.mark.parametrize(
    ("by_heat", "words"),
    [
        ((0.3, 0.2), "The verdict depends on what the map shows more than on other places."),
        ((0.8, 0.75), "The check shows no clear difference between what the map shows and other places."),
        ((0.97, 0.97), "The verdict depends on other places more than on what the map shows."),
        # One share alone, at which the curves are far apart, says nothing where they are alike over all.
        ((0.6, 0.95), "The check shows no clear difference between what the map shows and other places."),
    ],
)
def test_a_check_is_judged_by_what_chance_does(by_heat, words):
    assert judge_check(made_check(by_heat, [(0.8, 0.7), (0.85, 0.8)])) == words


def test_a_check_is_stated_with_both_numbers():
    assert describe_check(made_check((0.3, 0.25), [(0.8, 0.7), (0.85, 0.6)])) == (
        "As up to 10 % of the picture is blurred, the probability of glioma, 90 % at first, is 44 % on average with "
        "the hottest places first, and 80 % with places of the head at random."
    )
    assert "82 % (80 % to 85 % in 2 orders) with places" in describe_check(
        made_check((0.3, 0.2), [(0.8, 0.7), (0.85, 0.8)])
    )


@pytest.mark.parametrize("height", [300, 400, 480])
def test_what_does_not_fit_is_scrolled_and_covers_no_button(qtbot, height):
    parent = QWidget()
    qtbot.addWidget(parent)
    check = CheckWindow(parent)
    check.setFont(QFont(check.font().family(), 2 * check.font().pointSize()))
    check.resize(460, height)
    check.begin("Evidence map of any tumour")
    check.show_answer(CheckAnswer(None, EVIDENCE, made_check((0.3, 0.2), [(0.8, 0.7)])))
    with qtbot.waitExposed(check):
        check.show()
    seen = [
        QRect(
            part.mapTo(check, part.visibleRegion().boundingRect().topLeft()), part.visibleRegion().boundingRect().size()
        )
        for part in (check.plot, *check.findChildren(QProgressBar), *check.findChildren(QPushButton))
    ]
    assert not any(one.intersects(other) for one, other in itertools.combinations(seen, 2))
    assert check.plot.height() >= check.plot.minimumHeight()
    [scroll] = check.findChildren(QScrollArea)
    scroll.ensureWidgetVisible(check.plot)
    assert check.plot.visibleRegion().boundingRect().height() > 100
    check.close()


def test_space_begins_a_check_in_its_window(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    check, asked = CheckWindow(parent), []
    check.check_asked.connect(lambda: asked.append(True))
    check.clear("A picture is open.", can_check=True)
    with qtbot.waitExposed(check):
        check.show()
    check.activateWindow()
    qtbot.waitUntil(lambda: check.focusWidget() is not None)
    QTest.keyClick(check.focusWidget(), KEY.Key_Space)
    assert asked == [True]
    check.close()


def test_the_plot_is_empty_without_a_check(qtbot):
    plot = DeletionPlot()
    qtbot.addWidget(plot)
    plot.resize(400, 240)
    empty = plot.grab().toImage()
    plot.show_check(made_check((0.3, 0.2), [(0.8, 0.7)]))
    assert plot.grab().toImage() != empty
    plot.show_check(None)
    assert plot.grab().toImage() == empty
