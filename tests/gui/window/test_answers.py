"""The window never waits for an answer, and shows none that is stale."""

import threading

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from gui.panel.prediction_panel import PredictionPanel
from gui.panel.probability_bars import ProbabilityBars
from gui.widgets.class_marker import ClassMarker
from gui.widgets.theme import DARK
from gui.work.answers import Failure
from tests.gui.conftest import NetworkError, opening_of, texts_of, wait_for_answer, wait_for_title


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
    assert window.panel.prediction is not None


def test_an_answer_about_a_slice_that_is_gone_is_dropped(open_window, qtbot, stack, gate, network, workers):
    window = open_window(stack, waits=False)
    qtbot.waitUntil(lambda: len(network.asked) == 1)
    # Shown without a word to those who ask.
    window.viewer.blockSignals(True)
    window.menus.previous_slice.trigger()
    window.viewer.blockSignals(False)
    with qtbot.waitSignal(workers[0].answered):
        gate.set()
    assert window.panel.verdict_text in ("", "Classifying…")
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


def test_neither_the_old_picture_nor_its_verdict_stays_while_the_new_one_is_read(open_window, qtbot, heads, held_reads):
    window = open_window(heads[0])
    opened = held_reads()
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
    assert any(str(error) in text for text in texts_of(window.panel))
    assert "Glioma" not in texts_of(window.panel)[0]
    network.before = lambda image: None
    window.open_paths([heads[2]])
    wait_for_title(qtbot, window, heads[2].name)
    wait_for_answer(qtbot, window)
    assert window.panel.verdict_text == "Glioma"


def test_a_model_that_cannot_be_opened_is_reported_and_pictures_are_shown(open_window, qtbot, head, workers):
    window = open_window()
    workers[0].use_model(raise_error(NetworkError("model: its network is damaged")))
    window.open_paths([head])
    qtbot.waitUntil(lambda: window.panel.verdict_text == "No model")
    assert any("its network is damaged" in text for text in texts_of(window.panel))
    # The error may come before the picture is read.
    qtbot.waitUntil(lambda: window.viewer.is_showing_picture)


def raise_error(error):
    def open_():
        raise error

    return open_


def test_the_shipped_model_answers_in_the_window(open_window, qtbot, head, shipped_classifier):
    window = open_window(head, classifier=shipped_classifier)
    assert window.panel.prediction.classes == shipped_classifier.package.classes
    assert any(shipped_classifier.package.title in text for text in texts_of(window.panel))


def test_closing_ends_the_worker(open_window, head, workers):
    window = open_window(head)
    window.close()
    assert not workers[0].is_running


def test_a_slow_answer_leaves_no_verdict_of_the_slice_before(open_window, qtbot, stack, network):
    window = open_window(stack)
    assert window.panel.verdict_text == "Glioma"
    opened = threading.Event()
    network.before = lambda image: opened.wait(20)
    window.menus.next_slice.trigger()
    qtbot.waitUntil(lambda: window.panel.verdict_text == "Classifying…")
    assert window.classification.caption == "not classified"
    opened.set()
    qtbot.waitUntil(lambda: window.panel.verdict_text == "Glioma")
    assert window.classification.caption.startswith("Glioma")


def test_steps_in_a_row_keep_no_verdict_of_a_slice_before(open_window, qtbot, stack, network, gate):
    gate.set()
    window = open_window(stack)
    assert window.panel.verdict_text == "Glioma"
    gate.clear()
    window.menus.next_slice.trigger()
    # A timer would be started anew by each step.
    assert window.classification.patience.isActive()
    assert window.classification.caption == "not classified"
    window.menus.next_slice.trigger()
    assert window.panel.verdict_text == "Classifying…"
    assert not window.panel.findChild(ClassMarker, "verdictMarker").isVisible()
    gate.set()
    qtbot.waitUntil(lambda: window.panel.verdict_text == "Glioma")
    assert network.asked[-1][0].frame == 5


def test_nothing_is_awaited_behind_a_file_that_cannot_be_opened(open_window, qtbot, heads, gate):
    heads[1].write_bytes(b"no picture")
    window = open_window(heads[0], waits=False)
    qtbot.waitUntil(lambda: window.classification.patience.isActive() or window.panel.verdict_text == "Classifying…")
    window.classification.patience.start(300)
    opening = opening_of(window)
    opening.failed.emit(Failure(heads[1], "1.png: expected a picture", "told"), opening.navigator)
    assert not window.classification.patience.isActive()
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
    assert texts_of(panel)[1] == "Probability 94 %"
    assert "Plausible at 95 %: glioma" in texts_of(panel)
    assert "Like the training data: yes (novelty 0.40)" in texts_of(panel)
    assert any("fake 1.0.0" in text and " ms" in text for text in texts_of(panel))


def test_no_tumour_is_called_so(open_window, network, head):
    network.probabilities, network.prediction_set = (0.01, 0.02, 0.96, 0.01), ("notumor",)
    assert open_window(head).panel.verdict_text == "No tumour found"


def test_several_kinds_are_a_tumour_with_the_probability_of_one(open_window, network, head):
    network.probabilities, network.prediction_set = (0.5, 0.45, 0.03, 0.02), ("glioma", "meningioma")
    panel = open_window(head).panel
    assert panel.verdict_text == "A tumour: glioma or meningioma"
    assert texts_of(panel)[1] == "Probability of a tumour: 97 %"
    assert "Plausible at 95 %: glioma, meningioma" in texts_of(panel)
    assert panel.findChild(QLabel, "verdict").toolTip().endswith("not how probable this one is.")


def test_a_tumour_and_none_leave_the_first_question_open(open_window, network, head):
    network.probabilities, network.prediction_set = (0.5, 0.1, 0.38, 0.02), ("glioma", "notumor")
    panel = open_window(head).panel
    assert panel.verdict_text == "Uncertain: tumour or not"
    assert texts_of(panel)[1] == "Probability of a tumour: 62 %"


def test_a_kind_that_the_weighting_leaves_open_has_its_reason_beside_it(open_window, network, head):
    network.prediction_set, network.open_contrast = ("glioma", "meningioma", "pituitary"), "t2"
    panel = open_window(head).panel
    assert panel.verdict_text == "A tumour: glioma, meningioma or pituitary tumour"
    assert any(text.startswith("The kind is left open: by its DICOM tags, this is T2,") for text in texts_of(panel))


@pytest.mark.parametrize(
    ("novelty", "verdict", "reason"),
    [
        (
            3.0,
            "Unlike what the model learnt from",
            "The picture differs too much from the images that the model learnt from.",
        ),
        (5.0, "This does not look like a brain MRI", "The picture is not like the images that the model learnt from."),
    ],
)
def test_what_is_refused_has_its_probabilities_greyed(open_window, qtbot, network, head, novelty, verdict, reason):
    network.novelty = novelty
    panel = open_window(head).panel
    assert panel.verdict_text == verdict
    assert "No class is given." in texts_of(panel)
    assert reason in texts_of(panel)
    assert not any("Probability" in text or "Plausible" in text for text in texts_of(panel))
    qtbot.waitUntil(lambda: "94 %" in texts_of(panel))
    values = [label for label in panel.findChildren(QLabel) if label.text() in ("94 %", "3 %", "2 %", "1 %")]
    assert {label.property("tone") for label in values} == {"faint"}
    bars = panel.findChild(ProbabilityBars).grab().toImage()
    shown = {bars.pixelColor(x, y).name().upper() for x in range(bars.width()) for y in range(bars.height())}
    assert DARK.faint in shown
    classes = ("glioma", "meningioma", "pituitary")
    assert not shown & {DARK.of_class(name).name().upper() for name in classes}
    assert f"Like the training data: no (novelty {novelty:.2f})" in texts_of(panel)
    # No level makes another verdict of it.
    assert "calibrated on" not in panel.findChild(QLabel, "verdict").toolTip()
    assert panel.level_words == ""


VERDICTS = {
    "glioma": {"prediction_set": ("glioma",)},
    "notumor": {"probabilities": (0.01, 0.02, 0.96, 0.01), "prediction_set": ("notumor",)},
    "tumour": {"prediction_set": ("glioma", "meningioma")},
    "uncertain": {"prediction_set": ("glioma", "notumor")},
    "unlike-training": {"novelty": 3.0},
    "not-a-brain-mri": {"novelty": 5.0},
}


def test_each_verdict_has_a_shape_of_its_own_whatever_its_colour(open_window, qtbot, network, heads):
    window = open_window(heads[0])
    shapes = {}
    for number, (verdict, told) in enumerate(VERDICTS.items()):
        network.probabilities, network.prediction_set, network.novelty = (0.94, 0.03, 0.02, 0.01), ("glioma",), 0.4
        for name, value in told.items():
            setattr(network, name, value)
        window.open_paths([heads[(number + 1) % 2]])
        wait_for_title(qtbot, window, heads[(number + 1) % 2].name)
        wait_for_answer(qtbot, window)
        assert window.panel.prediction.verdict == verdict
        shapes[verdict] = painted_pixels(window.panel.findChild(ClassMarker, "verdictMarker"))
    assert len(set(shapes.values())) == len(VERDICTS)
    assert all(len(shape) > 30 for shape in shapes.values())


def painted_pixels(widget):
    """Give the places that a widget paints, whatever in."""
    image = widget.grab().toImage()
    ground = image.pixelColor(0, image.height() // 4)
    return frozenset(
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if abs(image.pixelColor(x, y).lightness() - ground.lightness()) > 30
    )


def test_a_verdict_and_its_level_are_announced(open_window, head):
    panel = open_window(head).panel
    assert panel.findChild(QLabel, "verdict").accessibleName() == "Verdict: Glioma, verdicts right in 95 %"
    assert "No other class is plausible" in panel.findChild(QLabel, "verdict").accessibleDescription()


def test_each_probability_stands_beside_its_class(open_window, qtbot, head):
    panel = open_window(head).panel
    qtbot.waitUntil(lambda: texts_of(panel).count("Glioma") == 2)
    texts = texts_of(panel)
    for name, percent in (("Glioma", "94 %"), ("Meningioma", "3 %"), ("No tumour", "2 %"), ("Pituitary tumour", "1 %")):
        assert texts[texts.index(name, 1) + 1] == percent


def test_research_use_is_to_be_seen(open_window):
    assert "Research use only" in texts_of(open_window())


def test_a_panel_without_a_model_waits(qtbot):
    panel = PredictionPanel(DARK, 0.5)
    qtbot.addWidget(panel)
    assert panel.verdict_text == "No picture"


def test_the_caption_of_a_saved_picture_names_the_slice_of_a_stack(open_window, stack, qtbot):
    window = open_window(stack)
    number = window.viewer.index + 1
    qtbot.waitUntil(lambda: f", slice {number} of 7   " in window.classification.caption)
    window.viewer.view.setFocus()
    QTest.keyClick(window.viewer.view, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: f", slice {window.viewer.index + 1} of 7   " in window.classification.caption)
    assert window.viewer.index + 1 != number
