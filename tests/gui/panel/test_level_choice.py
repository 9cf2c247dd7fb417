"""The level beside the verdict: chosen by mouse and key, answered at once, remembered, and true to the model."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel

from core.model.confidence_levels import DEFAULT_LEVEL
from gui.settings import Settings
from gui.widgets.class_marker import ClassMarker
from gui.widgets.level_choice import LevelChoice
from gui.window import view_export
from tests.gui.conftest import CLASSES, FakeNetwork, texts_of

# Of the list that opens, where there is no display.
pytestmark = pytest.mark.qt_log_ignore("does not support", extend=True)

ALL = (0.9, 0.95, 0.98, 0.99)


@pytest.fixture
def network():
    """Open at 99 %, a glioma at 90 %."""
    return FakeNetwork(
        probabilities=(0.8, 0.15, 0.04, 0.01),
        prediction_set=("glioma", "meningioma"),
        sets={0.9: ("glioma",), 0.99: ("glioma", "meningioma", "notumor")},
    )


def levels_of(choice):
    return choice.findChild(QComboBox)


def choose(window, words):
    """Click on the list and then on one of its lines."""
    box = levels_of(window.panel.level)
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    view = box.view()
    lines = [view.model().index(line, 0) for line in range(box.count())]
    place = view.visualRect(next(line for line in lines if line.data() == words)).center()
    QTest.mouseMove(view.viewport(), place)
    QApplication.processEvents()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_another_level_changes_the_verdict_at_once_without_asking_the_network(open_window, network, settings, head):
    window = open_window(head)
    panel, asked = window.panel, len(network.asked)
    assert panel.level.words == "verdicts right in 95 %"
    assert panel.verdict_text == "A tumour: glioma or meningioma"
    before = panel.findChild(ClassMarker, "verdictMarker").grab().toImage()
    choose(window, "verdicts right in 90 %")
    assert panel.verdict_text == "Glioma"
    assert panel.findChild(QLabel, "verdict").accessibleName() == "Verdict: Glioma, verdicts right in 90 %"
    assert {"Probability 80 %", "Plausible at 90 %: glioma"} <= set(texts_of(panel))
    assert panel.findChild(ClassMarker, "verdictMarker").grab().toImage() != before
    choose(window, "verdicts right in 99 %")
    assert panel.verdict_text == "Uncertain: tumour or not"
    assert "Probability of a tumour: 96 %" in texts_of(panel)
    assert settings.level == 0.99
    assert len(network.asked) == asked


def test_controls_keep_their_places_however_long_the_verdict_is(open_window, network, head):
    network.sets = {
        0.9: ("glioma",),
        0.95: ("glioma", "meningioma", "pituitary"),
        0.98: ("glioma", "meningioma"),
        0.99: ("glioma", "meningioma", "notumor"),
    }
    network.prediction_set = network.sets[0.95]
    panel = open_window(head).panel
    places, verdicts = set(), set()
    for level in ALL:
        panel.set_level(level)
        QApplication.processEvents()
        verdicts.add(panel.verdict_text)
        places.add(tuple(one.mapTo(panel, QPoint()).y() for one in (panel.level, panel.heat)))
    # Of one line, of two and of three.
    assert {"Glioma", "A tumour: glioma or meningioma", "A tumour: glioma, meningioma or pituitary tumour"} < verdicts
    assert len(places) == 1


def test_level_and_probability_say_what_each_is_of(open_window, network, head):
    network.probabilities = (0.6, 0.3, 0.06, 0.04)
    panel = open_window(head).panel
    panel.set_level(0.9)
    [share] = [label for label in panel.findChildren(QLabel) if label.text() == "Probability 60 %"]
    assert "for this picture alone" in share.toolTip()
    assert "how often verdicts are right, not how probable this one is" in levels_of(panel.level).toolTip()


def test_the_level_goes_by_the_keyboard_and_leaves_the_slice_alone(open_window, qtbot, stack):
    window = open_window(stack)
    window.activateWindow()
    box = levels_of(window.panel.level)
    box.setFocus()
    frame = window.viewer.image.frame
    # By way of the window, so that its commands on the same keys have their turn.
    for key, level in ((Qt.Key.Key_Down, 0.98), (Qt.Key.Key_Down, 0.99), (Qt.Key.Key_Home, 0.9), (Qt.Key.Key_Up, 0.9)):
        QTest.keyClick(window.windowHandle(), key)
        assert window.panel.level.level == level
    assert window.viewer.image.frame == frame
    assert window.panel.verdict_text == "Glioma"


def test_the_wheel_passes_over_the_level(open_window, head):
    box = levels_of(open_window(head).panel.level)
    QApplication.sendEvent(box, wheel_event(box))
    assert box.currentText() == "verdicts right in 95 %"


def wheel_event(widget):
    centre = QPointF(widget.rect().center())
    return QWheelEvent(
        centre,
        QPointF(widget.mapToGlobal(centre.toPoint())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )


def test_it_is_remembered_for_the_next_start_and_the_next_picture(open_window, qtbot, settings, heads):
    window = open_window(heads[0])
    choose(window, "verdicts right in 90 %")
    window.close()
    again = open_window(heads[1])
    assert again.panel.level.words == "verdicts right in 90 %"
    assert again.panel.verdict_text == "Glioma"


def test_a_model_that_promises_one_level_says_so_and_the_choice_comes_back(open_window, qtbot, network, head, workers):
    window = open_window(head)
    choose(window, "verdicts right in 98 %")
    one = FakeNetwork(
        package=SimpleNamespace(title="old 1.0", classes=CLASSES, levels=(0.9,), has_evidence=False, metrics={})
    )
    for other, words, is_list in ((one, "verdicts right in 90 %", False), (network, "verdicts right in 98 %", True)):
        workers[0].use_model(lambda other=other: other)
        window.classification.ask()
        title = f"{other.package.title}, "
        qtbot.waitUntil(lambda title=title: any(text.startswith(title) for text in texts_of(window.panel)))
        panel = window.panel
        assert panel.level.words == panel.level_words == words
        assert levels_of(panel.level).isVisible() is is_list
        assert panel.level.findChild(QLabel).isVisible() is not is_list
    assert "offers no other level" in window.panel.level.findChild(QLabel).toolTip()


def test_without_a_model_there_is_no_level(qtbot):
    choice = LevelChoice()
    qtbot.addWidget(choice)
    assert choice.level is None
    assert choice.words == ""
    assert choice.isHidden()


@pytest.mark.parametrize(
    ("levels", "wanted", "shown"),
    [(ALL, 0.95, 0.95), ((0.9, 0.95), 0.99, 0.95), ((0.98,), 0.9, 0.98), ((0.7,), 0.9, 0.7)],
)
def test_the_nearest_level_is_shown_where_the_wanted_one_is_not_offered(qtbot, levels, wanted, shown):
    choice = LevelChoice(wanted)
    qtbot.addWidget(choice)
    told = []
    choice.chosen.connect(told.append)
    choice.offer(levels)
    assert choice.level == shown
    said = choice.findChild(QComboBox if len(levels) > 1 else QLabel)
    assert f"holds the truth for {100 * shown:.0f} of 100 slices." in said.toolTip()
    choice.offer(ALL)
    assert choice.level == wanted
    assert told == []


def test_what_is_saved_states_the_level(open_window, head, tmp_path, monkeypatch):
    window = open_window(head)
    assert (
        window.classification.caption
        == "A tumour: glioma or meningioma, tumour 96 %, verdicts right in 95 %   fake 1.0.0"
    )
    target, captions = tmp_path / "out.png", []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    real = view_export.draw_export
    told = lambda view, caption: (captions.append(caption), real(view, caption))[1]  # noqa: E731
    monkeypatch.setattr(view_export, "draw_export", told)
    choose(window, "verdicts right in 90 %")
    window.menus.save.trigger()
    assert captions[0].startswith("Glioma, probability 80 %, verdicts right in 90 %   fake 1.0.0   20")
    assert not QImage(str(target)).isNull()


@pytest.mark.parametrize("text", ["much", "0.5", "", "nan"])
def test_a_level_that_cannot_be_read_falls_back(tmp_path, text):
    path = tmp_path / "settings.ini"
    path.write_text(f"[General]\nlevel={text}\n", "utf-8")
    assert Settings(QSettings(str(path), QSettings.Format.IniFormat)).level == DEFAULT_LEVEL


def test_a_level_chosen_for_a_batch_is_that_of_the_window_and_the_other_way_round(open_window, settings, head):
    window = open_window(head)
    window.menus.classify_folder.trigger()
    batch = window.tools.batch
    batch.setup.level.offer(ALL)
    levels_of(window.panel.level).setFocus()
    QTest.keyClick(levels_of(window.panel.level), Qt.Key.Key_Home)
    assert batch.setup.level.words == "verdicts right in 90 %"
    levels_of(batch.setup.level).setFocus()
    QTest.keyClick(levels_of(batch.setup.level), Qt.Key.Key_End)
    assert (settings.level, window.panel.level.level) == (0.99, 0.99)
    assert window.panel.verdict_text == "Uncertain: tumour or not"


def test_a_level_chosen_while_another_model_is_still_thinking_waits_for_its_answer(open_window, head):
    panel = open_window(head).panel
    panel.show_model(replace(panel.facts, title="two 1.0", classes=("abscess", "notumor")))
    panel.set_level(0.9)
    assert panel.level.words == "verdicts right in 90 %"
    assert panel.verdict_text == "A tumour: glioma or meningioma"
