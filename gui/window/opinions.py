"""What the reader thinks of the verdict in the panel: asked for by keys and buttons, kept in the history."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.history.entry import Judgement, Opinion, PreviousOpinion, SliceAnnotations, SliceKey
from core.program.translation import tr
from gui.history.history_thread import GivenOpinion, HistoryKeeper
from gui.history.switch import BEGUN
from gui.panel.prediction_panel import PredictionPanel
from gui.viewer.viewer import Viewer
from gui.window.kept_slices import KeptSlices
from gui.window.opinion_actions import OpinionActions

if TYPE_CHECKING:
    from core.image.slice import Slice
    from gui.work.answers import Answer


@dataclass(slots=True)
class _Subject:
    """The answer that an opinion is on, and the opinion."""

    answer: "Answer"
    place: SliceKey
    opinion: Opinion | None = None
    # An older opinion from the disk must not replace a newer one.
    is_given: bool = False
    # Whether the disk has answered.
    is_recalled: bool = False

    @property
    def model(self) -> str:
        return self.answer.facts.title


class Opinions(QObject):
    """Keeps an opinion with the result that it is on; the first one turns the history on, which can be undone.

    `said` carries messages for the status line.
    """

    said = Signal(str)

    def __init__(
        self,
        keeper: HistoryKeeper,
        actions: OpinionActions,
        panel: PredictionPanel,
        viewer: Viewer,
        kept: KeptSlices,
        stack_of: "Callable[[Slice], list[Slice]]",
        parent: QObject,
    ) -> None:
        """Listen to the panel and to the commands.

        Args:
            keeper: writes and reads the history.
            actions: of the menu.
            panel: shows the verdict.
            viewer: shows the picture.
            kept: says which slices are kept.
            stack_of: returns the stack that a slice is shown in.
            parent: of the object.
        """
        super().__init__(parent)
        self._keeper, self._switch, self._actions, self._panel = keeper, keeper.switch, actions, panel
        self._viewer, self._kept, self._stack_of = viewer, kept, stack_of
        self._section = panel.opinion
        self._subject: _Subject | None = None
        self._undo: Callable[[_Subject], None] | None = None
        # What this object has asked for and the keeper has not done yet.
        self._own: list[list[GivenOpinion]] = []
        for view, action in actions.views.items():
            action.triggered.connect(lambda _=False, view=view: self._on_view_triggered(view))
            action.changed.connect(self._name_keys)
        self._name_keys()
        actions.take_back.triggered.connect(self._on_take_back)
        actions.note.triggered.connect(self._on_note_triggered)
        section = self._section
        section.view_chosen.connect(self._give)
        section.note_written.connect(self._on_section_note_written)
        section.taken_back.connect(self._on_take_back)
        section.undo_asked.connect(self._on_section_undo_asked)
        section.left.connect(viewer.view.setFocus)
        panel.answer_changed.connect(self._on_panel_answer_changed)
        viewer.slice_shown.connect(self._on_viewer_slice_shown)
        keeper.recalled.connect(self._on_keeper_recalled)
        keeper.opinions_kept.connect(self._on_keeper_opinions_kept)
        keeper.opinions_lost.connect(self._on_keeper_opinions_lost)
        keeper.forgotten.connect(self._on_keeper_forgotten)

    def finish(self) -> None:
        """Keep the note that is being written."""
        self._section.finish_note()

    def opinion_on(self, image: "Slice", model: str) -> Opinion | None:
        """Return what the reader thinks of the verdict in the panel; None for nothing yet.

        Args:
            image: the slice that the verdict must be on.
            model: the title of the model that must have given it: panes show the same slice with several models.
        """
        self.finish()
        subject = self._subject
        is_meant = subject is not None and subject.answer.image is image and subject.model == model
        return subject.opinion if subject and is_meant else None

    @Slot(object, str)
    def _give(self, view: Judgement, class_name: str = "") -> None:
        subject = self._subject
        if subject is None:
            self.said.emit(tr("There is no verdict yet to say something about."))
            return
        if view is Judgement.AGREE:
            class_name = _named_class(subject.answer, self._panel.wanted_level)
        self._section.finish_note()
        shown = subject.opinion
        self._answer(subject, Opinion(view, class_name, shown.note if shown else ""))

    def _answer(self, subject: _Subject, opinion: Opinion) -> None:
        shown, before = subject.opinion, list[PreviousOpinion]()
        is_first = not self._switch.is_on
        self._keep(subject, opinion, before)
        if is_first:
            self._switch.turn(True)
        self._offer_undo(tr(BEGUN) if is_first else "", lambda subject: self._restore(subject, shown, before))

    def _keep(self, subject: _Subject, opinion: Opinion | None, before: list[PreviousOpinion] | None = None) -> None:
        subject.opinion, subject.is_given = opinion, True
        self._section.show_opinion(opinion)
        level = self._panel.wanted_level
        record = self._kept.record_of(subject.answer, level, self._stack_of(subject.answer.image))
        self._own.append(self._keeper.set_opinions([(record, opinion)], before))

    def _lack_of(self, answer: "Answer") -> str:
        if answer.shown_window is not None:
            return tr("Switch off “Classify as displayed” to say what you think of the verdict.")
        return self._kept.lack_of(answer.image)

    @Slot()
    def _name_keys(self) -> None:
        self._section.set_keys({view: action.shortcut() for view, action in self._actions.views.items()})

    @Slot(object)
    def _on_panel_answer_changed(self, answer: "Answer | None") -> None:
        before = self._subject
        if answer is None or (lack := self._lack_of(answer)):
            self._leave(before)
            self._section.show_closed(lack if answer else "")
            return
        place = self._kept.place_of(answer.image, self._stack_of(answer.image))
        self._section.show_open(answer.facts.classes, _named_class(answer, self._panel.wanted_level))
        if before and (before.place, before.model) == (place, answer.facts.title):
            # Another heat map, or another level.
            before.answer = answer
            return
        self._leave(before)
        self._subject = _Subject(answer, place)
        self._section.show_opinion(None)
        self._section.show_undo("")
        self._keeper.recall(place)

    def _leave(self, subject: _Subject | None) -> None:
        if subject:
            self._section.finish_note()
        self._subject, self._undo = None, None

    @Slot(object)
    def _on_viewer_slice_shown(self, image: "Slice") -> None:
        # For a moment, the panel still shows the verdict on the slice before.
        subject = self._subject
        if subject and subject.answer.image is not image and subject.answer.image in self._viewer.slices:
            self._leave(subject)

    def _on_view_triggered(self, view: Judgement) -> None:
        if view is Judgement.OTHER and self._subject:
            self._section.open_menu()
        else:
            self._give(view)

    @Slot()
    def _on_take_back(self) -> None:
        subject = self._subject
        if subject and (taken := subject.opinion):
            self._section.finish_note()
            taken = subject.opinion or taken
            self._keep(subject, None)
            # A long note is not lost by a click beside the one that was meant.
            words = tr("Taken back, with its note.") if taken.note else tr("Taken back.")
            self._offer_undo(words, lambda subject: self._keep(subject, taken))

    @Slot()
    def _on_note_triggered(self) -> None:
        if self._subject:
            self._section.begin_note()
        else:
            self.said.emit(tr("There is no verdict yet to say something about."))

    @Slot(str)
    def _on_section_note_written(self, note: str) -> None:
        subject = self._subject
        if subject is None:
            return
        if subject.opinion is None:
            if note:
                # Who only writes a note has not decided yet.
                self._answer(subject, Opinion(Judgement.UNSURE, note=note))
        elif subject.opinion.note != note:
            self._keep(subject, replace(subject.opinion, note=note))

    def _offer_undo(self, words: str, undo: "Callable[[_Subject], None]") -> None:
        self._undo = undo if words else None
        self._section.show_undo(words)

    def _restore(self, subject: _Subject, opinion: Opinion | None, before: list[PreviousOpinion]) -> None:
        """Take back the first opinion, and the history with it; an opinion from an earlier time stays."""
        subject.opinion = opinion
        self._section.show_opinion(opinion)
        self._keeper.restore(before)
        self._switch.turn(False)

    @Slot()
    def _on_section_undo_asked(self) -> None:
        undo, self._undo = self._undo, None
        self._section.show_undo("")
        if undo and self._subject:
            undo(self._subject)

    def _is_own(self, given: list[GivenOpinion]) -> bool:
        """Return whether this object has asked for what was done; it is done then."""
        others = [one for one in self._own if one is not given]
        is_own, self._own = len(others) < len(self._own), others
        return is_own

    @Slot(object, object)
    def _on_keeper_recalled(self, place: SliceKey, remembered: SliceAnnotations) -> None:
        subject = self._subject
        if subject is None or subject.place != place or subject.is_recalled:
            return
        subject.is_recalled = True
        others = dict(remembered.opinions)
        kept = others.pop(subject.model, None)
        if subject.is_given:
            given = subject.opinion
            # The answer was quicker than the disk: the note of the earlier opinion stays with it.
            if kept and given and kept.note and not given.note:
                self._keep(subject, replace(given, note=kept.note))
            return
        subject.opinion = kept
        elsewhere = [
            tr("You read {model}: {words}", model=model, words=opinion.words) for model, opinion in others.items()
        ]
        self._section.show_opinion(kept, elsewhere[0] if elsewhere else "")

    @Slot(object)
    def _on_keeper_opinions_kept(self, given: list[GivenOpinion]) -> None:
        if self._is_own(given):
            return
        subject = self._subject
        for one in given if subject else ():
            if subject and (one.place, one.model) == (subject.place, subject.model) and one.opinion != subject.opinion:
                subject.opinion, subject.is_given = one.opinion, True
                self._section.show_opinion(one.opinion)

    @Slot(object, str)
    def _on_keeper_opinions_lost(self, given: list[GivenOpinion], words: str) -> None:
        self._is_own(given)
        subject = self._subject
        if subject and any((one.place, one.model) == (subject.place, subject.model) for one in given):
            self._section.show_lost(words)

    @Slot(object)
    def _on_keeper_forgotten(self, results: "set[tuple[SliceKey, str]] | None") -> None:
        subject = self._subject
        if subject is None or (results is not None and (subject.place, subject.model) not in results):
            return
        if any(one.place == subject.place and one.model == subject.model for given in self._own for one in given):
            # It was given since.
            return
        subject.opinion, subject.is_given, self._undo = None, True, None
        self._section.show_undo("")
        self._section.show_opinion(None)


def _named_class(answer: "Answer", level: float) -> str:
    """Return the class that a verdict names; "" where it names none."""
    prediction = answer.at_level(level)
    is_named = tuple(prediction.prediction_set) == (prediction.verdict,)
    return prediction.verdict if is_named else ""
