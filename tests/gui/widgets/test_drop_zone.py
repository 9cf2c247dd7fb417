"""What the windows say while something is dragged over them, and what they refuse."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from gui.training.evaluate_window import EvaluateWindow
from gui.training.training_window import TrainingWindow
from gui.widgets.step_list import Step
from gui.widgets.theme import DARK
from tests.gui.conftest import drop, wait_for_title

COPY, LEFT, NONE = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def files(*paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def words(text):
    mime = QMimeData()
    mime.setText(text)
    return mime


def drag(window, mime):
    """Drag over a window as a file manager does; return what it says, and whether a drop is possible."""
    enter = QDragEnterEvent(QPoint(50, 50), COPY, mime, LEFT, NONE)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    move = QDragMoveEvent(QPoint(60, 60), COPY, mime, LEFT, NONE)
    QApplication.sendEvent(window, move)
    return window.drop_zone.words, move.isAccepted()


def let_go(window, mime):
    QApplication.sendEvent(window, QDropEvent(QPointF(60, 60), COPY, mime, LEFT, NONE))


@pytest.fixture
def training(qtbot, settings):
    window = TrainingWindow(settings, DARK)
    qtbot.addWidget(window, before_close_func=TrainingWindow.shut_down)
    window.come_forward()
    return window


@pytest.fixture
def evaluation(qtbot, settings):
    window = EvaluateWindow(settings, DARK)
    qtbot.addWidget(window, before_close_func=EvaluateWindow.shut_down)
    window.come_forward()
    return window


def test_the_main_window_says_what_it_opens(open_window, head, heads, tmp_path):
    window = open_window()
    assert drag(window, files(head)) == ("Drop to open head.png", True)
    assert drag(window, files(*heads)) == ("Drop to open 3 files", True)
    assert drag(window, files(tmp_path / "mine.falxmodel")) == ("Drop to install the model mine.falxmodel", True)
    assert drag(window, words("a letter")) == ("Falx opens pictures, files and folders", False)


def test_a_drag_that_leaves_takes_its_words_away(open_window, head):
    window = open_window()
    drag(window, files(head))
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert window.drop_zone.words == ""


def test_what_is_accepted_is_opened(open_window, qtbot, head):
    window = open_window()
    drag(window, files(head))
    let_go(window, files(head))
    assert window.drop_zone.words == ""
    wait_for_title(qtbot, window, "head.png")


def test_what_is_refused_leaves_the_picture_as_it_is(open_window, head):
    window = open_window(head)
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/brain.png")])
    said, is_possible = drag(window, mime)
    assert said.startswith("Falx does not open web addresses")
    assert not is_possible
    let_go(window, mime)
    assert window.viewer.is_showing_picture


def test_the_highlight_covers_the_window_and_changes_with_the_answer(open_window, head):
    window = open_window()
    before = window.grab().toImage()
    drag(window, files(head))
    accepted = window.grab().toImage()
    drag(window, words("a letter"))
    refused = window.grab().toImage()
    assert before != accepted != refused
    # The frame, in the colour of the theme.
    assert accepted.pixelColor(window.width() // 2, 12).name() == DARK.accent.lower()
    assert refused.pixelColor(window.width() // 2, 12).name() != DARK.accent.lower()


def test_a_batch_window_takes_folders_until_a_batch_runs(open_batch, heads):
    window = open_batch()
    folder = heads[0].parent
    assert drag(window, files(folder)) == ("Drop to choose heads; Start then classifies it", True)
    assert drag(window, words("a letter"))[1] is False
    drop(window, folder)
    window.setup.start()
    said, is_possible = drag(window, files(folder))
    assert said.startswith("A batch is running.")
    assert not is_possible


def test_an_evaluation_takes_images_and_models(evaluation, heads, tmp_path):
    folder, model = heads[0].parent, tmp_path / "mine.falxmodel"
    assert drag(evaluation, files(folder)) == ("Drop to measure on the images in heads", True)
    assert drag(evaluation, files(folder, model)) == (
        "Drop to measure on the images in heads\nDrop to measure the model mine.falxmodel",
        True,
    )
    assert drag(evaluation, files(heads[0]))[1] is False


def test_training_takes_images_in_its_first_step(training, heads):
    assert drag(training, files(heads[0].parent)) == ("Drop to train on the images in heads", True)
    assert drag(training, files(heads[0])) == ("Training takes folders with images, and tables", False)
    training.show_step(Step.SETTINGS)
    said, is_possible = drag(training, files(heads[0].parent))
    assert said.startswith("Images are chosen in the first step")
    assert not is_possible


def test_a_long_name_is_shortened(open_window, tmp_path):
    said, _ = drag(open_window(), files(tmp_path / f"{'a' * 100}b.png"))
    assert len(said) < 120
    assert said.endswith("b.png")
