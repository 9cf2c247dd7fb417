"""The window never waits for an answer, and shows none that is stale."""

import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel

from gui.inference import Failure
from gui.prediction_panel import PredictionPanel
from tests.gui.conftest import NetworkError, texts_of, wait_for_answer, wait_for_title


@pytest.fixture
def gate(network):
    """Hold the network up until the test lets it go; it goes at the end in any case."""
    return network.hold()


def test_the_window_lives_while_the_network_thinks(open_window, qtbot, stack, gate, network):
    window = open_window(stack, waits=False)
    qtbot.waitUntil(lambda: len(network.asked) == 1)
    ticks = []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(1))
    timer.start(5)
    qtbot.waitUntil(lambda: len(ticks) > 10)
    window.menus.next_slice.trigger()
    assert window.viewer.image.frame == 4
    assert not window.viewer.view.has_heat


def test_only_the_newest_slice_is_answered(open_window, qtbot, stack, gate, network):
    window = open_window(stack, waits=False)
    qtbot.waitUntil(lambda: len(network.asked) == 1)
    for _ in range(3):
        window.menus.next_slice.trigger()
    gate.set()
    wait_for_answer(qtbot, window)
    assert [image.frame for image, _ in network.asked] == [3, 6]
    assert window.panel._prediction is not None


def test_an_answer_about_a_slice_that_is_gone_is_dropped(open_window, qtbot, stack, gate, network):
    window = open_window(stack, waits=False)
    qtbot.waitUntil(lambda: len(network.asked) == 1)
    window.viewer.view.show_slice(window.viewer._slices[0], keeps_view=True)
    window.viewer._index = 0
    with qtbot.waitSignal(window._worker.answered):
        gate.set()
    assert window.panel.verdict_text in ("", "Looking…")
    assert not window.viewer.view.has_heat


def test_opening_another_file_meanwhile_shows_that_one(open_window, qtbot, heads, gate, network):
    window = open_window(heads[0], waits=False)
    qtbot.waitUntil(lambda: len(network.asked) == 1)
    window.open_paths([heads[1]])
    window.open_paths([heads[2]])
    gate.set()
    wait_for_title(qtbot, window, heads[2].name)
    wait_for_answer(qtbot, window)
    assert network.asked[-1][0].source == heads[2]


def test_neither_the_old_picture_nor_its_verdict_stays_while_the_new_one_is_read(open_window, qtbot, heads, network):
    window = open_window(heads[0])
    opened = threading.Event()
    window._worker._ask("list", lambda number: opened.wait(20))
    window.open_paths([heads[1]])
    assert not window.viewer.is_showing_picture
    assert window.viewer.image is None
    assert not window.viewer.view.has_heat
    assert texts_of(window.viewer) == ["1.png"]
    assert window.panel.verdict_text == ""
    assert window.windowTitle() == "Falx"
    opened.set()
    wait_for_title(qtbot, window, heads[1].name)


@pytest.mark.parametrize("error", [NetworkError("told to fail"), RuntimeError("told to break")])
def test_a_failed_prediction_shows_no_verdict_of_the_picture_before(open_window, qtbot, heads, network, error, caplog):
    window = open_window(heads[0])
    assert window.panel.verdict_text == "Glioma"

    def fail(image):
        raise error

    network.before = fail
    window.open_paths([heads[1]])
    qtbot.waitUntil(lambda: window.panel.verdict_text == "No answer")
    assert str(error) in window.panel._probability.text()
    assert "Glioma" not in texts_of(window.panel)[0]
    network.before = lambda image: None
    window.open_paths([heads[2]])
    wait_for_title(qtbot, window, heads[2].name)
    wait_for_answer(qtbot, window)
    assert window.panel.verdict_text == "Glioma"


def test_a_model_that_cannot_be_opened_is_told_and_pictures_are_shown(open_window, qtbot, head):
    window = open_window()
    window._worker._open_classifier = raise_error(NetworkError("model: its network is damaged"))
    window.open_paths([head])
    qtbot.waitUntil(lambda: window.panel.verdict_text == "No model")
    assert "its network is damaged" in window.panel._probability.text()
    assert window.viewer.is_showing_picture


def raise_error(error):
    def open_():
        raise error

    return open_


def test_the_shipped_model_answers_in_the_window(open_window, qtbot, head, shipped_classifier):
    window = open_window(head, classifier=shipped_classifier)
    assert window.panel._prediction.classes == shipped_classifier.package.classes
    assert any(shipped_classifier.package.title in text for text in texts_of(window.panel))


def test_closing_ends_the_worker(open_window, head):
    window = open_window(head)
    window.close()
    assert not window._worker.is_running


def test_a_slow_answer_leaves_no_verdict_of_the_slice_before(open_window, qtbot, stack, network):
    window = open_window(stack)
    assert window.panel.verdict_text == "Glioma"
    opened = threading.Event()
    network.before = lambda image: opened.wait(20)
    window.menus.next_slice.trigger()
    qtbot.waitUntil(lambda: window.panel.verdict_text == "Looking…")
    assert window.asking.caption == "not classified"
    opened.set()
    qtbot.waitUntil(lambda: window.panel.verdict_text == "Glioma")
    assert window.asking.caption.startswith("Glioma")


def test_nothing_is_awaited_behind_a_file_that_cannot_be_opened(open_window, qtbot, heads, gate):
    heads[1].write_bytes(b"no picture")
    window = open_window(heads[0], waits=False)
    qtbot.waitUntil(lambda: window.asking.patience.isActive() or window.panel.verdict_text == "Looking…")
    window.asking.patience.start(300)
    window._opening._on_worker_read_failed(
        window._opening._read_number, Failure(heads[1], "1.png: expected a picture", "told")
    )
    qtbot.wait(450)
    assert window.panel.verdict_text == "No picture"


def test_each_slice_is_asked_about_through_its_own_window(open_window, qtbot, windowed_series, network):
    window = open_window(windowed_series)
    for _ in range(2):
        window.menus.next_slice.trigger()
        wait_for_answer(qtbot, window)
        assert window.viewer.view.window_level == window.viewer.image.window
    assert {given for _, given in network.asked} == {None}


@pytest.fixture
def windowed_series(tmp_path):
    """A DICOM series whose slices have windows of their own, as MR scanners write them."""
    import pydicom
    from pydicom.data import get_testdata_file

    dataset = pydicom.dcmread(get_testdata_file("MR_small.dcm", download=False))
    for number in range(5):
        dataset.SOPInstanceUID = f"1.2.3.{number}"
        dataset.ImagePositionPatient = [0, 0, 5.0 * number]
        dataset.WindowWidth = 500 + 100 * number
        dataset.save_as(tmp_path / f"{number}.dcm")
    return tmp_path


def test_a_class_is_named_with_its_calibrated_probability(open_window, head):
    panel = open_window(head).panel
    assert panel.verdict_text == "Glioma"
    assert texts_of(panel)[1] == "94 % calibrated"
    assert "Plausible at 99 %: glioma" in texts_of(panel)
    assert "Like the training data: yes (novelty 0.40)" in texts_of(panel)
    assert any("told 1.0.0" in text and " ms" in text for text in texts_of(panel))


def test_no_tumour_is_called_so(open_window, network, head):
    network.probabilities, network.prediction_set = (0.01, 0.02, 0.96, 0.01), ("notumor",)
    assert open_window(head).panel.verdict_text == "No tumour found"


def test_two_plausible_classes_are_uncertain(open_window, network, head):
    network.probabilities, network.prediction_set = (0.5, 0.45, 0.03, 0.02), ("glioma", "meningioma")
    panel = open_window(head).panel
    assert panel.verdict_text == "Uncertain: glioma or meningioma"
    assert texts_of(panel)[1] == "glioma 50 %, calibrated"


def test_more_than_two_plausible_classes_are_counted(open_window, network, head):
    network.prediction_set = ("glioma", "meningioma", "pituitary")
    panel = open_window(head).panel
    assert panel.verdict_text == "Uncertain between 3 classes"
    assert "Plausible at 99 %: glioma, meningioma, pituitary tumour" in texts_of(panel)


def test_what_is_unlike_the_training_data_has_its_probabilities_greyed(open_window, qtbot, network, head):
    network.novelty = 3.0
    panel = open_window(head).panel
    assert panel.verdict_text == "This does not look like a brain MRI"
    assert texts_of(panel)[1] == "It is not like the images that the model learnt from, so no class is given."
    assert not any("calibrated" in text for text in texts_of(panel))
    qtbot.waitUntil(lambda: "94 %" in texts_of(panel))
    values = [label for label in panel.findChildren(QLabel) if label.text() in ("94 %", "3 %", "2 %", "1 %")]
    assert {label.property("tone") for label in values} == {"faint"}
    assert "Like the training data: no (novelty 3.00)" in texts_of(panel)


def test_each_probability_stands_beside_its_class(open_window, qtbot, head):
    panel = open_window(head).panel
    qtbot.waitUntil(lambda: texts_of(panel).count("Glioma") == 2)
    texts = texts_of(panel)
    for name, percent in (("Glioma", "94 %"), ("Meningioma", "3 %"), ("No tumour", "2 %"), ("Pituitary tumour", "1 %")):
        assert texts[texts.index(name, 1) + 1] == percent


def test_research_use_is_to_be_seen(open_window):
    assert "Research use only" in texts_of(open_window())


def test_a_panel_without_a_model_waits(qtbot):
    from gui.theme import DARK

    panel = PredictionPanel(DARK, 0.5)
    qtbot.addWidget(panel)
    assert panel.verdict_text == "No picture"
