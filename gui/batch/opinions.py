"""What the reader thinks of the selected rows: asked for by the keys of the main window, kept in the same history."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from core.batch.row import BatchRow
from core.history.entry import Judgement, Opinion, PreviousOpinion, SliceKey
from core.model.known_classes import TUMOUR_FREE, display_name
from core.program.translation import mark, tr
from core.program.wording import count_of
from gui.batch.confirmations import is_opinion_agreed
from gui.batch.results.page import ResultsPage
from gui.batch.results.results_model import ResultsModel
from gui.batch.run import BatchRun
from gui.history.history_thread import GivenOpinion, HistoryKeeper
from gui.history.opinion_keys import OPINION_COMMANDS, opinion_key
from gui.history.switch import BEGUN, HistorySwitch
from gui.settings import Settings

if TYPE_CHECKING:
    from core.records.record import Record


# More rows than one is likely to have looked at, as after Ctrl+A.
_MANY = 300
_STUDIES = mark("Unfold the study: opinions belong to slices.")


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
        self._menu = QMenu(page)
        self._actions = {view: QAction(tr(text), window) for view, (text, _key) in OPINION_COMMANDS.items()}
        for view, action in self._actions.items():
            action.triggered.connect(lambda _=False, view=view: self._on_view_triggered(view))
            page.table.addAction(action)
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

    def _listen(self) -> None:
        self._keeper.opinions_read.connect(self._on_keeper_opinions_read)
        self._keeper.opinions_kept.connect(self._on_keeper_opinions_kept)
        self._keeper.opinions_lost.connect(self._on_keeper_opinions_lost)
        self._keeper.forgotten.connect(self._on_keeper_forgotten)

    def _selected(self) -> list[BatchRow]:
        lines = sorted(index.row() for index in self._page.table.selectionModel().selectedRows())
        return [self._model.row_at(line) for line in lines]

    def _on_view_triggered(self, view: Judgement) -> None:
        if view is not Judgement.OTHER:
            self._give(view)
            return
        table = self._page.table
        if not table.selectionModel().hasSelection():
            self._give(view)
            return
        self._menu.clear()
        for name in self._model.results.classes:
            action = self._menu.addAction("&" + display_name(name).replace("&", "&&"))
            action.triggered.connect(lambda _=False, name=name: self._give_class(name))
        corner = table.visualRect(table.currentIndex()).bottomLeft()
        self._menu.popup(table.viewport().mapToGlobal(QPoint(max(0, corner.x()), max(0, corner.y()))))

    def _give_class(self, name: str) -> None:
        if name == TUMOUR_FREE:
            self._give(Judgement.NO_TUMOUR)
        else:
            self._give(Judgement.OTHER, name)

    def _give(self, view: Judgement, class_name: str = "") -> None:
        from core.batch.row_record import has_record, record_of

        rows, saved, bar = self._selected(), self._run.saved, self._page.opinion_bar
        if not rows or saved is None:
            bar.show_message(tr("Select rows first, then say what you think of them."), can_undo=False)
            return
        if len(rows) > _MANY and not is_opinion_agreed(self._page, len(rows)):
            return
        given: list[tuple[BatchRow, Opinion]] = []
        shown: dict[SliceKey, Opinion | None] = {}
        plan = saved.plan
        for row in rows:
            if not has_record(row, plan):
                continue
            old = self._model.opinion_on(row)
            seen = (
                class_name
                if view is not Judgement.AGREE
                else row.verdict
                if row.prediction_set == (row.verdict,)
                else ""
            )
            given.append((row, Opinion(view, seen, old.note if old else "")))
            shown[_place_of(row)] = old
        if not given:
            are_studies = all(row.slices for row in rows)
            words = tr(_STUDIES) if are_studies else tr("These rows have no verdict to say something about.")
            bar.show_message(words, can_undo=False)
            return
        self._shown, self._before = shown, []

        def make() -> "list[tuple[Record, Opinion | None]]":
            return [(record, opinion) for row, opinion in given if (record := record_of(row, plan))]

        changes = [GivenOpinion(_place_of(row), plan.model_title, opinion) for row, opinion in given]
        self._keeper.make_opinions(changes, make, self._before)
        self._model.set_opinions({one.place: one.opinion for one in changes})
        self._has_begun = not self._keeper.switch.is_on
        self._keeper.switch.turn(True)
        # The class with which each agrees differs.
        slices = count_of(len(given), "slice")
        given_words = Opinion(view, class_name).words if view is not Judgement.AGREE else ""
        text = f"{given_words}: {slices}." if given_words else f"{tr('Agree: {name}', name=slices)}."
        if len(rows) > len(given):
            text += f" {_left_out(rows, len(rows) - len(given))}"
        bar.show_message(f"{text} {tr(BEGUN)}" if self._has_begun else text, can_undo=True)

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
        if found := {one.place: one.opinion for one in given if one.model == self._title}:
            self._model.set_opinions(dict(found))

    @Slot(object, str)
    def _on_keeper_opinions_lost(self, given: list[GivenOpinion], words: str) -> None:
        if any(one.model == self._title for one in given):
            self._page.opinion_bar.show_message(tr("Not kept. {words}", words=words), can_undo=False)

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


def _left_out(rows: list[BatchRow], count: int) -> str:
    studies = sum(bool(row.slices) for row in rows)
    words = tr("{rows} without a verdict left out.", rows=count_of(count - studies, "row")) if count > studies else ""
    return f"{words} {tr(_STUDIES)}".strip() if studies else words


def _place_of(row: BatchRow) -> SliceKey:
    return SliceKey(row.input_sha256 or "", row.frame)
