"""The five verdicts in the window for folders, the level of a batch, and the room that the rows have."""

from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton

from core.batch.model_in_use import ModelChoice
from core.batch.saved_batch import BatchPlan, save_plan, save_state
from core.records.folder_agreement import Agreement
from gui.batch.earlier_list import EarlierList
from gui.batch.results.chip_row import ChipRow
from gui.batch.results.filter_bar import FilterBar
from gui.batch.results.index import Column, ResultsIndex
from gui.batch.results.row_navigator import RowNavigator
from gui.widgets.theme import DARK
from tests.gui.batch_rows import CLASSES, a_row
from tests.gui.conftest import button, control, drop, texts_of

ALL = (0.9, 0.95, 0.98, 0.99)
NAMES = {
    "tumour": "A tumour, kind open",
    "uncertain": "Uncertain",
    "unlike-training": "Unlike the training data",
    "not-a-brain-mri": "Not a brain MRI",
    "failed": "Could not be read",
}
MIXED = [a_row(number, verdict) for number, verdict in enumerate((*CLASSES, *NAMES))]
SOME = Agreement(CLASSES, ((1, 0, 0, 0), (0, 0, 0, 0), (1, 0, 1, 0), (0, 0, 0, 0)), 0, 0)


def chips(window):
    return window.results.filters.chips


def summary(agreement=None):
    return SimpleNamespace(records=3, kept_records=0, seconds=1.5, skipped_files=0, problems=0, agreement=agreement)


@pytest.fixture
def four_levels(monkeypatch):
    """Let the model in use offer all levels."""
    model = ModelChoice(None, "fake 3.0", CLASSES, ALL)
    monkeypatch.setattr("gui.batch.next_model.model_in_use", lambda _chosen: model)


@pytest.fixture
def started(open_batch, heads, jobs):
    window = open_batch()
    drop(window, heads[0].parent)
    button(window, "Start").click()
    return window, jobs[0]


def test_each_verdict_has_a_chip_with_its_short_name(started):
    window, job = started
    job.part_found.emit(MIXED)
    for verdict, name in NAMES.items():
        assert chips(window)[verdict].text() == f"{name}  1"
        chips(window)[verdict].click()
        assert [window.model.row_at(0).verdict, window.model.rowCount()] == [verdict, 1]
        chips(window)[verdict].click()


def test_a_class_that_is_called_tumour_is_a_class(qtbot):
    """A model may have one: its rows are no tumours of open kind."""
    index, bar = ResultsIndex(), FilterBar(DARK)
    qtbot.addWidget(bar)
    classes = ("tumour", "notumor")
    row = a_row(0, "notumor")
    row = replace(row, verdict="tumour", label="tumour", classes=classes, prediction_set=("tumour",))
    index.append([replace(row, probabilities=(0.9, 0.1))])
    index.take_pending()
    bar.show_counts(index)
    assert [chip.text() for chip in bar.chips.values()] == ["tumour  1", "No tumour found  0"]
    index.set_order(Column.VERDICT, False)
    assert list(index.shown) == [0]


def test_steps_through_filtered_rows_name_their_verdicts():
    index = ResultsIndex()
    index.append(MIXED)
    index.take_pending()
    words = []
    for verdict in NAMES:
        index.set_filter(replace(index.filter, verdicts=frozenset({verdict})))
        words.append(RowNavigator(index, 0, "heads", lambda *_: None).among)
    assert words == [
        "open-kind tumour pictures of heads",
        "uncertain pictures of heads",
        "unfamiliar pictures of heads",
        "non-brain-MRI pictures of heads",
        "unreadable pictures of heads",
    ]


def test_earlier_batches_count_the_verdicts_and_name_the_level(qtbot):
    now = datetime(2026, 3, 2, 12, 0)
    saved = save_plan(BatchPlan(("/data/heads",), model_title="fake 3.0", level=0.9), now)
    saved = save_state(saved, 9, 9, True, dict.fromkeys((*CLASSES, *NAMES), 1))
    earlier = EarlierList()
    qtbot.addWidget(earlier)
    earlier.resize(1200, 200)
    earlier.show_batches([saved], now)
    earlier.show()
    assert texts_of(earlier)[-1] == (
        "Today 12:00 · tumour in 4 of 9 slices · 1 of open kind · 1 uncertain · 1 unlike the training data"
        " · 1 not a brain MRI · 1 not read · in data"
    )
    assert "A tumour, kind open: 1<br>" in button(earlier, "heads").toolTip()
    assert "Level: 90 %" in button(earlier, "heads").toolTip()


def test_the_level_is_chosen_before_the_start_and_stated_at_the_end(four_levels, open_batch, heads, jobs, settings):
    window = open_batch()
    drop(window, heads[0].parent)
    told = []
    window.level_chosen.connect(told.append)
    box = window.setup.level.findChild(QComboBox)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert (settings.level, told) == (0.9, [0.9])
    button(window, "Start").click()
    assert jobs[0].arguments[0].plan.level == 0.9
    # What runs keeps its level, and shows it as a word.
    window.set_level(0.99)
    assert (window.setup.level.words, box.isVisible()) == ("verdicts right in 90 %", False)
    jobs[0].part_found.emit([a_row(0)])
    jobs[0].succeed(summary())
    assert window.bar.text.endswith("verdicts right in 90 % · fake 3.0")
    assert (window.setup.level.words, box.isVisible()) == ("verdicts right in 99 %", True)


@pytest.mark.parametrize(("level", "words"), [(0.98, "verdicts right in 98 %"), (None, "")])
def test_a_batch_that_is_resumed_keeps_its_level(four_levels, open_batch, jobs, tmp_path, level, words):
    plan = BatchPlan((str(tmp_path),), model_title="fake 3.0", level=level)
    save_plan(plan, datetime.now() - timedelta(hours=1))
    window = open_batch()
    assert window.setup.level.words == "verdicts right in 95 %"
    button(window.offer, "Resume").click()
    assert jobs[0].arguments[0].plan.level == level
    assert window.setup.level.words == words
    jobs[0].part_found.emit([a_row(0)])
    jobs[0].succeed(summary())
    assert window.bar.text.endswith(f"a second · {words} · fake 3.0" if words else "a second · fake 3.0")


def test_nothing_moves_when_a_batch_ends(started, qapp):
    window, job = started
    window.resize(1360, 800)
    job.part_found.emit([*MIXED, a_row(20, "glioma", truth="glioma"), a_row(21, "glioma", truth="notumor")])
    qapp.processEvents()
    table = window.results.table
    before = table.mapTo(window, QPoint())
    assert button(window, "Disagreements  1").isVisible()
    assert not table.isColumnHidden(Column.FOLDER)
    job.succeed(summary(SOME))
    qapp.processEvents()
    assert table.mapTo(window, QPoint()) == before
    assert window.results.agreement.isVisible()


def test_a_low_window_keeps_its_room_for_the_rows(started, qapp):
    window, job = started
    window.resize(784, 452)
    job.part_found.emit([*MIXED, a_row(20, "glioma", truth="glioma"), a_row(21, "glioma", truth="notumor")])
    job.succeed(summary(SOME))
    qapp.processEvents()
    assert window.results.filters.height() < 56
    assert window.results.table.viewport().height() >= 4 * 48
    assert window.results.table.width() == window.width()
    window.results.comparison.click()
    qapp.processEvents()
    assert window.results.agreement.isVisible()
    window.results.agreement.close_asked.emit()
    assert window.results.agreement.isHidden()
    assert not window.results.comparison.isChecked()


@pytest.fixture
def row(qtbot):
    made = [QPushButton(f"verdict {number}") for number in range(8)]
    row = ChipRow(QPushButton("verdict"))
    qtbot.addWidget(row)
    row.resize(300, 40)
    row.set_one_line(True)
    row.set_chips(made)
    with qtbot.waitExposed(row):
        row.show()
    QApplication.processEvents()
    return row, made


def in_sight(row, chip):
    return row.isVisible() and chip.visibleRegion().contains(chip.rect().center())


def left(row):
    return control(row, "Show the verdicts to the left")


def right(row):
    return control(row, "Show the verdicts to the right")


def test_chips_in_one_line_are_scrolled_by_arrows_and_focus(row):
    row, made = row
    assert in_sight(row, made[0])
    assert not in_sight(row, made[-1])
    assert not left(row).isEnabled()
    for _ in made:
        if right(row).isEnabled():
            QTest.mouseClick(right(row), Qt.MouseButton.LeftButton)
    assert not right(row).isEnabled()
    assert in_sight(row, made[-1])
    assert not in_sight(row, made[0])
    made[-1].setFocus()
    for _ in made[1:]:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is made[0]
    assert in_sight(row, made[0])


def test_chips_take_more_lines_and_keep_them_until_the_next_batch(row):
    row, made = row
    line = row.height()
    row.set_one_line(False)
    assert row.height() > 2 * line
    assert all(in_sight(row, chip) for chip in made)
    assert right(row).isHidden()
    high = row.height()
    row.set_chips(made[:1])
    assert row.height() == high
    row.forget()
    assert row.height() == line


def test_names_take_the_room_that_the_remarks_can_spare(started, qapp):
    window, job = started
    table = window.results.table
    window.resize(1500, 800)
    long = "/data/heads/the name of a picture that is as long as names of exported slices are.png"
    job.part_found.emit([a_row(0, path=long)])
    qapp.processEvents()
    needed = table.fontMetrics().horizontalAdvance(window.model.name_of(window.model.row_at(0)))
    assert table.columnWidth(Column.NAME) >= needed
    assert table.horizontalScrollBar().maximum() == 0
    # In a narrow one they give way first.
    window.resize(900, 800)
    qapp.processEvents()
    assert table.columnWidth(Column.NAME) < needed
    table.setColumnWidth(Column.NAME, 111)
    window.resize(1360, 800)
    qapp.processEvents()
    assert table.columnWidth(Column.NAME) == 111


def test_why_to_look_first_is_not_cut_off_beside_the_comparison(started, qapp):
    window, job = started
    table = window.results.table
    window.resize(1360, 800)
    job.part_found.emit([a_row(number, "uncertain", truth="glioma") for number in range(3)])
    job.succeed(summary(SOME))
    qapp.processEvents()
    assert window.results.agreement.isVisible()
    assert table.horizontalScrollBar().maximum() == 0
    words = window.model.index(0, Column.REMARKS).data()
    assert words == "a tumour and no tumour are both plausible"
    # On two lines.
    assert table.columnWidth(Column.REMARKS) * 2 > table.fontMetrics().horizontalAdvance(words) * 1.3
    before = {column: table.columnWidth(column) for column in Column}
    # With more room, the others get their usual widths again.
    window.results.comparison.click()
    qapp.processEvents()
    assert all(table.columnWidth(column) >= before[column] for column in Column)
    assert table.columnWidth(Column.VERDICT) > before[Column.VERDICT]
    # What the user sets stays.
    table.setColumnWidth(Column.VERDICT, 301)
    window.results.comparison.click()
    qapp.processEvents()
    assert table.columnWidth(Column.VERDICT) == 301
