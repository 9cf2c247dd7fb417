"""The first step: choose the images, and check them."""

import dataclasses
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal, Slot
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from core.jobs import job_targets
from core.jobs.events import End, Outcome, Progress
from core.program.translation import tr
from core.program.wording import count_of
from gui.training.data.advice_card import AdviceCard
from gui.training.data.class_table import ClassTable
from gui.training.data.drop_area import DropArea, datasets_among
from gui.translated_messages.relay import relayed
from gui.widgets.clipboard import accept_copy, local_paths
from gui.widgets.drop_zone import DropOffer, dragged_name
from gui.widgets.scrolled_page import fill_scrolled
from gui.widgets.step_list import StepState
from gui.widgets.theme import SPACE, Colours
from gui.widgets.wrapped_label import wrapped_label
from gui.work.job import Job
from training.audit.advice import Advice, Fix
from training.audit.dataset_check import Checked, Examples
from training.audit.summary import Severity
from training.dataset.choice import DatasetChoice
from training.dataset.class_counts import Contents

_GRACE_MS = 1000


class DataPage(QWidget):
    """Takes a dataset and checks it in the background; changes nothing on the disk."""

    dataset_chosen = Signal(object)
    state_changed = Signal(object, str)
    balance_asked = Signal()

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        """Start without a dataset."""
        super().__init__(parent)
        self._job: Job | None = None
        self._choice: DatasetChoice | None = None
        self._contents: Contents | None = None
        self._is_sound = False
        self._cards: list[AdviceCard] = []
        self._area = DropArea()
        self._classes = ClassTable(colours)
        self._phase, self._bar = QLabel(), QProgressBar()
        self._bar.setTextVisible(False)
        self._phase.setProperty("tone", "faint")
        self._stop, self._reset = QPushButton(tr("Skip the rest of the check")), QPushButton(tr("Start over"))
        for button in (self._stop, self._reset):
            button.setProperty("tone", "link")
        self._failure = QLabel()
        self._failure.setWordWrap(True)
        self._failure.setProperty("tone", "problem")
        self._note = wrapped_label()
        self._found = QLabel(tr("FINDINGS"))
        self._in_it = QLabel(tr("CLASSES"))
        for heading in (self._found, self._in_it):
            heading.setProperty("tone", "heading")
        self._advices = QVBoxLayout()
        self._advices.setSpacing(2 * SPACE)
        self._lay_out()
        self._area.places_chosen.connect(self.add_places)
        self._stop.clicked.connect(self._on_stop_clicked)
        self._reset.clicked.connect(self.clear)
        self.clear()

    @property
    def choice(self) -> DatasetChoice | None:
        """The chosen dataset, once it is known to be usable; the check may still run."""
        return self._choice if self._is_sound else None

    @property
    def places(self) -> tuple[Path, ...]:
        """The chosen folders and tables, usable or not."""
        return self._choice.places if self._choice else ()

    @property
    def dataset(self) -> Path | None:
        """The first chosen folder or table, once it is known to be usable."""
        return self.choice.places[0] if self.choice else None

    @property
    def is_checking(self) -> bool:
        """Whether the check runs."""
        return self._job is not None and self._job.is_running

    def describe_drop(self, mime: QMimeData) -> DropOffer:
        """Say what a drop on this page does."""
        if places := datasets_among(local_paths(mime)):
            return DropOffer(tr("Drop to train on the images in {name}", name=dragged_name(places)))
        return DropOffer(tr("Training takes folders with images, and tables"), is_accepted=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the dropped folders and tables."""
        accept_copy(event)
        if places := datasets_among(local_paths(event.mimeData())):
            self.add_places(places)

    @Slot(object)
    def add_places(self, places: list[Path]) -> None:
        """Add folders and tables to the dataset, and check all of it."""
        joined = tuple(dict.fromkeys([*self.places, *(place.absolute() for place in places)]))
        self._check(dataclasses.replace(self._choice or DatasetChoice(()), places=joined, renames=()))

    @Slot()
    def clear(self) -> None:
        """Clear the dataset."""
        self._end_job()
        self._choice = None
        self._forget_findings()
        self._area.show_places(())
        self._reset.hide()
        self._show_progress(None)
        self.state_changed.emit(StepState.OPEN, tr("No images yet"))

    def stop(self) -> None:
        """Stop the check, because the window closes."""
        if self.is_checking:
            if self._is_sound:
                self._on_stop_clicked()
            else:
                self.clear()

    def set_colours(self, colours: Colours) -> None:
        """Apply the colours of a theme."""
        self._classes.set_colours(colours)

    def _check(self, choice: DatasetChoice) -> None:
        self._end_job()
        self._choice = choice
        self._forget_findings()
        self._area.show_places(choice.places)
        self._reset.show()
        self._show_progress(Progress(tr("Starting the check"), 0, 0))
        self.state_changed.emit(StepState.UNDER_WAY, tr("Being checked"))
        job = Job(job_targets.CHECK_DATASET, (choice,), grace_ms=_GRACE_MS, parent=self)
        job.progressed.connect(self._on_job_progressed)
        job.part_found.connect(self._on_job_part_found)
        job.ended.connect(self._on_job_ended)
        self._job = job
        job.start()

    def _end_job(self) -> None:
        if self._job:
            for signal in (self._job.progressed, self._job.part_found, self._job.ended):
                signal.disconnect()
            self._job.stop(0.0)
            self._job.deleteLater()
            self._job = None

    def _forget_findings(self) -> None:
        self._is_sound, self._contents = False, None
        self._classes.clear()
        self._show_advices([])
        self._in_it.hide()
        self._note.hide()
        self._failure.hide()

    def _show_advices(self, advices: list[Advice]) -> None:
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards = []
        self._found.setVisible(bool(advices))
        for advice in advices:
            self._add_advice(advice)

    def _add_advice(self, advice: Advice) -> None:
        card = AdviceCard(advice)
        card.fix_asked.connect(self._on_card_fix_asked)
        self._cards.append(card)
        self._advices.addWidget(card)
        self._found.show()

    def _show_progress(self, progress: Progress | None) -> None:
        for widget in (self._phase, self._bar, self._stop):
            widget.setVisible(progress is not None)
        self._stop.setVisible(progress is not None and self._is_sound)
        if progress:
            count = tr(", {done:,} of {total:,}", done=progress.done, total=progress.total) if progress.total else ""
            self._phase.setText(tr("Checking. {phase}{count}", phase=progress.phase, count=count))
            self._bar.setRange(0, progress.total)
            self._bar.setValue(progress.done)

    def _summary(self) -> str:
        assert self._contents is not None
        contents = self._contents
        validation = (
            tr("{validation_images:,} for validation, ", validation_images=contents.validation_images)
            if contents.validation_images
            else ""
        )
        return tr(
            "{training_images:,} images to train on, {validation}{classes} classes",
            training_images=contents.training_images,
            validation=validation,
            classes=len(contents.classes),
        )

    def _lay_out(self) -> None:
        title = QLabel(tr("Which images?"))
        title.setProperty("tone", "title")
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self._reset)
        progress = QHBoxLayout()
        progress.addWidget(self._phase, 1)
        progress.addWidget(self._stop)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(6 * SPACE, 5 * SPACE, 6 * SPACE, 5 * SPACE)
        column.setSpacing(3 * SPACE)
        column.addLayout(head)
        column.addWidget(self._area)
        column.addLayout(progress)
        column.addWidget(self._bar)
        column.addWidget(self._failure)
        column.addWidget(self._in_it)
        column.addWidget(self._note)
        column.addWidget(self._classes)
        column.addWidget(self._found)
        column.addLayout(self._advices)
        column.addStretch()
        fill_scrolled(self, inner)

    @Slot()
    def _on_stop_clicked(self) -> None:
        self._end_job()
        self._show_progress(None)
        self.state_changed.emit(StepState.DONE, tr("{summary}; partly checked", summary=self._summary()))

    @Slot(object)
    def _on_job_progressed(self, progress: Progress) -> None:
        self._show_progress(progress)

    @Slot(object)
    def _on_job_part_found(self, part: object) -> None:
        match part:
            case Contents():
                assert self._choice is not None
                self._contents, self._is_sound = part, True
                self._choice = dataclasses.replace(self._choice, renames=part.renames)
                self._in_it.show()
                self._note.setText(relayed(part.summary))
                self._note.setVisible(bool(part.summary))
                self._classes.show_contents(part)
                self.state_changed.emit(StepState.UNDER_WAY, tr("{summary}; being checked", summary=self._summary()))
                self.dataset_chosen.emit(part)
            case Examples():
                self._classes.show_pictures(part.name, part.pictures)
            case Advice():
                self._add_advice(part)

    @Slot(object)
    def _on_job_ended(self, outcome: Outcome) -> None:
        self._show_progress(None)
        if outcome.end is not End.SUCCEEDED:
            self._failure.setText(outcome.message)
            self._failure.show()
            # The findings so far are incomplete, so the user must not act on them.
            self._show_advices([])
            self._is_sound = False
            self.state_changed.emit(StepState.PROBLEM, tr("Cannot be used"))
            return
        checked: Checked = outcome.value
        if checked.contents != self._contents:
            self._contents = checked.contents
            self._note.setText(relayed(checked.contents.summary))
            self._classes.show_counts(checked.contents)
            self.dataset_chosen.emit(checked.contents)
        self._show_advices(list(checked.advices))
        problems = sum(advice.remark.severity is Severity.PROBLEM for advice in checked.advices)
        words = tr("; {problems} found", problems=count_of(problems, "problem")) if problems else tr("; checked")
        self.state_changed.emit(StepState.PROBLEM if problems else StepState.DONE, self._summary() + words)

    @Slot(object)
    def _on_card_fix_asked(self, advice: Advice) -> None:
        assert self._choice is not None
        card = self.sender()
        if advice.fix is Fix.BALANCE:
            self.balance_asked.emit()
            if isinstance(card, AdviceCard):
                card.show_done()
            return
        choice = dataclasses.replace(self._choice, renames=())
        if advice.fix is Fix.KEEP_NAMES:
            self._check(dataclasses.replace(choice, keeps_names=True))
        else:
            self._check(dataclasses.replace(choice, left_out=choice.left_out | frozenset(advice.images)))
