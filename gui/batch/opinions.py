"""What the reader thinks of the selected rows: asked for by the keys of the main window, kept in the same history."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from core.batch.row import BatchRow
from core.history.entry import Judgement, Opinion, PreviousOpinion, SliceKey
from core.model.known_classes import TUMOUR_FREE, display_name
from core.program.translation import tr
from core.program.wording import count_of
from gui.batch.confirmations import is_note_agreed, is_opinion_agreed, is_taking_back_agreed
from gui.batch.note_question import ask_note
from gui.batch.opinion_texts import NO_ROWS, STUDIES, given_words, left_out_words, unanswered_words
from gui.batch.results.page import ResultsPage
from gui.batch.results.results_model import ResultsModel
from gui.batch.run import BatchRun
from gui.history.history_thread import GivenOpinion, HistoryKeeper
from gui.history.opinion_keys import ASK_NOTE, OPINION_COMMANDS, TAKE_BACK, note_key, opinion_key
from gui.history.switch import BEGUN, HistorySwitch
from gui.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.batch.saved_batch import BatchPlan
    from core.records.record import Record


# More rows than one is likely to have looked at, as after Ctrl+A.
_MANY = 300


class BatchOpinions(QObject):
    """Keeps opinions on rows, and shows those that the history has on the results of the same model."""

    def __init__(
        self, page: ResultsPage, model: ResultsModel, run: BatchRun, settings: Settings, window: QWidget
    ) -> None:
        """Listen to the keys.

        Args:
            page: shows the rows.
            model: of the rows.
            run: of the batch whose rows are shown.
            settings: hold the keys.
            window: in which the keys work.
        """
        super().__init__(window)
        self._page, self._model, self._run, self._settings = page, model, run, settings
        self._title = ""
        # What the table showed before the last answer, and what the history held.
        self._shown: dict[SliceKey, Opinion | None] = {}
        self._before: list[PreviousOpinion] = []
        self._has_begun = False
        # Answers of this window that are being kept: the table shows them already, and what was kept before is older.
        self._being_kept: list[list[GivenOpinion]] = []
        self._menu = QMenu(page)
        self._actions = {view: QAction(tr(text), window) for view, (text, _key) in OPINION_COMMANDS.items()}
        for view, action in self._actions.items():
            action.triggered.connect(lambda _=False, view=view: self._on_view_triggered(view))
            page.table.addAction(action)
        self._note = QAction(tr(ASK_NOTE), window)
        self._note.triggered.connect(self._on_note_triggered)
        self._take_back = QAction(tr(TAKE_BACK), window)
        self._take_back.triggered.connect(self._on_take_back_triggered)
        for action in (self._note, self._take_back):
            page.table.addAction(action)
        # A right click lists what the keys do.
        page.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.read_keys()
        page.opinion_bar.undo_asked.connect(self._on_undo_asked)
        model.modelReset.connect(self._on_model_reset)
        model.counted.connect(self._on_model_counted)
        self._keeper = self._own = HistoryKeeper(HistorySwitch(settings, self), self)
        self._listen()

    def share(self, keeper: HistoryKeeper) -> None:
        """Use the keeper of another window, so that each window shows at once what is said in the other."""
        self._keeper = keeper
        self._listen()

    def stop(self) -> None:
        """Write what is waiting."""
        self._own.stop()

    @property
    def keeper(self) -> HistoryKeeper:
        """What writes and reads the history."""
        return self._keeper

    @property
    def classes_menu(self) -> QMenu:
        """The menu of the other classes."""
        return self._menu

    def read_keys(self) -> None:
        """Take the keys that the user has given to the commands."""
        for view, action in self._actions.items():
            action.setShortcut(opinion_key(view, self._settings))
        self._note.setShortcut(note_key(self._settings))

    def _listen(self) -> None:
        self._keeper.opinions_read.connect(self._on_keeper_opinions_read)
        self._keeper.opinions_kept.connect(self._on_keeper_opinions_kept)
        self._keeper.opinions_lost.connect(self._on_keeper_opinions_lost)
        self._keeper.forgotten.connect(self._on_keeper_forgotten)

    def _selected(self) -> list[BatchRow]:
        lines = sorted(index.row() for index in self._page.table.selectionModel().selectedRows())
        return [self._model.row_at(line) for line in lines]

    def _on_view_triggered(self, view: Judgement) -> None:
        selected = self._selected()
        if view is not Judgement.OTHER or not selected:
            self._give(view, selected)
            return
        self._menu.clear()
        verdicts = {row.verdict for row in selected}
        for name in self._model.results.classes:
            if verdicts == {name}:
                # That would be no other class.
                continue
            action = self._menu.addAction("&" + display_name(name).replace("&", "&&"))
            action.triggered.connect(lambda _=False, name=name: self._give_class(name, selected))
        table = self._page.table
        corner = table.visualRect(table.currentIndex()).bottomLeft()
        self._menu.popup(table.viewport().mapToGlobal(QPoint(max(0, corner.x()), max(0, corner.y()))))

    def _give_class(self, name: str, selected: list[BatchRow]) -> None:
        if name == TUMOUR_FREE:
            self._give(Judgement.NO_TUMOUR, selected)
        else:
            self._give(Judgement.OTHER, selected, name)

    def _give(self, view: Judgement, selected: list[BatchRow], class_name: str = "") -> None:
        rows, saved = self._with_verdict(selected, is_opinion_agreed), self._run.saved
        if not rows or saved is None:
            return
        given: list[tuple[BatchRow, Opinion]] = []
        for row in rows:
            old = self._model.opinion_on(row)
            seen = (
                class_name
                if view is not Judgement.AGREE
                else row.verdict
                if row.prediction_set == (row.verdict,)
                else ""
            )
            given.append((row, Opinion(view, seen, old.note if old else "")))
        text = f"{given_words(view, class_name, len(given))} {left_out_words(selected, len(given))}".strip()
        self._keep(given, saved.plan, text)

    def _keep(self, given: "Sequence[tuple[BatchRow, Opinion | None]]", plan: "BatchPlan", text: str) -> None:
        """Keep opinions, None for one that is taken back, show them, and say what happened."""
        from core.batch.row_record import record_of

        self._shown = {_place_of(row): self._model.opinion_on(row) for row, _opinion in given}
        self._before = []

        def make() -> "list[tuple[Record, Opinion | None]]":
            return [(record, opinion) for row, opinion in given if (record := record_of(row, plan))]

        changes = [GivenOpinion(_place_of(row), plan.model_title, opinion) for row, opinion in given]
        self._being_kept.append(changes)
        self._keeper.make_opinions(changes, make, self._before)
        self._model.set_opinions({one.place: one.opinion for one in changes})
        self._has_begun = not self._keeper.switch.is_on and any(opinion for _row, opinion in given)
        if self._has_begun:
            self._keeper.switch.turn(True)
        self._page.opinion_bar.show_message(f"{text} {tr(BEGUN)}" if self._has_begun else text, can_undo=True)

    def _with_verdict(self, rows: list[BatchRow], is_agreed: "Callable[[QWidget, int], bool]") -> list[BatchRow]:
        """List the rows that have a verdict; none where there are none, or many that the user does not mean.

        Args:
            rows: the selected ones.
            is_agreed: asks whether it is meant for this number of rows.
        """
        from core.batch.row_record import has_record

        saved, bar = self._run.saved, self._page.opinion_bar
        if not rows or saved is None:
            bar.show_message(tr(NO_ROWS), can_undo=False)
            return []
        found = [row for row in rows if has_record(row, saved.plan)]
        if not found:
            are_studies = all(row.slices for row in rows)
            words = tr(STUDIES) if are_studies else tr("These rows have no verdict to say something about.")
            bar.show_message(words, can_undo=False)
            return []
        return found if len(rows) <= _MANY or is_agreed(self._page, len(rows)) else []

    @Slot()
    def _on_note_triggered(self) -> None:
        selected, saved = self._selected(), self._run.saved
        rows = self._with_verdict(selected, is_note_agreed)
        if not rows or saved is None:
            return
        plan, left_out = saved.plan, left_out_words(selected, len(rows))

        def write(note: str) -> None:
            # Another window may have answered meanwhile; who only writes a note has not decided yet.
            opinions = [(row, self._model.opinion_on(row) or Opinion(Judgement.UNSURE)) for row in rows]
            given = [(row, replace(one, note=note)) for row, one in opinions if note or one.note]
            if not given:
                return
            slices = count_of(len(given), "slice")
            text = tr("Note on {slices}.", slices=slices) if note else tr("Note removed from {slices}.", slices=slices)
            self._keep(given, plan, f"{text} {left_out}".strip())

        notes = {opinion.note if (opinion := self._model.opinion_on(row)) else "" for row in rows}
        ask_note(self._page, len(rows), notes, write)

    @Slot()
    def _on_take_back_triggered(self) -> None:
        rows, saved = self._selected(), self._run.saved
        answered = [row for row in rows if self._model.opinion_on(row)]
        if not answered or saved is None:
            words = tr(NO_ROWS) if not rows else tr("These rows have no opinion to take back.")
            self._page.opinion_bar.show_message(words, can_undo=False)
            return
        if len(answered) > _MANY and not is_taking_back_agreed(self._page, len(answered)):
            return
        text = tr("Taken back: {slices}.", slices=count_of(len(answered), "slice"))
        left_out = unanswered_words(len(rows) - len(answered))
        self._keep([(row, None) for row in answered], saved.plan, f"{text} {left_out}".strip())

    @Slot()
    def _on_undo_asked(self) -> None:
        self._page.opinion_bar.hide()
        self._keeper.restore(self._before)
        if self._has_begun:
            self._keeper.switch.turn(False)
        self._model.set_opinions(self._shown)
        self._shown, self._before, self._has_begun = {}, [], False

    @Slot()
    def _on_model_reset(self) -> None:
        if not self._model.results.rows:
            self._title, self._shown, self._before = "", {}, []
            self._page.opinion_bar.hide()

    @Slot()
    def _on_model_counted(self) -> None:
        saved = self._run.saved
        title = saved.plan.model_title if saved and self._model.results.rows else ""
        if title and title != self._title:
            self._title = title
            self._keeper.recall_opinions(title)

    @Slot(str, object)
    def _on_keeper_opinions_read(self, model: str, opinions: dict[SliceKey, Opinion]) -> None:
        if model == self._title:
            # What was said since is newer.
            self._model.set_opinions({**opinions, **self._model.opinions})

    @Slot(object)
    def _on_keeper_opinions_kept(self, given: list[GivenOpinion]) -> None:
        self._end_keeping(given)
        newer = {one.place for changes in self._being_kept for one in changes}
        found = {one.place: one.opinion for one in given if one.model == self._title and one.place not in newer}
        if found:
            self._model.set_opinions(found)

    @Slot(object, str)
    def _on_keeper_opinions_lost(self, given: list[GivenOpinion], words: str) -> None:
        self._end_keeping(given)
        if any(one.model == self._title for one in given):
            self._page.opinion_bar.show_message(tr("Not kept. {words}", words=words), can_undo=False)

    def _end_keeping(self, given: list[GivenOpinion]) -> None:
        self._being_kept = [changes for changes in self._being_kept if changes is not given]

    @Slot(object)
    def _on_keeper_forgotten(self, results: "set[tuple[SliceKey, str]] | None") -> None:
        places = (
            self._model.opinions if results is None else [place for place, model in results if model == self._title]
        )
        gone: dict[SliceKey, Opinion | None] = dict.fromkeys(places)
        if self._shown.keys() & gone.keys():
            # An undo would bring them back.
            self._page.opinion_bar.hide()
            self._shown, self._before, self._has_begun = {}, [], False
        self._model.set_opinions(gone)


def _place_of(row: BatchRow) -> SliceKey:
    return SliceKey(row.input_sha256 or "", row.frame)
