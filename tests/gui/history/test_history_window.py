"""The history window: found, opened, run again, exported, deleted, trained on."""

import csv
import zipfile
from dataclasses import replace

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QMenu, QMessageBox

from core.history.entry import Entry, Judgement, Opinion, SliceKey, StoredMeasurement
from core.history.exports import Corrections
from core.history.history import History, history_file
from core.history.reproduction import Reproduction
from core.image.sample_files import sample_files
from core.jobs import job_targets
from core.readers.archive import close_archive, given_passwords
from gui.history.entries_model import EntryColumn, file_of
from gui.history.history_thread import HistoryKeeper
from gui.history.history_window import HistoryWindow
from gui.history.questions import DateQuestion
from gui.history.switch import HistorySwitch
from gui.widgets.theme import DARK
from tests.core.history.test_history import record
from tests.core.readers.test_archive import encrypt
from tests.gui.conftest import button, control, texts_of, wait_for_answer
from tests.gui.fake_job import maker_of
from tests.gui.painting import painted

NOTE = "dural tail"


@pytest.fixture
def filled():
    """Four entries: three with a reading, one of which disagrees; the newest is the last."""
    with History() as history:
        history.set_opinions([(record(1), Opinion(Judgement.AGREE, "glioma"))], "2026-01-01T12:00:00Z")
        other = Opinion(Judgement.OTHER, "meningioma", NOTE)
        history.set_opinions([(record(2, "notumor", "in/Ärzte/2.png"), other)], "2026-02-01T12:00:00Z")
        history.set_opinions([(record(3, model="falx 2.0"), Opinion(Judgement.UNSURE))], "2026-03-01T12:00:00Z")
        history.keep([record(4, "meningioma", frame=2)], "2026-04-01T12:00:00Z")
        history.set_measurements(
            SliceKey(record(1).input_sha256, 0), [StoredMeasurement("Ruler", ((0, 0), (3, 0)), "3.0 mm")]
        )


@pytest.fixture
def open_history(qtbot, settings, jobs):
    keepers = []

    def open_():
        keepers.append(HistoryKeeper(HistorySwitch(settings)))
        window = HistoryWindow(settings, DARK, keepers[-1], maker_of(jobs))
        qtbot.addWidget(window, before_close_func=HistoryWindow.shut_down)
        with qtbot.waitExposed(window):
            window.come_forward()
        return window

    yield open_
    for keeper in keepers:
        keeper.stop()


@pytest.fixture
def window(qtbot, filled, open_history):
    window = open_history()
    qtbot.waitUntil(lambda: len(rows(window)) == 4)
    return window


def rows(window):
    model = window.model
    return [
        tuple(
            model.index(line, column).data() for column in (EntryColumn.FILE, EntryColumn.VERDICT, EntryColumn.OPINION)
        )
        for line in range(model.rowCount())
    ]


def files(window):
    return [row[0] for row in rows(window)]


def agree(monkeypatch, text):
    """Answer the next question with the button of a text."""

    def answer(box):
        next(one for one in box.buttons() if one.text() == text).click()

    monkeypatch.setattr(QMessageBox, "exec", answer)


def kept():
    with History() as history:
        return [entry.record.path for entry in history.find()]


def test_an_empty_history_that_is_off_can_be_turned_on(open_history, qtbot, settings):
    settings.keeps_history = False
    window = open_history()
    qtbot.waitUntil(lambda: "Nothing is kept yet" in texts_of(window))
    assert any("turn it on now" in text for text in texts_of(window))
    button(window, "Turn the history on").click()
    assert settings.keeps_history
    assert button(window, "Open a picture…").isVisible()
    assert not any("turn it on now" in text for text in texts_of(window))


def test_an_empty_history_that_is_on_leads_to_a_picture(open_history, qtbot, settings):
    settings.keeps_history = True
    window = open_history()
    qtbot.waitUntil(lambda: "Nothing is kept yet" in texts_of(window))
    assert any(text.startswith("The history is on.") for text in texts_of(window))
    with qtbot.waitSignal(window.open_asked):
        button(window, "Open a picture…").click()


def test_where_no_entry_fits_nothing_is_offered(window, qtbot):
    window.filters.text.setText("no such file")
    qtbot.waitUntil(lambda: "No entry fits these filters." in texts_of(window))
    assert not button(window, "Turn the history on").isVisible()


def test_entries_are_listed_newest_first(window):
    assert rows(window) == [
        ("4.png", "Meningioma", ""),
        ("3.png", "Glioma", "Unsure"),
        ("2.png", "No tumour found", f"Meningioma · {NOTE}"),
        ("1.png", "Glioma", "Agree: glioma"),
    ]
    assert [window.model.index(line, EntryColumn.SLICE).data() for line in range(4)] == ["3", "", "", ""]
    assert window.model.index(0, EntryColumn.DATE).data().startswith("2026-04-01 ")
    assert window.model.index(0, EntryColumn.LEVEL).data() == "95 %"
    assert not window.model.index(0, EntryColumn.VERDICT).data(Qt.ItemDataRole.DecorationRole).isNull()


@pytest.mark.parametrize("width", [1500, 700])
def test_a_reading_with_its_note_has_the_room_that_other_columns_leave(qtbot, filled, open_history, width):
    long = "a long note on the dural tail that is not to be cut before there is no more room for it at all " * 2
    with History() as history:
        history.set_opinions([(record(5), Opinion(Judgement.AGREE, "glioma", long.strip()))], "2026-05-01T12:00:00Z")
    window = open_history()
    qtbot.waitUntil(lambda: len(rows(window)) == 5)
    table = window.table
    table.setParent(None)
    qtbot.addWidget(table)
    table.resize(width, 300)
    table.show()
    head = table.horizontalHeader()
    cell = table.visualRect(window.model.index(0, EntryColumn.OPINION))
    assert cell.width() >= (500 if width == 1500 else 200)
    ink = painted(table.viewport())[cell.top() + 4 : cell.bottom() - 4, max(0, cell.right() - 40) : cell.right() - 8]
    if width == 1500:
        assert head.length() == table.viewport().width()
        assert ink.max() - ink.min() > 100
    assert window.model.index(0, EntryColumn.OPINION).data(Qt.ItemDataRole.ToolTipRole).endswith(long.strip())
    head.resizeSection(EntryColumn.FILE, 100)
    assert width < 1500 or head.length() == table.viewport().width()


def test_long_names_that_differ_at_their_end_are_painted_differently(qtbot, open_history):
    stem = "patient-0412-follow-up-after-six-months-axial-with-contrast-slice"
    with History() as history:
        history.keep([record(1, path=f"in/{stem}-071.png"), record(2, path=f"in/{stem}-118.png")])
    window = open_history()
    qtbot.waitUntil(lambda: len(rows(window)) == 2)
    table = window.table
    picture = painted(table.viewport())
    cells = [table.visualRect(window.model.index(line, EntryColumn.FILE)) for line in (0, 1)]
    first, second = (picture[cell.top() : cell.bottom(), cell.left() + 2 : cell.right()] for cell in cells)
    assert table.fontMetrics().horizontalAdvance(stem) > cells[0].width() >= 280
    differing = abs(first - second).max(axis=(0, 2)).nonzero()[0]
    assert differing.size
    assert differing.min() > cells[0].width() / 2
    assert window.model.index(0, EntryColumn.FILE).data(Qt.ItemDataRole.ToolTipRole).endswith(f"{stem}-118.png")


def test_columns_keep_the_order_and_widths_that_the_user_sets(window, open_history):
    head = window.table.horizontalHeader()
    head.resizeSection(EntryColumn.FILE, 333)
    assert head.sectionsMovable()
    head.moveSection(head.visualIndex(EntryColumn.MODEL), 0)
    window.resize(window.width() + 60, window.height())
    assert head.sectionSize(EntryColumn.FILE) == 333
    window.close()
    head = open_history().table.horizontalHeader()
    assert head.sectionSize(EntryColumn.FILE) == 333
    assert head.logicalIndex(0) == EntryColumn.MODEL


def test_each_slice_of_a_volume_has_its_number(qtbot, open_history):
    with History() as history:
        history.keep([record(1, path="in/head.nii.gz"), record(2, path="in/cine.dcm"), record(3, path="in/a.dcm")])
        second = replace(record(2, path="in/cine.dcm"), frame=1)
        history.keep([second])
    window = open_history()
    qtbot.waitUntil(lambda: len(rows(window)) == 4)
    numbers = sorted(
        (window.model.index(line, EntryColumn.FILE).data(), window.model.index(line, EntryColumn.SLICE).data())
        for line in range(4)
    )
    assert numbers == [("head.nii.gz", "1"), ("in/a.dcm", ""), ("in/cine.dcm", "1"), ("in/cine.dcm", "2")]


def test_the_readings_are_named_as_everywhere(window):
    box = control(window, "My opinion")
    names = [box.itemText(place) for place in range(box.count())]
    assert names[2:] == [view.words for view in Judgement]


@pytest.mark.parametrize("text", ["RZTE/", NOTE.upper()])
def test_a_search_goes_by_path_and_note(window, qtbot, text):
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.filters.text.hasFocus()
    QTest.keyClicks(window.filters.text, text)
    qtbot.waitUntil(lambda: files(window) == ["2.png"])
    assert "1 of 4 entries" in texts_of(window)


def test_filters_narrow_it_down(window, qtbot):
    def choose(name, text):
        box = control(window, name)
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Home)
        while box.currentText() != text:
            QTest.keyClick(box, Qt.Key.Key_Down)

    choose("Verdict", "Meningioma")
    qtbot.waitUntil(lambda: files(window) == ["4.png"])
    choose("Verdict", "All verdicts")
    choose("My opinion", "With my opinion")
    qtbot.waitUntil(lambda: files(window) == ["3.png", "2.png", "1.png"])
    choose("My opinion", "Unsure")
    qtbot.waitUntil(lambda: files(window) == ["3.png"])
    choose("My opinion", "All, with my opinion or not")
    QTest.keyClick(window.filters.disagreements, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: files(window) == ["2.png"])
    QTest.keyClick(window.filters.disagreements, Qt.Key.Key_Space)
    choose("When it was read", "Today")
    qtbot.waitUntil(lambda: "No entry fits these filters." in texts_of(window))


def test_an_empty_history_teaches(open_history, qtbot):
    window = open_history()
    qtbot.waitUntil(lambda: "Nothing is kept yet" in texts_of(window))
    assert any("press A to agree" in text for text in texts_of(window))
    assert not history_file().exists()


def test_enter_and_double_click_open_an_entry(window, qtbot):
    navigators = []
    window.navigation_started.connect(navigators.append)
    window.table.selectRow(0)
    QTest.keyClick(window.table, Qt.Key.Key_Return)
    spot = window.table.visualRect(window.model.index(2, EntryColumn.FILE)).center()
    QTest.mouseClick(window.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseDClick(window.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    first, second = navigators
    assert (str(first.current), first.frame, first.level, first.count) == ("in/4.png", 2, 0.95, 4)
    assert str(second.current) == "in/Ärzte/2.png"
    assert second.step(1)
    assert [entry.record.path for entry in window.table.selected] == ["in/1.png"]


@pytest.mark.qt_log_ignore("grabbing the keyboard", "raise()")
def test_a_right_click_offers_what_the_buttons_do(window, qtbot, monkeypatch):
    opened = []
    window.navigation_started.connect(opened.append)
    place = window.table.visualRect(window.model.index(1, 0)).center()
    for number, text in enumerate(("Open", "Run again", "Delete…")):
        window.table.selectRow(1)
        window.table.customContextMenuRequested.emit(place)
        menu = next(one for one in window.table.findChildren(QMenu) if one.isVisible())
        listed = {action.text().replace("&", ""): action for action in menu.actions()}
        assert list(listed) == ["Open", "Run again", "Delete…"]
        assert all(action.isEnabled() for action in listed.values())
        if text != "Run again":
            agree(monkeypatch, "Delete")
            listed[text].trigger()
        menu.close()
        assert len(opened) == 1, number
    qtbot.waitUntil(lambda: len(kept()) == 3)


def test_path_note_and_measurements_of_the_selected_one_are_shown(window):
    window.table.selectRow(2)
    assert any(NOTE in text and "in/Ärzte/2.png" in text for text in texts_of(window))
    window.table.selectRow(3)
    assert any("ruler 3.0 mm" in text for text in texts_of(window))


def test_selected_entries_are_deleted_after_a_question(window, qtbot, monkeypatch):
    spot = window.table.visualRect(window.model.index(0, EntryColumn.FILE)).center()
    QTest.mouseClick(window.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    window.table.setFocus()
    agree(monkeypatch, "Keep")
    QTest.keyClick(window.table, Qt.Key.Key_Delete)
    assert len(kept()) == 4
    agree(monkeypatch, "Delete")
    QTest.keyClick(window.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: files(window) == ["3.png", "2.png", "1.png"])
    assert "in/4.png" not in kept()
    # The refresh that follows leaves the message.
    assert "Deleted 1 entry." in texts_of(window)


def test_everything_is_deleted_after_a_question(window, qtbot, monkeypatch):
    agree(monkeypatch, "Delete")
    window.delete_all.trigger()
    qtbot.waitUntil(lambda: "Nothing is kept yet" in texts_of(window))
    assert kept() == []


def test_what_is_older_than_a_date_is_deleted(window, qtbot):
    window.delete_before.trigger()
    [question] = window.findChildren(DateQuestion)
    question.day.setDate(QDate(2026, 2, 15))
    QTest.mouseClick(button(question, "Delete"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: files(window) == ["4.png", "3.png"])


def test_what_is_found_is_exported(window, qtbot, monkeypatch, tmp_path):
    target = tmp_path / "table.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    QTest.keyClick(window.filters.disagreements, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: files(window) == ["2.png"])
    QTest.mouseClick(button(window, "Export CSV…"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Wrote 1 entry to table.csv." in texts_of(window))
    with target.open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["path"], row["opinion_class"], row["note"]) == ("in/Ärzte/2.png", "meningioma", NOTE)


def test_reader_against_model_is_a_table(window, qtbot):
    QTest.mouseClick(button(window, "Reader against model"), Qt.MouseButton.LeftButton)
    assert window.reader.sentence == "You and the model agree on 1 of 2 slices."
    assert "Undecided: 1 slice" in texts_of(window)
    table = window.reader.table
    heads = [table.horizontalHeaderItem(place).text() for place in range(table.columnCount())]
    lines = [table.verticalHeaderItem(place).text() for place in range(table.rowCount())]
    counts = {
        (lines[row], heads[place]): table.item(row, place).text()
        for row in range(len(lines))
        for place in range(len(heads))
    }
    assert counts == {
        ("Glioma", "Glioma"): "1",
        ("Glioma", "Meningioma"): "·",
        ("No tumour found", "Glioma"): "·",
        ("No tumour found", "Meningioma"): "1",
    }


def test_a_result_is_run_again_and_said_to_be_reproduced(window, jobs, qtbot):
    window.table.selectRow(3)
    QTest.mouseClick(button(window, "Run again"), Qt.MouseButton.LeftButton)
    [job] = jobs
    assert job.target == job_targets.REPRODUCE_RESULT
    assert job.arguments[0].record == record(1)
    assert not button(window, "Run again").isEnabled()
    job.succeed(Reproduction(True, "falx 1.0", True, "Glioma", True, 0.0))
    assert any(text.startswith("Reproduced") for text in texts_of(window))
    assert button(window, "Run again").isEnabled()
    QTest.mouseClick(button(window, "Run again"), Qt.MouseButton.LeftButton)
    jobs[-1].fail("unreadable", "1.png: nothing is there")
    assert "1.png: nothing is there" in texts_of(window)


def test_corrections_become_a_dataset(window, jobs, qtbot):
    asked = []
    window.filters.text.setText("1.png")
    qtbot.waitUntil(lambda: files(window) == ["1.png"])
    window.training_asked.connect(asked.append)
    QTest.mouseClick(button(window, "Train on my corrections…"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(jobs) == 1)
    assert jobs[0].target == job_targets.WRITE_CORRECTIONS
    entries, path = jobs[0].arguments
    # All readings, whatever is shown.
    assert sorted(entry.record.path for entry in entries) == ["in/1.png", "in/3.png", "in/Ärzte/2.png"]
    assert path.parent == history_file().parent / "corrections"
    jobs[0].succeed(Corrections(2, 1, 0))
    assert asked == [path]
    assert any("2 images" in text and "1 file moved or changed" in text for text in texts_of(window))


def test_corrections_of_one_class_say_what_a_training_needs(window, jobs, qtbot):
    asked = []
    window.training_asked.connect(asked.append)
    QTest.mouseClick(button(window, "Train on my corrections…"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(jobs) == 1)
    jobs[0].succeed(Corrections(2, 0, 4, (("meningioma", 2),)))
    [text] = [text for text in texts_of(window) if text.startswith("Wrote")]
    assert "meningioma 2" in text
    assert "at least two classes: add a dataset folder" in text
    assert "4 slices of volumes left out" in text
    assert "Save the slices as such" in text
    # A folder is added there.
    assert len(asked) == 1


def test_what_another_window_keeps_appears(window, open_history, qtbot, settings):
    other = HistoryKeeper(HistorySwitch(settings))
    other.keep(replace(record(5), path="in/5.png"))
    other.stop()
    window.refresh()
    qtbot.waitUntil(lambda: files(window)[0] == "5.png")


def test_a_refresh_selects_again_at_once(window):
    window.table.selectAll()
    changes = []
    window.table.selectionModel().selectionChanged.connect(lambda *_: changes.append(1))
    window.table.show_entries([entry for entry in window.model.entries if entry.record.path != "in/3.png"])
    assert len(changes) == 1
    assert [entry.record.path for entry in window.table.selected] == ["in/4.png", "in/Ärzte/2.png", "in/1.png"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("D:\\DICOM\\PA0\\SE000000\\IM000025", "SE000000/IM000025"),
        ("/cd/T1 axial/3.dcm", "T1 axial/3.dcm"),
        ("3.dcm.gz", "3.dcm.gz"),
        ("/home/me/head.png", "head.png"),
        ("/home/me/head.nii.gz", "head.nii.gz"),
    ],
)
def test_a_file_of_a_series_is_named_with_its_folder(path, name):
    assert file_of(Entry(1, "", record(1, path=path))) == name


@pytest.mark.slow
def test_a_slice_of_a_series_is_reopened_within_its_stack(qtbot, open_window, dicom_series, heads):
    main = open_window(dicom_series / "1.dcm", waits=False)
    qtbot.waitUntil(lambda: "2 / 5" in texts_of(main.viewer), timeout=20_000)
    wait_for_answer(qtbot, main)
    QTest.keyClick(main.viewer.view, Qt.Key.Key_N)
    main.open_paths([heads[0]])
    qtbot.waitUntil(lambda: main.viewer.image is not None and main.viewer.image.source == heads[0])
    wait_for_answer(qtbot, main)
    QTest.keyClick(main.viewer.view, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    history = main.tools.history
    qtbot.waitUntil(lambda: "series/1.dcm" in files(history))
    sources = []
    main.viewer.slice_shown.connect(lambda image: sources.append(image.source))
    history.table.selectRow(files(history).index("series/1.dcm"))
    QTest.keyClick(history.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "2 / 5" in texts_of(main.viewer), timeout=20_000)
    # The picture stays, and Previous and Next still walk through the history.
    assert set(sources) == {dicom_series / "1.dcm"}
    assert any(text.startswith("2 of 2") for text in texts_of(main.viewer))
    assert main.studies.study_list.view.currentIndex().isValid()
    main.menus.previous.trigger()
    qtbot.waitUntil(lambda: main.viewer.image is not None and main.viewer.image.source == heads[0])


@pytest.mark.slow
def test_a_slice_of_a_series_in_an_archive_is_reopened_within_its_stack(qtbot, open_window, dicom_series, heads):
    archive = dicom_series.with_name("study.zip")
    with zipfile.ZipFile(archive, "w") as opened:
        for path in sorted(dicom_series.iterdir()):
            opened.write(path, f"head/{path.name}")
    main = open_window(archive, waits=False)
    qtbot.waitUntil(lambda: any("/ 5" in text for text in texts_of(main.viewer)), timeout=20_000)
    wait_for_answer(qtbot, main)
    source, place = main.viewer.image.source, next(text for text in texts_of(main.viewer) if "/ 5" in text)
    QTest.keyClick(main.viewer.view, Qt.Key.Key_N)
    main.open_paths([heads[0]])
    qtbot.waitUntil(lambda: main.viewer.image is not None and main.viewer.image.source == heads[0])
    wait_for_answer(qtbot, main)
    QTest.keyClick(main.viewer.view, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    history = main.tools.history

    def kept():
        return [entry.record.path for entry in history.model.entries]

    qtbot.waitUntil(lambda: str(source) in kept())
    history.table.selectRow(kept().index(str(source)))
    QTest.keyClick(history.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: place in texts_of(main.viewer), timeout=20_000)
    assert main.viewer.image.source == source
    assert main.studies.study_list.view.currentIndex().isValid()


def enter_password(qtbot, window, password):
    """Answer the question for a password; return what it says."""
    qtbot.waitUntil(lambda: bool(window.findChildren(QInputDialog)), timeout=20_000)
    [dialog] = window.findChildren(QInputDialog)
    words, field = dialog.labelText(), dialog.findChild(QLineEdit)
    QTest.keyClicks(field, password)
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog not in window.findChildren(QInputDialog))
    return words


@pytest.mark.slow
def test_a_slice_of_a_protected_archive_asks_for_its_password_after_a_new_start(
    qtbot, open_window, heads, tmp_path, monkeypatch
):
    archive = encrypt(tmp_path / "locked.zip", "a.png", sample_files()[0].read_bytes(), "secret")
    main = open_window(archive, waits=False)
    enter_password(qtbot, main, "secret")
    wait_for_answer(qtbot, main)
    main.activateWindow()
    qtbot.waitUntil(main.isActiveWindow)
    QTest.keyClick(main.viewer.view, Qt.Key.Key_N)
    main.close()
    # As in the program that is started again: it knows no password, and something else is open.
    close_archive()
    monkeypatch.setattr("core.readers.archive._passwords", {})
    again = open_window(heads[0])
    QTest.keyClick(again.viewer.view, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    history = again.tools.history
    qtbot.waitUntil(lambda: "a.png" in files(history))
    history.table.selectRow(files(history).index("a.png"))
    QTest.keyClick(history.table, Qt.Key.Key_Return)
    assert "Password of locked.zip" in enter_password(qtbot, again, "wrong")
    qtbot.waitUntil(lambda: "locked.zip could not be opened" in texts_of(again.viewer))
    words = enter_password(qtbot, again, "secret")
    assert words.startswith("That password does not fit. Password of locked.zip")
    qtbot.waitUntil(lambda: again.viewer.image is not None and again.viewer.image.source == archive / "a.png")
    wait_for_answer(qtbot, again)
    qtbot.waitUntil(lambda: control(again, "My opinion: no tumour").isChecked())
    # Previous and Next still walk through the history.
    assert any("pictures of the history" in text for text in texts_of(again.viewer))
    # The job that runs it again gets the password, and nobody else.
    assert given_passwords() == {str(archive): b"secret"}


def test_a_result_is_run_again_with_the_passwords_that_were_given(window, jobs, monkeypatch):
    monkeypatch.setattr("core.readers.archive._passwords", {"/in/locked.zip": b"secret"})
    window.table.selectRow(3)
    QTest.mouseClick(button(window, "Run again"), Qt.MouseButton.LeftButton)
    assert jobs[0].arguments[2] == {"/in/locked.zip": b"secret"}


def test_corrections_name_protected_archives_that_are_left_out(window, jobs, qtbot):
    QTest.mouseClick(button(window, "Train on my corrections…"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(jobs) == 1)
    jobs[0].succeed(Corrections(2, 0, 0, (("glioma", 1), ("meningioma", 1)), protected=1))
    [text] = [text for text in texts_of(window) if text.startswith("Wrote")]
    assert "1 image in protected archives left out: unpack the archives" in text


def test_closing_does_not_wait_for_what_is_under_way(window, jobs):
    window.table.selectRow(3)
    QTest.mouseClick(button(window, "Run again"), Qt.MouseButton.LeftButton)
    window.close()
    assert jobs[0].asked == ["start", "cancel"]


def test_a_damaged_history_is_said_and_a_new_one_begun(open_history, qtbot):
    history_file().parent.mkdir(parents=True, exist_ok=True)
    history_file().write_bytes(b"no database" * 500)
    window = open_history()
    qtbot.waitUntil(lambda: any("The history was damaged. It is kept as" in text for text in texts_of(window)))
    qtbot.waitUntil(lambda: "Nothing is kept yet" in texts_of(window))


@pytest.mark.slow
def test_from_the_picture_to_the_history_and_to_the_training(qtbot, open_window, heads):
    main = open_window(heads[0])
    QTest.keyClick(main.viewer.view, Qt.Key.Key_N)
    QTest.keyClick(main.viewer.view, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    history = main.tools.history
    qtbot.waitUntil(lambda: [row[2] for row in rows(history)] == ["No tumour"])
    main.open_paths([heads[1]])
    wait_for_answer(qtbot, main)
    history.table.selectRow(len(rows(history)) - 1)
    QTest.keyClick(history.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: main.viewer.image is not None and main.viewer.image.source == heads[0], timeout=20_000)
    qtbot.waitUntil(lambda: control(main, "My opinion: no tumour").isChecked())
    QTest.mouseClick(button(history, "Train on my corrections…"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: main.tools.training is not None, timeout=60_000)
    [place] = main.tools.training.data_page.places
    assert "head" in place.read_text("utf-8") or str(heads[0]) in place.read_text("utf-8")
