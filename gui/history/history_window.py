"""The history window: what was read, found again, run again, exported, deleted, and trained on."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.program.translation import tr
from core.program.wording import NOTICE, count_of, one_line
from gui.history.empty_page import EmptyHistoryPage
from gui.history.entries_model import EntriesModel
from gui.history.entries_table import EntriesTable
from gui.history.entry_navigator import EntryNavigator
from gui.history.finder import MOST_SHOWN, HistoryFinder
from gui.history.history_filters import HistoryFilters, as_stored
from gui.history.history_jobs import HistoryJobs
from gui.history.history_thread import HistoryKeeper
from gui.history.questions import DateQuestion, is_clearing_agreed, is_deletion_agreed
from gui.history.reader_against_model import ReaderAgainstModel
from gui.history.row_menu import add_row_menu
from gui.settings import Settings
from gui.translated_messages.measurements import relayed_measurement
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.save_name import ask_save_name
from gui.widgets.theme import Colours
from gui.widgets.window_size import fit_window
from gui.widgets.window_titles import bring_forward
from gui.widgets.wrapped_label import wrapped_label
from gui.work.starting_jobs import MakeJob, start_child

if TYPE_CHECKING:
    from core.history.entry import Entry

_FIRST_SIZE, _SMALLEST_SIZE = QSize(1180, 720), QSize(560, 360)
# Many results in a row are one change.
_REFRESH_MS = 300


class HistoryWindow(QWidget):
    """Lists the history.

    `navigation_started` carries a navigator to show, `training_asked` a manifest to train on; `open_asked` asks for a
    picture.
    """

    navigation_started = Signal(object)
    open_asked = Signal()
    training_asked = Signal(object)

    def __init__(
        self, settings: Settings, colours: Colours, keeper: HistoryKeeper, make_job: MakeJob = start_child
    ) -> None:
        """Build the window, hidden.

        Args:
            settings: hold the model in use and the columns of the table.
            colours: of the theme.
            keeper: reads and writes the history.
            make_job: makes the jobs; child processes by default.
        """
        super().__init__()
        self.setWindowTitle(tr("History – Falx"))
        fit_window(self, _FIRST_SIZE, _SMALLEST_SIZE)
        self._settings, self._finder = settings, HistoryFinder(keeper, self)
        self.jobs = HistoryJobs(settings, make_job, self)
        self.model, self.filters, self.reader = EntriesModel(colours, self), HistoryFilters(), ReaderAgainstModel()
        self.table = EntriesTable(self.model, settings.history_columns)
        self._page, self._line, self._details = QStackedWidget(), ElidedLabel(), ElidedLabel()
        # What was done stays until something else is done: a refresh follows each change.
        self._message = wrapped_label()
        self._teaching, self._problem = EmptyHistoryPage(keeper.switch), wrapped_label("problem")
        self._total = 0
        self._compare = _button(tr("Reader against model"), tr("Show how often you and the model agree"))
        self._compare.setCheckable(True)
        self._open = _button(tr("Open"), tr("Show the picture (Enter, double click)"))
        self._again = _button(
            tr("Run again"), tr("Classify the picture again, and say whether the verdict is reproduced")
        )
        self._delete = _button(tr("Delete"), tr("Delete entries from the history; the pictures stay"))
        self._export = _button(tr("Export CSV…"), tr("Write what is found to a table"))
        self._train = _button(tr("Train on my corrections…"), tr("Make a dataset of all your opinions, to train on"))
        menu = QMenu(self._delete)
        self.delete_selected = menu.addAction(tr("&Selected…"))
        self.delete_before = menu.addAction(tr("&Before a date…"))
        self.delete_all = menu.addAction(tr("&Everything…"))
        self._delete.setMenu(menu)
        self._delete.setProperty("tone", "menu")
        self._refreshing = QTimer(self, singleShot=True, interval=_REFRESH_MS)
        self._refreshing.timeout.connect(self.refresh)
        self._lay_out()
        self._connect(keeper)

    def come_forward(self) -> None:
        """Show the window with what is in the history now."""
        self.refresh()
        bring_forward(self)

    def set_colours(self, colours: Colours) -> None:
        """Take the colours of a theme."""
        self.model.set_colours(colours)

    def shut_down(self) -> None:
        """Close, because the program ends."""
        self.jobs.stop()
        self.close()

    def changeEvent(self, event: QEvent) -> None:
        """Look again when the window comes to the front: another Falx may have written."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._refreshing.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what is under way, and keep the columns."""
        self.jobs.cancel()
        self._settings.history_columns = self.table.columns
        super().closeEvent(event)

    @Slot()
    def refresh(self) -> None:
        """Search again."""
        self._refreshing.stop()
        self._finder.find(self.filters.search(MOST_SHOWN))

    def _lay_out(self) -> None:
        self._page.addWidget(self.table)
        self._page.addWidget(self._teaching)
        self.reader.hide()
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._page, 1)
        middle.addWidget(self.reader)
        self._commands = QWidget()
        buttons = FlowLayout(8, self._commands)
        for button in (self._open, self._again, self._delete, self._export, self._train, self._compare):
            buttons.addWidget(button)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 8, 12, 8)
        foot.setSpacing(4)
        notice = QLabel(tr(NOTICE))
        notice.setProperty("tone", "faint")
        self._details.setProperty("tone", "faint")
        self._message.hide()
        foot.addWidget(self._message)
        foot.addWidget(self._line)
        foot.addWidget(self._details)
        foot.addWidget(self._commands)
        foot.addWidget(notice)
        head = QVBoxLayout()
        head.setContentsMargins(12, 8, 12, 8)
        self._problem.hide()
        head.addWidget(self._problem)
        head.addWidget(self.filters)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(middle, 1)
        column.addLayout(foot)

    def _connect(self, keeper: HistoryKeeper) -> None:
        keeper.changed.connect(self._on_keeper_changed)
        keeper.said.connect(self._on_keeper_said)
        self.filters.changed.connect(self.refresh)
        self._teaching.open_asked.connect(self.open_asked)
        self._finder.found.connect(self._on_finder_found)
        self._finder.deleted.connect(self._on_finder_deleted)
        self._finder.written.connect(self._on_finder_written)
        self._finder.opinions_found.connect(self.jobs.correct)
        self._finder.failed.connect(self._say)
        self.table.opened.connect(self._on_table_opened)
        self.table.selectionModel().selectionChanged.connect(self._show_selection)
        self.model.modelReset.connect(self._show_selection)
        self._open.clicked.connect(lambda: self._on_table_opened(self.table.currentIndex().row()))
        self._again.clicked.connect(lambda: self.jobs.reproduce(self.table.selected[0]))
        add_row_menu(self.table, (self._open, self._again), self._on_delete_selected)
        self.delete_selected.triggered.connect(self._on_delete_selected)
        self.delete_before.triggered.connect(self._on_delete_before)
        self.delete_all.triggered.connect(self._on_delete_all)
        self._export.clicked.connect(self._on_export_clicked)
        self._train.clicked.connect(self._finder.find_opinions)
        self._compare.toggled.connect(self.reader.setVisible)
        self.jobs.said.connect(self._say)
        self.jobs.corrected.connect(self.training_asked)
        self.jobs.changed.connect(self._show_selection)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.filters.text.setFocus)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._on_delete_selected)
        self._show_selection()

    @Slot(str)
    def _say(self, words: str) -> None:
        self._message.setText(words)
        self._message.show()

    @Slot(str)
    def _on_keeper_said(self, words: str) -> None:
        # It stays: that a damaged history was replaced must not be overlooked.
        self._problem.setText(words)
        self._problem.show()

    @Slot()
    def _on_keeper_changed(self) -> None:
        if self.isVisible():
            self._refreshing.start()

    @Slot(object, int, object)
    def _on_finder_found(self, entries: "Sequence[Entry]", total: int, verdicts: list[str]) -> None:
        from core.history.exports import reader_table

        self._total = total
        self.filters.offer_verdicts(verdicts)
        self.table.show_entries(entries)
        self._page.setCurrentIndex(0 if entries else 1)
        self._teaching.show_lack(bool(total))
        for part in (self.filters, self._commands, self._line, self._details):
            part.setVisible(bool(total))
        self.reader.show_table(reader_table(entries))
        has_opinions = any(entry.opinion for entry in entries)
        self._compare.setEnabled(has_opinions)
        if not has_opinions:
            self._compare.setChecked(False)
        words = count_of(total, "entry", "entries")
        if not self.filters.is_empty:
            words = tr("{entries:,} of {words}", entries=len(entries), words=words)
        elif len(entries) < total:
            words = tr("The newest {entries:,} of {words}; search for older ones", entries=len(entries), words=words)
        self._line.set_text(words)

    @Slot()
    def _show_selection(self) -> None:
        selected, is_busy = self.table.selected, self.jobs.is_running
        self._open.setEnabled(len(selected) == 1)
        self._again.setEnabled(len(selected) == 1 and not is_busy)
        self.delete_selected.setEnabled(bool(selected))
        self._delete.setEnabled(self._total > 0)
        self._export.setEnabled(bool(self.model.entries))
        self._train.setEnabled(self._total > 0 and not is_busy)
        words = ""
        if len(selected) == 1:
            entry = selected[0]
            note = tr("Note: {note}", note=one_line(entry.opinion.note)) if entry.opinion and entry.opinion.note else ""
            measured = map(relayed_measurement, entry.measurements)
            words = "  ·  ".join(filter(None, (one_line(entry.record.path), note, *measured)))
        elif selected:
            words = tr("{selected:,} selected", selected=len(selected))
        self._details.set_text(words)

    @Slot(int)
    def _on_table_opened(self, place: int) -> None:
        if 0 <= place < len(self.model.entries):
            self.navigation_started.emit(EntryNavigator(self.model.entries, place, self.table.select))

    @Slot()
    def _on_delete_selected(self) -> None:
        if (selected := self.table.selected) and is_deletion_agreed(self, len(selected)):
            self._finder.delete(selected)

    @Slot()
    def _on_delete_before(self) -> None:
        question = DateQuestion(self)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.accepted.connect(lambda: self._finder.delete_before(as_stored(question.time)))
        question.open()

    @Slot()
    def _on_delete_all(self) -> None:
        if is_clearing_agreed(self, self._total):
            self._finder.clear()

    @Slot(int)
    def _on_finder_deleted(self, count: int) -> None:
        self.refresh()
        self._say(tr("Deleted {entries}.", entries=count_of(count, "entry", "entries")))

    @Slot()
    def _on_export_clicked(self) -> None:
        suggestion = Path.home() / f"falx history {datetime.now():%Y-%m-%d}.csv"
        target = ask_save_name(self, tr("Export the history"), suggestion, "CSV (*.csv)", (".csv",))
        if target:
            self._finder.export(self.filters.search(None), target)

    @Slot(object, int)
    def _on_finder_written(self, path: Path, count: int) -> None:
        self._say(tr("Wrote {entries} to {name}.", entries=count_of(count, "entry", "entries"), name=path.name))


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    return button
