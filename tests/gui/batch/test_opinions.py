"""What the reader thinks of the rows of a batch: said by the same keys, kept in the same history."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMessageBox

from core.history.entry import Judgement, Opinion, SliceKey
from core.history.history import History, history_file
from core.history.search import Search
from gui.batch.results.index import Column
from gui.history.finder import HistoryFinder
from gui.history.history_thread import GivenOpinion
from tests.gui.batch_rows import a_row
from tests.gui.conftest import SHIPPED_TITLE, button, control, drop, texts_of

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard")
ROWS = [
    replace(a_row(number, verdict), input_sha256=f"{number:064x}", window=(255.0, 127.5))
    for number, verdict in enumerate(("glioma", "meningioma", "uncertain", "notumor"))
]


@pytest.fixture
def window(open_batch, heads, jobs):
    window = open_batch()
    drop(window, heads[0].parent)
    button(window, "Start").click()
    jobs[0].send([*ROWS, a_row(9, "failed")])
    window.results.table.setFocus()
    return window


def kept():
    if not history_file().exists():
        return []
    with History() as history:
        return history.find(Search(has_opinion=True))


def select(window, *lines):
    """Select rows by mouse, all but the first with Ctrl."""
    table = window.results.table
    for place, line in enumerate(lines):
        spot = table.visualRect(window.model.index(line, Column.NAME)).center()
        held = Qt.KeyboardModifier.ControlModifier if place else Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, held, spot)


def select_many(window):
    """Add 320 rows, and select all."""
    more = [replace(ROWS[0], path=f"in/many/{number}.png", input_sha256=f"{number:064x}") for number in range(100, 420)]
    window.model.append(more)
    window.results.table.selectAll()
    return more


def decline(monkeypatch):
    """Answer each question by Cancel; give the texts of those that are asked."""
    asked = []

    def answer(box):
        asked.append(box.text())
        next(one for one in box.buttons() if one.text() == "Cancel").click()

    monkeypatch.setattr(QMessageBox, "exec", answer)
    return asked


def readings(window):
    return [window.model.index(line, Column.OPINION).data() for line in range(window.model.rowCount())]


def test_a_key_says_it_of_all_selected_rows(window, qtbot):
    select(window, 0, 1)
    QTest.keyClick(window.results.table, Qt.Key.Key_A)
    assert readings(window) == ["Agree: glioma", "Agree: meningioma", "", "", ""]
    qtbot.waitUntil(lambda: len(kept()) == 2)
    assert {entry.record.path: entry.opinion for entry in kept()} == {
        ROWS[0].path: Opinion(Judgement.AGREE, "glioma"),
        ROWS[1].path: Opinion(Judgement.AGREE, "meningioma"),
    }
    [entry] = [entry for entry in kept() if entry.record.path == ROWS[0].path]
    assert entry.record.model == SHIPPED_TITLE
    assert dict(entry.record.finding.probabilities) == dict(zip(ROWS[0].classes, ROWS[0].probabilities, strict=True))


def test_another_class_is_chosen_from_a_menu(window, qtbot):
    select(window, 2)
    QTest.keyClick(window.results.table, Qt.Key.Key_O)
    menu = window.opinions.classes_menu
    qtbot.waitUntil(menu.isVisible)
    QTest.keyClick(menu, Qt.Key.Key_P)
    assert readings(window)[2] == "Pituitary tumour"
    qtbot.waitUntil(lambda: [entry.opinion for entry in kept()] == [Opinion(Judgement.OTHER, "pituitary")])


@pytest.mark.parametrize(("lines", "count"), [((0,), 3), ((0, 1), 4)])
def test_the_verdict_that_all_rows_have_is_no_other_class(window, qtbot, lines, count):
    select(window, *lines)
    QTest.keyClick(window.results.table, Qt.Key.Key_O)
    menu = window.opinions.classes_menu
    qtbot.waitUntil(menu.isVisible)
    assert len(menu.actions()) == count
    menu.close()


def note_dialog(qtbot, window):
    """Wait for the question for a note."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(QInputDialog)))
    return next(one for one in window.findChildren(QInputDialog) if one.isVisible())


def accept(qtbot, window, dialog):
    """Press Enter, and wait until keys are the window's again."""
    QTest.keyClick(dialog.findChild(QLineEdit), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.findChildren(QInputDialog))
    # Without a display, no window manager does so.
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def test_a_note_is_written_on_the_selected_rows_and_can_be_undone(window, qtbot):
    select(window, 0, 1)
    QTest.keyClick(window.results.table, Qt.Key.Key_A)
    QTest.keyClick(window.results.table, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    dialog = note_dialog(qtbot, window)
    assert "Note on 2 slices:" in texts_of(dialog)
    QTest.keyClicks(dialog.findChild(QLineEdit), "cystic")
    accept(qtbot, window, dialog)
    qtbot.waitUntil(lambda: readings(window)[:2] == ["Agree: glioma · cystic", "Agree: meningioma · cystic"])
    qtbot.waitUntil(lambda: [entry.opinion.note for entry in kept()] == ["cystic"] * 2)
    # It is shown for a change, and another answer keeps it.
    select(window, 0)
    QTest.keyClick(window.results.table, Qt.Key.Key_U)
    assert readings(window)[0] == "Unsure · cystic"
    QTest.keyClick(window.results.table, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    dialog = note_dialog(qtbot, window)
    assert dialog.textValue() == "cystic"
    dialog.setTextValue("")
    accept(qtbot, window, dialog)
    qtbot.waitUntil(lambda: readings(window)[0] == "Unsure")
    QTest.mouseClick(control(window, "Undo the opinion"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: readings(window)[0] == "Unsure · cystic")


def test_what_is_kept_late_does_not_hide_what_was_said_since(window, qtbot):
    select(window, 0)
    keeper = window.opinions.keeper
    with qtbot.waitSignals([keeper.opinions_kept] * 2) as kept_late:
        QTest.keyClick(window.results.table, Qt.Key.Key_A)
        QTest.keyClick(window.results.table, Qt.Key.Key_U)
        shown = []
        window.model.opinions_changed.connect(lambda: shown.append(readings(window)[0]))
    assert kept_late.signal_triggered
    assert set(shown) <= {"Unsure"}


def test_an_undo_that_is_kept_late_does_not_hide_what_was_said_since(window, qtbot):
    select(window, 0)
    with qtbot.waitSignals([window.opinions.keeper.opinions_kept] * 3):
        QTest.keyClick(window.results.table, Qt.Key.Key_A)
        QTest.mouseClick(control(window, "Undo the opinion"), Qt.MouseButton.LeftButton)
        window.results.table.setFocus()
        QTest.keyClick(window.results.table, Qt.Key.Key_U)
    assert readings(window)[0] == "Unsure"
    assert [entry.opinion.view for entry in kept()] == [Judgement.UNSURE]


def test_what_another_window_said_before_does_not_hide_what_was_said_since(window, qtbot):
    keeper, place = window.opinions.keeper, SliceKey(ROWS[0].input_sha256, 0)
    select(window, 0)
    with qtbot.waitSignals([keeper.opinions_kept] * 2):
        QTest.keyClick(window.results.table, Qt.Key.Key_A)
        # As the main window does, which shares the keeper.
        elsewhere = [GivenOpinion(place, SHIPPED_TITLE, Opinion(Judgement.NO_TUMOUR))]
        keeper.opinions_kept.emit(elsewhere)
        assert readings(window)[0] == "Agree: glioma"
    # What is said there later is shown here.
    keeper.opinions_kept.emit(elsewhere)
    assert readings(window)[0] == "No tumour"


def test_different_notes_stay_until_one_is_written_in_their_place(window, qtbot):
    select(window, 0, 1)
    with qtbot.waitSignal(window.opinions.keeper.opinions_kept):
        QTest.keyClick(window.results.table, Qt.Key.Key_A)
    notes = {SliceKey(row.input_sha256, 0): Opinion(Judgement.UNSURE, "", f"note {row.verdict}") for row in ROWS[:2]}
    window.model.set_opinions(notes)
    for text, expected in (("", ["Unsure · note glioma", "Unsure · note meningioma"]), ("cyst", ["Unsure · cyst"] * 2)):
        QTest.keyClick(window.results.table, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
        dialog = note_dialog(qtbot, window)
        assert "Note on 2 slices, in place of different ones:" in texts_of(dialog)
        assert dialog.textValue() == ""
        QTest.keyClicks(dialog.findChild(QLineEdit), text)
        accept(qtbot, window, dialog)
        assert readings(window)[:2] == expected


def test_a_note_is_written_on_what_was_said_meanwhile(window, qtbot):
    select(window, 0, 2)
    with qtbot.waitSignal(window.opinions.keeper.opinions_kept):
        QTest.keyClick(window.results.table, Qt.Key.Key_A)
    QTest.keyClick(window.results.table, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    dialog = note_dialog(qtbot, window)
    place = SliceKey(ROWS[0].input_sha256, 0)
    window.opinions.keeper.opinions_kept.emit([GivenOpinion(place, SHIPPED_TITLE, Opinion(Judgement.NO_TUMOUR))])
    QTest.keyClicks(dialog.findChild(QLineEdit), "seen")
    accept(qtbot, window, dialog)
    assert readings(window)[0] == "No tumour · seen"


@pytest.mark.parametrize(
    ("name", "question"),
    [("Note…", "Write a note on 325 rows?"), ("Take back", "Take back the opinions on 320 rows?")],
)
def test_many_opinions_are_asked_about(window, monkeypatch, name, question):
    asked = decline(monkeypatch)
    more = select_many(window)
    window.model.set_opinions({SliceKey(row.input_sha256, 0): Opinion(Judgement.UNSURE) for row in more})
    next(one for one in window.results.table.actions() if one.text().replace("&", "") == name).trigger()
    assert asked == [question]
    assert readings(window).count("Unsure") == 320
    assert not [one for one in window.findChildren(QInputDialog) if one.isVisible()]


def test_rows_without_an_opinion_are_said_to_be_left_out(window):
    select(window, 0)
    QTest.keyClick(window.results.table, Qt.Key.Key_U)
    select(window, 0, 1)
    next(one for one in window.results.table.actions() if one.text().replace("&", "") == "Take back").trigger()
    assert window.results.opinion_bar.text == "Taken back: 1 slice. 1 row without an opinion left out."


def test_a_note_needs_rows(window):
    window.results.table.clearSelection()
    QTest.keyClick(window.results.table, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    assert window.results.opinion_bar.text.startswith("Select rows first")
    assert not [one for one in window.findChildren(QInputDialog) if one.isVisible()]


def test_letters_of_a_note_without_an_answer_are_no_answers(window, qtbot):
    select(window, 0, 4)
    QTest.keyClick(window.results.table, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    dialog = note_dialog(qtbot, window)
    QTest.keyClicks(dialog.findChild(QLineEdit), "a noun")
    assert not any(readings(window))
    accept(qtbot, window, dialog)
    assert readings(window)[0] == "Unsure · a noun"
    assert window.results.opinion_bar.text.startswith("Note on 1 slice. 1 row without a verdict left out.")


def test_a_right_click_lists_what_can_be_said_with_the_keys(window, qtbot):
    table = window.results.table
    assert table.contextMenuPolicy() is Qt.ContextMenuPolicy.ActionsContextMenu
    listed = {action.text().replace("&", ""): action for action in table.actions()}
    assert list(listed) == ["Agree", "Other class…", "No tumour", "Unsure", "Note…", "Take back"]
    assert listed["Note…"].shortcut().toString() == "Shift+N"
    select(window, 0, 1)
    QTest.keyClick(table, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: len(kept()) == 2)
    select(window, 0)
    listed["Take back"].trigger()
    assert window.results.opinion_bar.text == "Taken back: 1 slice."
    assert readings(window)[:2] == ["", "Unsure"]
    qtbot.waitUntil(lambda: len(kept()) == 1)
    QTest.mouseClick(control(window, "Undo the opinion"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(kept()) == 2)
    assert readings(window)[:2] == ["Unsure", "Unsure"]


def test_the_first_turns_the_history_on_and_can_be_undone(window, qtbot, settings):
    select(window, 0, 1)
    QTest.keyClick(window.results.table, Qt.Key.Key_U)
    assert settings.keeps_history
    assert "The history is on now" in window.results.opinion_bar.text
    qtbot.waitUntil(lambda: len(kept()) == 2)
    QTest.mouseClick(control(window, "Undo the opinion"), Qt.MouseButton.LeftButton)
    assert not settings.keeps_history
    assert readings(window) == [""] * 5
    qtbot.waitUntil(lambda: kept() == [])
    with History() as history:
        # The results came with the readings, and go with them.
        assert history.find() == []


def test_undoing_the_first_keeps_the_readings_of_an_earlier_time(window, qtbot, settings):
    select(window, 0)
    QTest.keyClick(window.results.table, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: len(kept()) == 1)
    before = kept()
    window.opinions.keeper.switch.turn(False)
    select(window, 0, 1)
    QTest.keyClick(window.results.table, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: len(kept()) == 2)
    QTest.mouseClick(control(window, "Undo the opinion"), Qt.MouseButton.LeftButton)
    assert not settings.keeps_history
    qtbot.waitUntil(lambda: kept() == before)
    qtbot.waitUntil(lambda: readings(window)[:2] == ["No tumour", ""])


def test_what_is_deleted_from_the_history_leaves_the_rows(window, qtbot):
    select(window, 0, 1)
    QTest.keyClick(window.results.table, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: len(kept()) == 2)
    finder = HistoryFinder(window.opinions.keeper, window)
    finder.delete([entry for entry in kept() if entry.record.path == ROWS[0].path])
    qtbot.waitUntil(lambda: readings(window)[:2] == ["", "Unsure"])
    finder.clear()
    qtbot.waitUntil(lambda: readings(window)[:2] == ["", ""])


def test_what_another_falx_deletes_leaves_the_rows_when_the_user_comes_back(window, qtbot, qapp):
    select(window, 0, 1)
    QTest.keyClick(window.results.table, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: len(kept()) == 2)
    with History() as history:
        history.delete([entry.number for entry in kept() if entry.record.path == ROWS[0].path])
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    qtbot.waitUntil(lambda: readings(window)[:2] == ["", "Unsure"])


def test_an_undo_brings_earlier_readings_back(window, qtbot):
    select(window, 0)
    QTest.keyClick(window.results.table, Qt.Key.Key_N)
    select(window, 0, 1)
    QTest.keyClick(window.results.table, Qt.Key.Key_U)
    assert readings(window)[:2] == ["Unsure", "Unsure"]
    QTest.mouseClick(control(window, "Undo the opinion"), Qt.MouseButton.LeftButton)
    assert readings(window)[:2] == ["No tumour", ""]
    qtbot.waitUntil(lambda: [entry.opinion.view for entry in kept()] == [Judgement.NO_TUMOUR])


def test_the_selection_stays_with_its_rows_while_they_are_sorted(window):
    table = window.results.table
    select(window, 0, 3)
    names = {index.siblingAtColumn(Column.NAME).data() for index in table.selectionModel().selectedRows()}
    table.sortByColumn(Column.NAME, Qt.SortOrder.DescendingOrder)
    rows = table.selectionModel().selectedRows()
    assert {index.siblingAtColumn(Column.NAME).data() for index in rows} == names
    assert {index.row() for index in rows} != {0, 3}
    window.model.append([a_row(11, "glioma")])
    window.model.merge()
    rows = table.selectionModel().selectedRows()
    assert {index.siblingAtColumn(Column.NAME).data() for index in rows} == names


def test_many_rows_are_asked_about(window, qtbot, monkeypatch):
    asked = decline(monkeypatch)
    select_many(window)
    QTest.keyClick(window.results.table, Qt.Key.Key_U)
    assert asked == ["Give this opinion to 325 rows?"]
    assert not any(readings(window))


def test_a_selection_that_changes_while_it_is_asked_about_makes_no_difference(window, monkeypatch):
    more = select_many(window)

    def agree(box):
        window.results.table.clearSelection()
        next(one for one in box.buttons() if one.text() != "Cancel").click()

    monkeypatch.setattr(QMessageBox, "exec", agree)
    QTest.keyClick(window.results.table, Qt.Key.Key_U)
    slices = len(ROWS) + len(more)
    assert window.results.opinion_bar.text.startswith(f"Unsure: {slices} slices. 1 row without a verdict left out.")


def test_rows_without_a_verdict_are_left_out(window):
    select(window, 3, 4)
    QTest.keyClick(window.results.table, Qt.Key.Key_U)
    assert readings(window) == ["", "", "", "Unsure", ""]
    assert "1 row without a verdict left out" in window.results.opinion_bar.text


def test_without_a_selection_it_says_what_to_do(window):
    window.results.table.clearSelection()
    QTest.keyClick(window.results.table, Qt.Key.Key_A)
    assert window.results.opinion_bar.text == "Select rows first, then say what you think of them."
    assert not history_file().exists()


def test_letters_in_the_search_are_no_keys(window):
    select(window, 0)
    field = control(window, "Show only rows whose name or remark contains")
    QTest.keyClicks(field, "aonu")
    assert field.text() == "aonu"
    assert readings(window) == [""] * len(readings(window))


def test_what_the_history_has_is_shown_and_sorted_by(open_batch, heads, jobs, qtbot, window):
    select(window, 1)
    QTest.keyClick(window.results.table, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: len(kept()) == 1)
    other = open_batch()
    drop(other, heads[0].parent)
    button(other, "Start").click()
    jobs[-1].send(ROWS)
    qtbot.waitUntil(lambda: readings(other) == ["", "Unsure", "", ""])
    other.results.table.sortByColumn(Column.OPINION, Qt.SortOrder.AscendingOrder)
    assert readings(other)[0] == "Unsure"


def test_the_keys_are_those_of_the_main_window(open_batch, settings):
    settings.keep_key("reading-unsure", "Y")
    settings.keep_key("reading-agree", "")
    window = open_batch()
    keys = [action.shortcut().toString() for action in window.results.table.actions()]
    assert keys == ["", "O", "N", "Y", "Shift+N", ""]


def test_both_windows_show_what_is_said_in_one(open_window, heads, qtbot):
    main = open_window(heads[0])
    main.menus.classify_folder.trigger()
    batch = main.tools.batch
    assert batch is not None
    main.menus.keep_history.trigger()
    assert batch.opinions.keeper is main.tools.keeper
    assert "My opinion" in [batch.model.headerData(column, Qt.Orientation.Horizontal) for column in Column]
    assert texts_of(main)
