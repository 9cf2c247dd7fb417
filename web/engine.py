"""The model of the server: classifies slices, draws heat maps and judges studies. One thread uses it at a time."""

import contextlib
import threading

from core.errors import UnknownLevelError
from core.image.slice import Slice
from core.model.classifier import Classifier
from core.model.confidence_levels import LEVELS, is_same_level
from core.model.heat_maps.known_heat_maps import HeatMethod, default_heat_method, methods_in_order
from core.model.package import ModelPackage
from core.model.prediction import Prediction
from core.records.record import Record, predicted
from core.sweep.measured_performance import study_performance
from core.sweep.result import SweepEnd, SweptSlice
from core.sweep.sweep_verdicts import end_sweep, sweep_slice
from web.errors import GivenUp, RequestError
from web.result_cache import Heat, ResultCache
from web.store import Stored

# Larger maps are reduced to this, in pixels of the longest side; the page stretches them over the picture.
LONGEST_SIDE = 2048
# Of all pictures: a prediction holds feature maps of some 250 kB, a heat map at most 16 MB.
_MOST_PREDICTIONS, _MOST_HEATS = 64, 8


class Engine:
    """Answers questions about stored pictures with one model."""

    def __init__(self, package: ModelPackage, level: float | None = None) -> None:
        """Load the network.

        Args:
            package: the model.
            level: of the verdicts where a request states none; the model's own by default.

        Raises:
            InvalidPackageError: if the network is damaged.
            UnknownLevelError: if the model cannot promise that level.
        """
        self._classifier = Classifier(package, level=level)
        self.package = package
        self.predictions: ResultCache[tuple[str, int], Prediction] = ResultCache(_MOST_PREDICTIONS)
        self.heats: ResultCache[tuple[str, int, str, str], Heat] = ResultCache(_MOST_HEATS)
        self.level = self._classifier.level
        self.methods = methods_in_order(package.has_evidence)
        self.performance = study_performance(package.metrics, package.studies_measured, package.title)

    def find_level(self, text: str | None) -> float:
        """Read a level as a request states it, in per cent.

        Raises:
            RequestError: if it is none that the model offers.
        """
        if text is None:
            return self.level
        try:
            wanted = float(text) / 100
            if any(is_same_level(wanted, level) for level in (*LEVELS, *self.package.levels)):
                return self.package.level(wanted)
        except (ValueError, UnknownLevelError):
            pass
        offered = ", ".join(f"{100 * level:.6g}" for level in self.package.levels)
        raise RequestError(subject="level", expected=f"one of {offered}", got=repr(text[:20]))

    def find_method(self, name: str | None, is_of_class: bool = False) -> HeatMethod:
        """Find the method of a heat map by its name; None stands for the model's own.

        Args:
            name: of the method.
            is_of_class: whether the map is of a class that was chosen.

        Raises:
            RequestError: if the model has no such map.
        """
        if not name:
            return default_heat_method(self.package.has_evidence, is_of_class)
        for method in self.methods:
            if method.name == name:
                return method
        offered = ", ".join(method.name for method in self.methods)
        raise RequestError(subject="method", expected=f"one of {offered}", got=repr(name[:20]))

    def find_class(self, name: str | None) -> str | None:
        """Check the class of a heat map; None stands for the most probable one.

        Raises:
            RequestError: if the model knows no such class.
        """
        if name is None or name in self.package.classes:
            return name
        raise RequestError(subject="class", expected=f"one of {', '.join(self.package.classes)}", got=repr(name[:20]))

    def predict(self, stored: Stored, index: int, level: float) -> Prediction:
        """Classify a slice, if that was not done yet, and give its prediction at a level."""
        prediction = self.predictions.find((stored.id, index))
        if prediction is None:
            prediction = self._classifier.predict(stored.picture.slices[index])
            # What was found on a picture goes with it, also where a request was late.
            if not stored.is_dropped:
                self.predictions.keep((stored.id, index), prediction)
        return self._classifier.at_level(prediction, level)

    def predict_ahead(self, stored: Stored) -> None:
        """Classify the one slice of a picture before that is asked for; an error is shown when it is."""
        if not stored.is_dropped:
            with contextlib.suppress(Exception):
                self.predict(stored, 0, self.level)

    def record(self, stored: Stored, index: int, prediction: Prediction) -> Record:
        """Make the record of a slice, as `falx classify` writes it."""
        return predicted(stored.record_path(index), stored.picture.slices[index], prediction, self.package.title)

    def heat(self, stored: Stored, index: int, class_name: str, method: HeatMethod, given_up: threading.Event) -> Heat:
        """Draw a heat map over a slice: (H, W) float32 in [0, 1], of the picture's size up to `LONGEST_SIDE`.

        Raises:
            GivenUp: if `given_up` is set meanwhile.
        """
        prediction = self.predict(stored, index, self.level)
        key = (stored.id, index, class_name if method.is_of_class else "", method.name)
        heat = self.heats.find(key)
        if heat is None:

            def look(done: int, total: int) -> None:
                if given_up.is_set():
                    raise GivenUp

            image = stored.picture.slices[index]
            heat = self._classifier.explain(prediction, class_name, LONGEST_SIDE, method, image, look)
            if not stored.is_dropped:
                self.heats.keep(key, heat)
        return heat

    def forget(self, id: str) -> None:
        """Forget what was found on a picture."""
        self.predictions.forget(lambda key: key[0] == id)
        self.heats.forget(lambda key: key[0] == id)

    def sweep_one(self, stored: Stored, index: int) -> SweptSlice:
        """Classify a slice as one of its study, if that was not done yet."""
        if index not in stored.findings.swept:
            image = stored.picture.slices[index]
            stored.findings.swept[index] = sweep_slice(image, None, index, stored.record_path(index), self._classifier)
        return stored.findings.swept[index][0]

    def end_sweep(self, stored: Stored) -> SweepEnd:
        """Make the verdict on the study, once all slices are classified."""
        found = stored.findings
        if found.end is None:
            ordered = [found.swept[index] for index in range(len(stored.picture.slices))]
            found.end = end_sweep([swept for swept, _ in ordered], [study for _, study in ordered], self.package)
        return found.end


def slice_of(stored: Stored, index: int) -> Slice:
    """Return a slice of a stored picture by its place.

    Raises:
        RequestError: if it has no such slice.
    """
    if not 0 <= index < len(stored.picture.slices):
        raise RequestError(subject="slice", expected=f"0 to {len(stored.picture.slices) - 1}", got=index)
    return stored.picture.slices[index]
