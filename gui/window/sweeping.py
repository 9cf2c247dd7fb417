"""The sweep of the stack that is shown: when it starts, what is shown of it, and where it leads."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal, Slot

from core.jobs.events import End, Outcome, Progress
from core.program.translation import mark, tr
from core.program.wording import count_of
from core.sweep.result import SweepEnd, SweepStart
from gui.settings import Settings
from gui.sweep.bar import StackBar
from gui.sweep.cine import play_speed
from gui.sweep.finished_sweeps import FinishedSweeps, Sweep
from gui.sweep.places import FilePlaces, Places, StackPlaces
from gui.sweep.run import SweepRun
from gui.viewer.navigator import Navigator, Playlist
from gui.viewer.viewer import Viewer
from gui.widgets.theme import Colours
from gui.window.classification import Classification
from gui.window.opening import Opening
from gui.work.starting_jobs import MakeJob

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from core.image.slice import Slice
    from core.report.case import CaseStudy

_TOUCHES = (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.KeyPress)
_WAITING = mark("The stack is classified after the slice that is shown.")


class Sweeping(QObject):
    """Sweeps each stack once, after the verdict on the slice that is shown.

    It leads to the slice to look at first, once, unless the user has touched the picture. `begun` reports of how many
    slices the stack is, 0 for none; `running` whether a sweep is running; `counted` in how many of its slices a tumour
    was found, and of how many.
    """

    begun = Signal(int)
    running = Signal(bool)
    counted = Signal(int, int)

    def __init__(
        self,
        settings: Settings,
        opening: Opening,
        viewer: Viewer,
        classification: Classification,
        colours: Colours,
        make_job: MakeJob,
        parent: QObject,
    ) -> None:
        """Put the bar below the viewer, and listen to both.

        Args:
            settings: that name the model and the level.
            opening: opens files.
            viewer: that shows the stack.
            classification: gives the verdict on the slice that is shown.
            colours: of the theme.
            make_job: of a sweep.
            parent: of the object.
        """
        super().__init__(parent)
        self._settings, self._opening, self._viewer = settings, opening, viewer
        self.bar = bar = StackBar(colours, play_speed(settings.play_speed))
        viewer.add_below(bar)
        self.run = SweepRun(make_job, self)
        self._finished = FinishedSweeps()
        self._places: Places = StackPlaces([], viewer.show_index)
        self._slices: list[Slice] = []
        self._group: tuple[Path, ...] = ()
        self._index = 0
        self._start: SweepStart | None = None
        self._sweep: Sweep | None = None
        self._level = settings.level
        self._is_awaited = self._may_lead = False
        self._expected = 0
        opening.begun.connect(self._on_opening_begun)
        opening.left.connect(self._on_opening_left)
        opening.failed.connect(self._on_opening_failed)
        viewer.stack_shown.connect(self._on_viewer_stack_shown)
        viewer.slice_shown.connect(self._on_viewer_slice_shown)
        viewer.view.installEventFilter(self)
        bar.strip.sliced.connect(self.go_to)
        bar.line.stop_asked.connect(self.stop)
        bar.line.start_asked.connect(self.start)
        bar.line.look_asked.connect(self.go_to)
        classification.settled.connect(self._on_classification_settled)
        self.run.begun.connect(self._on_run_begun)
        self.run.found.connect(self._on_run_found)
        self.run.progressed.connect(self._on_run_progressed)
        self.run.ended.connect(self._on_run_ended)

    def first_of(self, slices: "Sequence[Slice]") -> int | None:
        """Return the slice to begin a stack with, from 0; None where it was not swept before."""
        sweep = self._finished.find(slices)
        return sweep.look_first if sweep else None

    @property
    def count(self) -> int:
        """How many slices the stack has, or files of a series that are shown one by one."""
        return self._places.count

    @property
    def index(self) -> int:
        """The place of the one that is shown, from 0."""
        return self._index

    @property
    def has_picture(self) -> bool:
        """Whether a picture is shown, be it of a stack or single."""
        return self._viewer.is_showing_picture

    @Slot(int)
    def go_to(self, index: int) -> None:
        """Show a slice by its place, from 0; the first or the last where there is none."""
        self._places.go_to(index, self._index)

    @property
    def look_first(self) -> int | None:
        """The slice to look at first, from 0; None where that is not known."""
        return self._sweep.end.look_first if self._sweep else None

    @property
    def study(self) -> "CaseStudy | None":
        """The verdict on the study for a report; None where it is not known."""
        from core.report.case import CaseStudy

        sweep, count = self._sweep, self.count
        return CaseStudy(sweep.sentence_at(self._level, count), sweep.start.performance, count) if sweep else None

    def set_level(self, level: float) -> None:
        """Show the verdicts at a level, which needs no new sweep."""
        self._level = level
        if self._start:
            self.bar.strip.set_level(self._start.place_of(level))
        if self._sweep:
            self._show_study(self._sweep)

    def use_model(self) -> None:
        """Sweep again, after the verdict on the shown slice, because another model answers."""
        self._finished.clear()
        self._begin(self._slices)
        # The user looks at this slice.
        self._may_lead = False

    @Slot()
    def start(self) -> None:
        """Sweep the stack, from its first slice."""
        if self.count < 2:
            return
        self._is_awaited = False
        self._forget()
        self.bar.line.show_progress(Progress(tr("Classifying slices"), 0, self.count))
        self.run.start(self._places.files(), self._settings.model)
        self.running.emit(True)

    @Slot()
    def stop(self) -> None:
        """End the sweep; what is done stays to be seen."""
        if not self.run.is_running:
            return
        self.run.stop()
        self.running.emit(False)
        done, count = len(self.bar.strip.swept), self.count
        self.bar.line.show_stopped(
            tr(
                "Stopped after {done:,} of {slices}: no verdict on the study.",
                done=done,
                slices=count_of(count, "slice"),
            )
        )

    def shut_down(self) -> None:
        """End the sweep, because the window closes."""
        self.run.shut_down()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that the user has touched the picture."""
        if event.type() in _TOUCHES:
            self._may_lead = False
        return False

    def _begin(self, slices: "list[Slice]") -> None:
        """Take a stack, of which nothing is shown yet; what is known of it is shown at once."""
        self.run.stop()
        self.running.emit(False)
        self._slices = slices
        group = FilePlaces(self._group, self._opening.step) if self._group else None
        self._places = group or StackPlaces(slices, self._viewer.show_index)
        self._forget()
        is_stack = self.count > 1
        self.begun.emit(self.count if is_stack else 0)
        self.bar.setVisible(is_stack)
        self._is_awaited = False
        if not is_stack:
            return
        if sweep := self._finished.find(slices):
            self._start, self._sweep = sweep.start, sweep
            self.bar.strip.add(sweep.slices.values(), sweep.start.place_of(self._level))
            self.bar.strip.set_counting(sweep.end.counting)
            self._show_study(sweep)
        else:
            self._is_awaited = True
            self.bar.line.show_nothing(tr(_WAITING))

    def _forget(self) -> None:
        self._start = self._sweep = None
        self.bar.strip.begin(self.count, self._index)
        self.bar.line.show_nothing()

    def _show_place(self) -> None:
        if self._index != self._expected:
            self._may_lead = False
        self.bar.strip.show_current(self._index)

    def _show_study(self, sweep: Sweep) -> None:
        sentence, verdict = sweep.sentence_at(self._level, self.count), sweep.verdict_at(self._level)
        self.bar.line.show_study(sentence, verdict, sweep.end.look_first, sweep.start.performance)
        self.counted.emit(sweep.tumours_at(self._level), self.count)

    def _lead(self, sweep: Sweep) -> None:
        """Go to the slice to look at first, once, unless the user has begun to look around."""
        if self._may_lead and sweep.look_first is not None:
            self._expected = sweep.look_first
            self.go_to(sweep.look_first)
        self._may_lead = False

    @Slot(object, object)
    def _on_opening_begun(self, path: object, navigator: Navigator) -> None:
        """Learn whether what is opened is one of the files of a series that is shown file by file."""
        group = navigator.group if isinstance(navigator, Playlist) and navigator.current in navigator.group else ()
        if group and navigator.current:
            self._index = group.index(navigator.current)
        if group != self._group:
            self._group, self._expected, self._may_lead = group, self._index, bool(group)
            self._begin([])
        elif group:
            self._show_place()

    @Slot()
    def _on_opening_left(self) -> None:
        if self._group:
            self._group = ()
            self._begin([])

    @Slot(object, object)
    def _on_opening_failed(self, failure: object, navigator: Navigator) -> None:
        # There will be no verdict on what is shown.
        self._on_classification_settled()

    @Slot(object, bool)
    def _on_viewer_stack_shown(self, slices: "list[Slice]", is_free: bool) -> None:
        if self._group:
            # A page or a picture among the files of the series.
            return
        self._expected = self._index = self._viewer.index
        if slices and slices is self._slices:
            # Another slice of the same stack was asked for.
            self._may_lead = False
            return
        self._may_lead = is_free
        self._begin(slices)

    @Slot(object)
    def _on_viewer_slice_shown(self, image: object) -> None:
        if not self._group:
            self._index = self._viewer.index
            self._show_place()

    @Slot()
    def _on_classification_settled(self) -> None:
        if self._is_awaited:
            self.start()

    @Slot(object)
    def _on_run_begun(self, start: SweepStart) -> None:
        self._start = start

    @Slot(object)
    def _on_run_found(self, found: object) -> None:
        if self._start:
            self.bar.strip.add(found, self._start.place_of(self._level))  # type: ignore[arg-type]

    @Slot(object)
    def _on_run_progressed(self, progress: Progress) -> None:
        self.bar.line.show_progress(progress)

    @Slot(object)
    def _on_run_ended(self, outcome: Outcome) -> None:
        self.running.emit(False)
        if outcome.end is not End.SUCCEEDED or self._start is None:
            self.bar.line.show_stopped(tr("The stack could not be classified."), outcome.message)
            return
        end: SweepEnd = outcome.value
        self._sweep = Sweep(self._start, dict(self.bar.strip.swept), end)
        if self._slices:
            self._finished.keep(self._slices, self._sweep)
        self.bar.strip.set_counting(end.counting)
        self._show_study(self._sweep)
        self._lead(self._sweep)
