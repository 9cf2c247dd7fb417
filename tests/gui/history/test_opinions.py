"""What the reader thinks of a verdict: said by keys and buttons, kept, shown again, taken back."""

import threading

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from core.history.entry import Judgement, Opinion
from core.history.history import History, history_file
from core.history.search import Search
from gui.compare.content import Layout
from gui.history.finder import HistoryFinder
from gui.history.switch import BEGUN
from tests.gui.conftest import button, control, texts_of, wait_for_answer

# Said by the offscreen platform about every menu.
pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard")
KEYS = {Judgement.AGREE: Qt.Key.Key_A, Judgement.NO_TUMOUR: Qt.Key.Key_N, Judgement.UNSURE: Qt.Key.Key_U}


@pytest.fixture
def window(open_window, heads):
    return open_window(heads[0])


def kept():
    """List the entries with an opinion."""
    if not history_file().exists():
        return []
    with History() as history:
        return history.find(Search(has_opinion=True))


def press(window, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.viewer.view, key, modifier)


def click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(8, widget.height() // 2))


def choose_other(qtbot, window, key):
    press(window, Qt.Key.Key_O)
    menu = window.panel.opinion.classes_menu
    qtbot.waitUntil(menu.isVisible)
    QTest.keyClick(menu, key)


def wait_for_reading(qtbot, window, name):
    """Wait until one answer is shown as given, and no other."""
    names = ("agree", "other class", "no tumour", "unsure")
    qtbot.waitUntil(lambda: [one for one in names if control(window, f"My opinion: {one}").isChecked()] == [name])


@pytest.mark.parametrize(
    ("view", "opinion"),
    [
        (Judgement.AGREE, Opinion(Judgement.AGREE, "glioma")),
        (Judgement.NO_TUMOUR, Opinion(Judgement.NO_TUMOUR)),
        (Judgement.UNSURE, Opinion(Judgement.UNSURE)),
    ],
)
def test_a_key_says_it_and_it_is_kept_with_its_result(qtbot, window, heads, view, opinion):
    press(window, KEYS[view])
    qtbot.waitUntil(lambda: len(kept()) == 1)
    [entry] = kept()
    assert entry.opinion == opinion
    assert entry.record.path == str(heads[0])
    assert entry.record.model == window.panel.facts.title
    assert entry.record.verdict == window.panel.prediction.verdict


def test_another_class_is_chosen_from_those_of_the_model(qtbot, window):
    choose_other(qtbot, window, Qt.Key.Key_M)
    qtbot.waitUntil(lambda: len(kept()) == 1)
    assert kept()[0].opinion == Opinion(Judgement.OTHER, "meningioma")
    assert control(window, "My opinion: other class").text() == "Meningioma"
    wait_for_reading(qtbot, window, "other class")
    names = [action.text().replace("&", "") for action in window.panel.opinion.classes_menu.actions()]
    assert names == ["Meningioma", "No tumour", "Pituitary tumour"]


def test_no_tumour_among_the_classes_is_the_same_as_its_key(qtbot, window):
    choose_other(qtbot, window, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: len(kept()) == 1)
    assert kept()[0].opinion == Opinion(Judgement.NO_TUMOUR)


def test_the_buttons_say_the_same(qtbot, window):
    click(control(window, "My opinion: unsure"))
    wait_for_reading(qtbot, window, "unsure")
    click(control(window, "My opinion: agree"))
    wait_for_reading(qtbot, window, "agree")
    qtbot.waitUntil(lambda: [entry.opinion.view for entry in kept()] == [Judgement.AGREE])


def test_the_first_reading_turns_the_history_on_and_says_so_once(qtbot, window, heads, settings):
    assert BEGUN not in texts_of(window)
    press(window, Qt.Key.Key_A)
    assert BEGUN in texts_of(window)
    assert settings.keeps_history
    assert window.menus.keep_history.isChecked()
    window.open_paths([heads[1]])
    wait_for_answer(qtbot, window)
    assert BEGUN not in texts_of(window)
    press(window, Qt.Key.Key_A)
    assert BEGUN not in texts_of(window)
    qtbot.waitUntil(lambda: len(kept()) == 2)


def test_the_turning_on_can_be_undone_and_leaves_nothing(qtbot, window, settings):
    press(window, Qt.Key.Key_A)
    click(control(window, "Undo my opinion"))
    assert not settings.keeps_history
    assert not window.menus.keep_history.isChecked()
    assert BEGUN not in texts_of(window)
    assert not control(window, "My opinion: agree").isChecked()
    window.close()
    with History() as history:
        assert history.count() == 0


def test_undoing_it_brings_back_the_reading_of_an_earlier_time(qtbot, open_window, window, heads):
    press(window, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: len(kept()) == 1)
    before = kept()
    window.menus.keep_history.trigger()
    window.close()
    again = open_window(heads[0])
    wait_for_reading(qtbot, again, "agree")
    press(again, Qt.Key.Key_U)
    wait_for_reading(qtbot, again, "unsure")
    click(control(again, "Undo my opinion"))
    wait_for_reading(qtbot, again, "agree")
    again.close()
    assert kept() == before


def test_what_is_deleted_is_shown_no_longer_and_not_written_back(qtbot, window):
    press(window, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: len(kept()) == 1)
    QTest.keyClicks(control(window, "Note on my opinion"), "half")
    HistoryFinder(window.tools.keeper, window).clear()
    qtbot.waitUntil(lambda: not control(window, "My opinion: agree").isChecked())
    window.close()
    with History() as history:
        assert history.count() == 0


def test_a_reading_is_shown_when_the_slice_is_opened_again_and_after_a_restart(qtbot, open_window, window, heads):
    press(window, Qt.Key.Key_U)
    note = control(window, "Note on my opinion")
    QTest.keyClicks(note, "dural tail?")
    QTest.keyClick(note, Qt.Key.Key_Return)
    window.open_paths([heads[1]])
    wait_for_answer(qtbot, window)
    assert not control(window, "My opinion: unsure").isChecked()
    window.open_paths([heads[0]])
    wait_for_reading(qtbot, window, "unsure")
    window.close()
    again = open_window(heads[0])
    wait_for_reading(qtbot, again, "unsure")
    assert control(again, "Note on my opinion").text() == "dural tail?"


def test_a_long_note_is_shown_from_its_beginning_when_the_slice_is_opened_again(qtbot, open_window, window, heads):
    words = "a ring of contrast around the lesion, and none within " * 3
    press(window, Qt.Key.Key_N)
    QTest.keyClicks(control(window, "Note on my opinion"), words)
    window.close()
    note = control(open_window(heads[0]), "Note on my opinion")
    qtbot.waitUntil(lambda: note.text() == words.strip())
    assert note.cursorPosition() == 0


def test_an_answer_that_is_quicker_than_the_disk_keeps_the_note(qtbot, open_window, window, heads, monkeypatch):
    press(window, Qt.Key.Key_A)
    press(window, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(control(window, "Note on my opinion"), "ask again")
    QTest.keyClick(control(window, "Note on my opinion"), Qt.Key.Key_Return)
    window.close()
    is_let, annotations_of = threading.Event(), History.annotations_of

    def wait_and_remember(history, place):
        is_let.wait(20)
        return annotations_of(history, place)

    monkeypatch.setattr(History, "annotations_of", wait_and_remember)
    again = open_window(heads[0])
    press(again, Qt.Key.Key_U)
    wait_for_reading(qtbot, again, "unsure")
    is_let.set()
    qtbot.waitUntil(lambda: control(again, "Note on my opinion").text() == "ask again")
    again.close()
    [entry] = kept()
    assert entry.opinion == Opinion(Judgement.UNSURE, "", "ask again")


def test_the_own_reading_is_not_named_as_one_of_another_model(qtbot, open_window, window, heads):
    press(window, Qt.Key.Key_U)
    window.close()
    again = open_window(heads[0])
    wait_for_reading(qtbot, again, "unsure")
    assert not any("You read" in text for text in texts_of(again.panel))


def test_letters_in_the_note_are_no_keys(qtbot, window):
    press(window, Qt.Key.Key_U)
    press(window, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    note = control(window, "Note on my opinion")
    assert note.hasFocus()
    QTest.keyClicks(note, "a on u")
    QTest.keyClick(note, Qt.Key.Key_Return)
    assert window.viewer.view.hasFocus()
    qtbot.waitUntil(lambda: [entry.opinion for entry in kept()] == [Opinion(Judgement.UNSURE, note="a on u")])
    # The note stays when the answer changes.
    press(window, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: [entry.opinion for entry in kept()] == [Opinion(Judgement.AGREE, "glioma", "a on u")])


def test_letters_of_a_note_without_an_answer_are_no_answers(qtbot, window):
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    note = control(window, "Note on my opinion")
    assert note.hasFocus()
    QTest.keyClicks(note, "a noun")
    QTest.keyClick(note, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [entry.opinion for entry in kept()] == [Opinion(Judgement.UNSURE, note="a noun")])
    # Another answer keeps the note.
    QTest.keyClick(window, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: [entry.opinion for entry in kept()] == [Opinion(Judgement.AGREE, "glioma", "a noun")])


def test_a_note_is_kept_after_a_pause_in_typing(qtbot, window):
    QTest.keyClick(window, Qt.Key.Key_U)
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    note = control(window, "Note on my opinion")
    for words in ("slow", "slow writer"):
        QTest.keyClicks(note, words.removeprefix(note.text()))
        # Nothing but time passes.
        qtbot.waitUntil(lambda words=words: [entry.opinion.note for entry in kept()] == [words])


def test_escape_leaves_the_note_and_keeps_its_text(qtbot, window):
    press(window, Qt.Key.Key_U)
    press(window, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    note = control(window, "Note on my opinion")
    QTest.keyClicks(note, "half")
    escaped = []
    window.viewer.view.escaped.connect(lambda: escaped.append(1))
    QTest.keyClick(note, Qt.Key.Key_Escape)
    assert window.viewer.view.hasFocus()
    assert window.isVisible()
    assert note.text() == "half"
    qtbot.waitUntil(lambda: [entry.opinion for entry in kept()] == [Opinion(Judgement.UNSURE, note="half")])
    # What Escape does elsewhere, it does not do here.
    assert not escaped


def test_a_note_that_is_being_written_is_kept_when_the_window_closes(window):
    press(window, Qt.Key.Key_U)
    QTest.keyClicks(control(window, "Note on my opinion"), "half")
    window.close()
    assert [entry.opinion.note for entry in kept()] == ["half"]


def test_a_reading_is_taken_back(qtbot, window):
    press(window, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: len(kept()) == 1)
    click(button(window, "Take back"))
    qtbot.waitUntil(lambda: kept() == [])
    assert not control(window, "My opinion: agree").isChecked()


def test_a_reading_that_was_taken_back_with_its_note_can_be_restored(qtbot, window):
    press(window, Qt.Key.Key_U)
    QTest.keyClicks(control(window, "Note on my opinion"), "look again")
    click(button(window, "Take back"))
    qtbot.waitUntil(lambda: kept() == [])
    assert "Taken back, with its note." in texts_of(window)
    click(control(window, "Undo my opinion"))
    qtbot.waitUntil(lambda: [entry.opinion for entry in kept()] == [Opinion(Judgement.UNSURE, note="look again")])
    assert control(window, "Note on my opinion").text() == "look again"


def test_each_slice_of_a_stack_has_a_reading(qtbot, open_window, stack):
    window = open_window(stack)
    first = window.viewer.image.frame
    press(window, Qt.Key.Key_A)
    window.menus.next_slice.trigger()
    qtbot.waitUntil(lambda: window.panel.prediction is not None and control(window, "My opinion: unsure").isEnabled())
    wait_for_answer(qtbot, window)
    qtbot.waitUntil(lambda: not control(window, "My opinion: agree").isChecked())
    press(window, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: len(kept()) == 2)
    assert {entry.record.frame: entry.opinion.view for entry in kept()} == {
        first: Judgement.AGREE,
        first + 1: Judgement.UNSURE,
    }


def test_a_reading_of_another_model_is_named_but_is_not_one_of_this(qtbot, open_window, network, heads):
    window = open_window(heads[0])
    choose_other(qtbot, window, Qt.Key.Key_M)
    qtbot.waitUntil(lambda: len(kept()) == 1)
    window.close()
    network.package.title = "fake 2.0.0"
    again = open_window(heads[0])
    qtbot.waitUntil(lambda: "You read fake 1.0.0: Meningioma" in texts_of(again))
    assert not control(again, "My opinion: other class").isChecked()


@pytest.mark.parametrize("what", ["sample", "displayed"])
def test_what_is_not_kept_takes_no_reading_and_says_why(qtbot, window, what):
    if what == "sample":
        window.menus.sample.trigger()
    else:
        window.menus.as_displayed.trigger()
    qtbot.waitUntil(lambda: not control(window, "My opinion: agree").isEnabled())
    wait_for_answer(qtbot, window)
    words = "synthetic samples" if what == "sample" else "Classify as displayed"
    qtbot.waitUntil(lambda: any(words in text for text in texts_of(window.panel)))
    press(window, Qt.Key.Key_A)
    window.close()
    assert not history_file().exists()


def test_a_reading_that_cannot_be_kept_says_so(qtbot, window):
    history_file().parent.mkdir(parents=True, exist_ok=True)
    history_file().mkdir()
    press(window, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: any(text.startswith("Not kept. ") for text in texts_of(window.panel)))


def test_a_reading_concerns_the_pane_that_the_panel_shows(qtbot, open_window, stack):
    window = open_window(stack)
    comparing = window.explain_and_compare.comparing
    comparing.begin(Layout.MAPS)
    qtbot.waitUntil(lambda: len(comparing.panes) == 1 and comparing.panes[0].answer is not None)
    comparing.panes[0].view.setFocus()
    qtbot.waitUntil(lambda: comparing.active is comparing.panes[0])
    QTest.keyClick(comparing.panes[0].view, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: len(kept()) == 1)
    assert kept()[0].record.frame == comparing.panes[0].image.frame


def test_the_keys_can_be_changed(qtbot, window):
    window.keys.bind(
        window.menus.opinion.views[Judgement.UNSURE], window.menus.opinion.views[Judgement.AGREE].shortcut()
    )
    press(window, Qt.Key.Key_A)
    wait_for_reading(qtbot, window, "unsure")
    assert "(A)" in control(window, "My opinion: unsure").toolTip()
    assert "(" not in control(window, "My opinion: agree").toolTip()


def test_two_windows_show_the_same_reading(qtbot, open_window, window, heads):
    press(window, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: len(kept()) == 1)
    second = open_window(heads[0])
    wait_for_reading(qtbot, second, "agree")


def test_the_note_is_no_longer_than_is_kept(window):
    assert control(window, "Note on my opinion").maxLength() == 2000
    assert isinstance(control(window, "Note on my opinion"), QLineEdit)


def test_a_reading_that_another_falx_deletes_goes_when_the_user_comes_back(qtbot, window, qapp):
    press(window, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: len(kept()) == 1)
    with History() as history:
        history.clear()
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    qtbot.waitUntil(lambda: not control(window, "My opinion: unsure").isChecked())
