"""A reader's day in the window, over and over, by a script."""

import itertools
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QWidget

from bench.screenshots.phantoms import write_study
from core.image.sample_files import sample_files
from core.model.store import install
from gui.app import create
from gui.compare.layout import Layout
from gui.language import Language, install_language
from gui.widgets.theme import Theme
from gui.work.file_reading import close_file_reader
from gui.work.garbage_collection import GarbageCollection
from tests.core.phantom_medium import FLAIR, T1, draw_series
from tests.long_runs.samples import Sample, format_sample, take_sample

# A computer that also trains is slow, not stuck.
_PATIENCE_S = 600.0
_STEP_MS, _MINUTE_S = 20, 60.0


class NothingCameError(Exception):
    """The window did not show what was awaited; the text says what."""


class Day:
    """A window that is used by a script."""

    def __init__(self, folder: Path, model: Path) -> None:
        """Open it.

        Args:
            folder: an empty one for what is opened.
            model: a package to install beside the shipped one.
        """
        self._files, self._study, self._series, self._scans = _write_files(folder)
        self._other = install(model).folder
        self._app, self.window = create([], language=Language.ENGLISH)
        # As `gui.app.run` does.
        self._collection = GarbageCollection()
        self._collection.start()
        self.window.show()
        self._themes, self._languages = itertools.cycle(Theme), itertools.cycle((Language.GERMAN, Language.ENGLISH))
        self._models = itertools.cycle((self._other, None))

    def rounds(self) -> Iterator[bool]:
        """Do all there is to do, over and over; yield after each step, once all is quiet, whether a round is over."""
        steps: tuple[Callable[[], None], ...] = (
            self._open_pictures,
            self._change_model,
            self._change_look,
            self._change_level,
            self._open_windows,
            self._open_dialogs,
            self._open_series,
            self._classify_folder,
            self._explain,
            self._compare,
            self._open_study,
        )
        for step in itertools.cycle(steps):
            step()
            self.wait_for(self._is_quiet, f"end of {step.__name__}")
            yield step is steps[-1]

    def close(self) -> None:
        """Close the window and end what belongs to it."""
        self.window.close()
        close_file_reader()
        self._collection.stop()

    def wait_for(self, condition: Callable[[], object], what: str) -> None:
        """Process events until a condition is true.

        Raises:
            NothingCameError: if it never becomes so.
        """
        ends = time.monotonic() + _PATIENCE_S
        while not condition():
            if time.monotonic() > ends:
                raise NothingCameError(f"after {_PATIENCE_S:.0f} s there was still no {what}")
            self.settle()

    def settle(self, milliseconds: int = _STEP_MS) -> None:
        """Process events for a while, and delete what was left to be deleted."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _is_quiet(self) -> bool:
        batch = self.window.tools.batch
        return not (self.window.stacks.sweeping.run.is_running or (batch and batch.run.is_running))

    def _open(self, path: Path, name: str = "") -> None:
        self.window.open_paths([path])
        shown = name or path.name
        self.wait_for(
            lambda: self.window.windowTitle().startswith(shown) and self.window.viewer.view.has_heat,
            f"verdict on {shown}",
        )

    def _open_pictures(self) -> None:
        for path in self._files:
            self._open(path)

    def _open_study(self) -> None:
        self._open(self._study)
        self.wait_for(lambda: self.window.stacks.sweeping.look_first is not None, "verdict on the study")
        for _ in range(6):
            self.window.menus.next_slice.trigger()
            self.settle()
        self.wait_for(lambda: self.window.viewer.view.has_heat, "verdict on a slice")

    def _open_series(self) -> None:
        self.window.open_paths([self._series])
        self.wait_for(lambda: self.window.viewer.view.has_heat, "verdict on a series")
        self.window.menus.next.trigger()
        self.wait_for(lambda: self.window.viewer.view.has_heat, "verdict on the next series")

    def _compare(self) -> None:
        comparing = self.window.explain_and_compare.comparing
        comparing.begin(Layout.FOUR)
        self.wait_for(lambda: all(pane.view.has_heat for pane in comparing.panes), "heat maps in four panes")
        comparing.leave()

    def _explain(self) -> None:
        self._open(self._files[0])
        if not self.window.viewer.view.shows_heat:
            # A map that takes seconds is drawn only where it is to be seen.
            self.window.menus.heat.trigger()
        methods = _combo_box(self.window, ("Method of the heat map", "Verfahren der Heatmap"))
        for index in (*range(1, methods.count()), 0):
            methods.setCurrentIndex(index)
            methods.activated.emit(index)
            name = self.window.panel.heat.method_name
            self.wait_for(lambda name=name: self._shows_map_of(name), f"map by {name}")
        self.window.menus.check_heat.trigger()
        check = self.window.explain_and_compare.explaining.check_window
        if check:
            self.wait_for(lambda: check.plot.found, "check of the heat map")
            check.close()
        self.window.menus.network_input.trigger()
        seen = self.window.explain_and_compare.explaining.input_window
        self.settle(200)
        if seen:
            seen.close()

    def _shows_map_of(self, name: str) -> bool:
        answer = self.window.classification.answer
        return answer is not None and answer.method.name == name and self.window.viewer.view.has_heat

    def _change_level(self) -> None:
        facts = self.window.panel.facts
        for level in facts.levels if facts else ():
            self.window.stacks.use_level(level)
            self.settle(100)

    def _change_look(self) -> None:
        self.window.menus.theme_chosen.emit(next(self._themes))
        language = next(self._languages)
        self.window.menus.language_chosen.emit(language)
        # The window shows it from its next start on; the windows that are made from now on show it at once.
        install_language(self._app, language)
        self.settle()

    def _change_model(self) -> None:
        model = next(self._models)
        self.window.tools.use_model(model)
        name = "other" if model else "falx-mobilenetv2"
        self.wait_for(lambda: (facts := self.window.panel.facts) and facts.title.startswith(name), f"model {name}")
        self.wait_for(lambda: self.window.viewer.view.has_heat, "verdict of another model")

    def _open_windows(self) -> None:
        menus, tools = self.window.menus, self.window.tools
        for action in (menus.classify_folder, menus.history, menus.train, menus.evaluate):
            action.trigger()
            self.settle(200)
        for window in (tools.batch, tools.history, tools.training, tools.evaluation):
            if window:
                window.close()
        menus.models.aboutToShow.emit()

    def _open_dialogs(self) -> None:
        menus = self.window.menus
        for action in (menus.shortcuts, menus.about, menus.log, menus.report):
            action.trigger()
            self.settle(200)
            for dialog in self.window.findChildren(QDialog):
                dialog.close()
        self.settle()

    def _classify_folder(self) -> None:
        self.window.menus.classify_folder.trigger()
        batch = self.window.tools.batch
        assert batch
        batch.setup.set_paths([self._scans])
        batch.setup.start()
        self.wait_for(lambda: batch.run.saved and not batch.run.is_running, "end of the batch")
        batch.close()


def run(folder: Path, model: Path, minutes: float, tell: Callable[[str], object]) -> list[Sample]:
    """Use a window for some minutes; return a sample of each, and one at the end.

    Args:
        folder: an empty one for what is opened.
        model: a package to install.
        minutes: how long.
        tell: is given a line for each sample.

    Raises:
        NothingCameError: if the window gets stuck.
    """
    temporary = Path(os.environ["TMPDIR"])
    began, day, samples = time.monotonic(), Day(folder, model), list[Sample]()
    try:
        # At the same step of each round, so that what is open then is the same.
        for is_round in day.rounds():
            passed = time.monotonic() - began
            is_due = not samples or passed - samples[-1].minute * _MINUTE_S >= _MINUTE_S
            if is_round and is_due:
                day.settle(500)
                samples.append(take_sample(passed / _MINUTE_S, temporary))
                tell(format_sample(samples[-1]))
            if passed >= minutes * _MINUTE_S and samples:
                break
    finally:
        day.close()
    return samples


def _combo_box(window: QWidget, names: tuple[str, ...]) -> QComboBox:
    return next(one for one in window.findChildren(QComboBox) if one.accessibleName() in names)


def _write_files(folder: Path) -> tuple[list[Path], Path, Path, Path]:
    """Write what is opened: pictures, a volume, two series, and a folder to classify."""
    series = folder / "series"
    series.mkdir(parents=True)
    for drawn in (T1, FLAIR):
        for index, dataset in enumerate(draw_series(drawn)):
            dataset.save_as(series / f"{drawn.number}-{index:02}.dcm", enforce_file_format=True)
    pictures = [Path(shutil.copy(path, folder / f"head-{index}.png")) for index, path in enumerate(sample_files())]
    scans = folder / "scans"
    scans.mkdir()
    for index in range(20):
        (scans / f"{index:02}.png").hardlink_to(pictures[index % 4])
    return pictures, write_study(folder / "study.nii.gz"), series, scans
