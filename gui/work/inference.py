"""The worker thread: reads files and runs the network. The newest request wins; stale answers are dropped."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal

from core.model.heat_maps.known_heat_maps import methods_in_order
from core.program.translation import tr
from core.program.wording import shown_name
from gui.work.file_reading import file_reader
from gui.work.model_files import is_model
from gui.work.newest_request import NewestRequestThread

if TYPE_CHECKING:
    from core.image.slice import Slice, Window
    from core.model.classifier import Classifier
    from core.series.entry import Series
    from gui.work.answers import ModelFacts


# After this time, a request for another file does not wait for the current read.
_READING_PATIENCE_MS = 500
_READING = ("list", "read")
# Of the images of a folder, while they are looked for.
_REPORT_EVERY = 50
# On how much of a series is read.
_SECONDS_BETWEEN_WORDS = 0.05

OpenClassifier = Callable[[], "Classifier"]


class InferenceThread(NewestRequestThread):
    """Serves one request after the other, of each kind only the newest.

    Signals carry the number of the request that they answer; a receiver with a newer request ignores them.
    """

    model_opened = Signal(object)
    model_failed = Signal(object)
    models_found = Signal(int, object, bool)
    progressed = Signal(int, int, int)
    series_listed = Signal(int, object)
    slices_read = Signal(int, object)
    series_broken = Signal(int, object, str)
    read_failed = Signal(int, object)
    predict_failed = Signal(int, object)
    answered = Signal(int, object)

    def __init__(self, open_classifier: OpenClassifier | None = None) -> None:
        """Prepare the thread; `start` it when the window has been painted.

        Args:
            open_classifier: how the model is opened; the shipped one by default.
        """
        # Served in this order: the process that reads, the model, then paths, slices, predictions.
        super().__init__(("processes", "model", "list", "read", "predict"))
        self._open_classifier = open_classifier or opener(None)
        self._classifier: Classifier | None = None
        self._facts: ModelFacts | None = None
        self._patience = QTimer(self, singleShot=True, interval=_READING_PATIENCE_MS)
        self._patience.timeout.connect(self._on_patience_timeout)

    @property
    def open_classifier(self) -> OpenClassifier:
        """How the model is opened."""
        return self._open_classifier

    def start(self) -> None:
        """Start to serve requests, and meanwhile the process that reads files, unless that was stopped."""
        super().start()
        self.ask("processes", lambda _number: file_reader().warm_up())

    def list_paths(self, paths: list[Path], password: str | None = None, skips_missing: bool = False) -> int:
        """Ask for the series behind files and folders; returns the request's number.

        Args:
            paths: of files, folders, archives and directories of media.
            password: of the archive among them that is protected.
            skips_missing: whether those that are not there any more are of no concern.
        """
        self._patience.start()
        return self.ask("list", lambda number: self._list(number, paths, password, skips_missing))

    def read(self, path: Path, series: "Series | None" = None, password: str | None = None) -> int:
        """Ask for the slices of a file or series folder; returns the request's number.

        Args:
            path: of the file or folder.
            series: that it stands for, where that is known.
            password: of the protected archive that the file is in.
        """
        self._patience.start()
        return self.ask("read", lambda number: self._read(number, path, series, password))

    def stop_reading(self) -> None:
        """Drop listing and reading, so that a disk that does not answer blocks nothing else."""
        self._patience.stop()
        self._drop(*_READING)
        self._leave(*_READING)

    def predict(self, image: "Slice", window: "Window | None", class_name: str | None, method: str = "") -> int:
        """Request the prediction and the heat map of a slice; return the request's number.

        Args:
            image: the slice.
            window: to apply; None for its own.
            class_name: the class of the heat map; None for the predicted one.
            method: name of the way to draw the heat map; the first that the model has where it has no such way.
        """
        return self.ask("predict", lambda number: self._predict(number, image, window, class_name, method))

    def use_model(self, open_classifier: OpenClassifier) -> int:
        """Request another model, which answers all later requests; return the request's number."""
        return self.ask("model", lambda number: self._use_model(open_classifier))

    def forget_model(self) -> None:
        """Let go of the model; it is opened again by the next request."""
        # The facts hold a method of the model, which computes verdicts at another level.
        self._classifier = self._facts = None

    def tell_failure(self, kind: str, number: int, error: Exception) -> None:
        """Report the error as the answer that the window waits for."""
        from gui.work.answers import unforeseen

        failure = unforeseen(error)
        if kind == "model":
            self.tell(self.model_failed, failure)
        else:
            self.tell(self.predict_failed if kind == "predict" else self.read_failed, number, failure)

    def _list(self, number: int, paths: list[Path], password: str | None, skips_missing: bool) -> None:
        from core.errors import FalxError
        from core.jobs.events import Cancelled
        from gui.work.answers import Failure

        if skips_missing:
            paths = [path for path in paths if os.path.lexists(path)]
        models = [path for path in paths if is_model(path)]
        if models:
            paths = [path for path in paths if path not in models]
            self.tell(self.models_found, number, models, bool(paths))
        if not paths and not skips_missing:
            return

        is_wanted = self._wanted("list")

        def on_progress(done: int, total: int) -> None:
            if not is_wanted():
                raise Cancelled
            if done % _REPORT_EVERY == 0 or done == total:
                self.tell(self.progressed, number, done, total)

        try:
            found = file_reader().list_series(paths, on_progress, password, is_wanted)
            self.tell(self.series_listed, number, found)
        except Cancelled:
            return
        except FalxError as error:
            self.tell(self.read_failed, number, Failure(paths[0], str(error), error.code))

    def _read(self, number: int, path: Path, series: "Series | None", password: str | None) -> None:
        from core.errors import FalxError, ProtectedArchiveError, UnreadableImageError
        from core.jobs.events import Cancelled
        from core.jobs.throttle import Throttle
        from core.reader_process.isolated_looking import IsolatedLooking
        from core.readers import find_images
        from core.readers.archive import split_archive
        from gui.work.answers import Failure

        telling, is_wanted = Throttle(_SECONDS_BETWEEN_WORDS, is_due_at_once=True), self._wanted(*_READING)

        def on_progress(done: int, total: int) -> None:
            if not is_wanted():
                raise Cancelled
            # The window would paint more often than anybody can see.
            if telling.is_due():
                telling.restart()
                self.tell(self.progressed, number, done, total)

        try:
            if password is not None and (parts := split_archive(path)):
                file_reader().list_contents(parts[0], is_wanted, password)
            if series and series.is_stack:
                slices = file_reader().read_series(series, on_progress, is_wanted)
            else:
                slices = file_reader().read_slices(path, on_progress, is_wanted)
        except Cancelled:
            return
        except ProtectedArchiveError as error:
            parts = split_archive(path)
            self.tell(self.read_failed, number, Failure(parts[0] if parts else path, str(error), error.code))
            return
        except FalxError as error:
            members = list(series.files) if series and series.is_stack else []
            if path.is_dir() and not members:
                with IsolatedLooking(reader=file_reader) as looking:
                    members = list(find_images(path, is_recursive=False, looking=looking))
            if members:
                # One file of the series is broken; the others can be looked at one by one.
                self.tell(self.series_broken, number, members, str(error))
            elif isinstance(error, UnreadableImageError) and error.is_missing and not os.path.lexists(path):
                text = tr(
                    "{path}: there is no such file; check its name and folder, or open another one",
                    path=shown_name(path),
                )
                self.tell(self.read_failed, number, Failure(path, text, error.code, is_gone=True))
            else:
                self.tell(self.read_failed, number, Failure(path, str(error), error.code))
            return
        self.tell(self.slices_read, number, slices)

    def _predict(
        self, number: int, image: "Slice", window: "Window | None", class_name: str | None, method_name: str
    ) -> None:
        classifier, facts = self._opened(), self._facts
        if classifier is None or facts is None:
            return
        from core.image.colour_map import colorize, half_maximum_outlines
        from gui.work.answers import HEAT_SIDE, Answer

        started = time.perf_counter()
        prediction = classifier.predict(image, window)
        shown = class_name if class_name and class_name in prediction.classes else prediction.label
        offered = methods_in_order(prediction.evidence is not None)
        method = next((one for one in offered if one.name == method_name), offered[0])
        # A map that takes seconds follows by itself; the verdict does not wait for it.
        heat = None if method.asks_network else classifier.explain(prediction, shown, HEAT_SIDE, method)
        milliseconds = (time.perf_counter() - started) * 1000
        coloured, outlines = (None, []) if heat is None else (colorize(heat, 1.0), half_maximum_outlines(heat))
        answer = Answer(image, prediction, shown, coloured, outlines, milliseconds, facts, window, method)
        self.tell(self.answered, number, answer)

    def _on_patience_timeout(self) -> None:
        if self._is_waiting(*_READING):
            self._leave(*_READING)

    def _use_model(self, open_classifier: OpenClassifier) -> None:
        self._open_classifier, self._classifier = open_classifier, None
        self._opened()

    def _opened(self) -> "Classifier | None":
        """Open the model on first use; None where it cannot be opened, which is reported to the window."""
        # Its own reference: the window may let go of the model meanwhile.
        classifier = self._classifier
        if classifier is None:
            from core.errors import FalxError
            from gui.work.answers import Failure, ModelFacts

            try:
                classifier = self._classifier = self._open_classifier()
            except FalxError as error:
                self.tell(self.model_failed, Failure(None, str(error), error.code))
                return None
            package = classifier.package
            facts = self._facts = ModelFacts(
                package.title,
                package.classes,
                package.levels,
                classifier.at_level,
                package.has_evidence,
                package.metrics,
            )
            self.tell(self.model_opened, facts)
        return classifier


def opener(folder: Path | None) -> OpenClassifier:
    """Return a function that opens a model.

    Args:
        folder: of its package; None, or a missing one, for the model that comes with the program.
    """

    def open_classifier() -> "Classifier":
        from core.model.classifier import Classifier
        from core.model.store import package_in_use

        return Classifier.open(package_in_use(folder))

    return open_classifier
