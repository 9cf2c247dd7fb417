"""Classifier: from a slice to a prediction, by LiteRT."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from core.errors import InvalidPackageError
from core.image.slice import Slice, Window
from core.image.windowing import EIGHT_BIT
from core.model.geometry import FeatureGeometry, even_geometry
from core.model.heat_maps.heat_question import HeatQuestion, OnProgress, no_progress
from core.model.heat_maps.known_heat_maps import HeatMethod, default_heat_method
from core.model.heat_maps.resampling import normalise, resample
from core.model.package import CONTEXT, EVIDENCE, NETWORK_FILE, SELF_CHECK_FILE, ModelPackage
from core.model.package_format.faults import RENEW
from core.model.package_format.network import require_network
from core.model.prediction import Prediction
from core.model.preprocessing import Placement, preprocess
from core.model.store import shipped_package
from core.program.native_output import without_lines

FloatArray = npt.NDArray[np.float32]

# Float arithmetic differs a little between processors.
_SELF_CHECK_TOLERANCE = 1e-2

# LiteRT writes it when it starts.
_GREETING = re.compile(rb"INFO: Created TensorFlow Lite")


class Classifier:
    """A model package ready to classify. Each thread needs its own: an interpreter is not shared."""

    def __init__(self, package: ModelPackage, threads: int = 2, level: float | None = None) -> None:
        """Load the network.

        Args:
            package: the model.
            threads: how many the network may compute on.
            level: share of verdicts that should be correct, one of the package's levels; by default 95 %, or the
                nearest that the package can promise.

        Raises:
            InvalidPackageError: if the network is damaged, or does not fit the rest of the package.
            UnknownLevelError: if the package cannot promise that level.
        """
        self.package = package
        self.level = package.level(level)
        self._interpreter = _interpreter(package, threads)
        size = package.input_size
        inputs = self._interpreter.get_input_details()
        if [(tuple(detail["shape"]), detail["dtype"]) for detail in inputs] != [((1, size, size, 1), np.float32)]:
            raise InvalidPackageError(
                "the network's input does not fit package.json", subject=package.path.name, advice=RENEW
            )
        self._input = inputs[0]["index"]
        expected = package.output_shapes
        self._novelty_output = CONTEXT if CONTEXT in expected else "pooled"
        outputs = self._interpreter.get_output_details()
        found = {tuple(detail["shape"]): detail["index"] for detail in outputs}
        if set(found) != set(expected.values()) or any(detail["dtype"] != np.float32 for detail in outputs):
            raise InvalidPackageError(
                "the network's outputs do not fit package.json", subject=package.path.name, advice=RENEW
            )
        self._outputs = {name: found[shape] for name, shape in expected.items()}
        self._shapes = expected

    @classmethod
    def open(cls, package: Path | None = None, threads: int = 2, level: float | None = None) -> Self:
        """Open a package.

        Args:
            package: its folder or zip; the shipped one by default.
            threads: how many the network may compute on.
            level: as in `__init__`.

        Raises:
            InvalidPackageError: if the package cannot be used.
            UnknownLevelError: if it cannot promise that level.
        """
        return cls(ModelPackage.open(package or shipped_package()), threads, level)

    def prepare(self, image: Slice, window: Window | None = None) -> tuple[FloatArray, Placement]:
        """Turn a slice into the network's input, as `preprocess` does, framed as the package states."""
        return preprocess(image, self.package.input_size, window, self.package.framing)

    def predict(self, image: Slice, window: Window | None = None, with_features: bool = True) -> Prediction:
        """Classify one slice.

        Args:
            image: the slice.
            window: what to see it through; its own window by default.
            with_features: whether the feature maps, which a heat map needs, are kept.

        Raises:
            InvalidPackageError: if the network cannot be run, or gives numbers that are not finite.
        """
        package = self.package
        is_kind_open = package.is_kind_open(image.contrast)
        pixels, placement = self.prepare(image, window)
        self.run(pixels)
        logits, pooled = self.output("logits"), self.output("pooled")
        # A check of the network's file cannot foresee its output.
        with np.errstate(over="ignore", invalid="ignore"):
            probabilities = package.probabilities(logits)
            seen = self.novelty_features()
            novelty = package.novelty.novelty(seen)
        if not all(np.isfinite(values).all() for values in (logits, probabilities, pooled, seen, novelty)):
            raise InvalidPackageError(
                "the network's output for this picture is not finite",
                subject=package.path.name,
                advice="use another model",
            )
        return Prediction(
            classes=package.classes,
            logits=logits,
            probabilities=probabilities,
            level=self.level,
            prediction_set=package.plausible(probabilities, self.level, is_kind_open),
            novelty=novelty,
            foreign_limit=package.novelty.foreign_limit,
            window=window or image.window,
            placement=placement,
            features=self.output("features") if with_features else None,
            pooled=pooled,
            evidence=self._evidence() if with_features else None,
            open_contrast=image.contrast if is_kind_open else None,
        )

    def at_level(self, prediction: Prediction, level: float) -> Prediction:
        """Return a prediction of this classifier at another level, without running the network again.

        Raises:
            UnknownLevelError: if the package cannot promise that level.
        """
        level = self.package.level(level)
        is_kind_open = prediction.open_contrast is not None
        plausible = self.package.plausible(prediction.probabilities, level, is_kind_open)
        return replace(prediction, level=level, prediction_set=plausible)

    def explain(
        self,
        prediction: Prediction,
        class_name: str | None = None,
        longest_side: int | None = None,
        method: HeatMethod | None = None,
        image: Slice | None = None,
        on_progress: OnProgress = no_progress,
    ) -> FloatArray:
        """Draw the heat map of a class over the slice.

        Args:
            prediction: made with its feature maps.
            class_name: the class to explain; the predicted one by default.
            longest_side: to reduce larger pictures to, in pixels; by default none is.
            method: what the map shows; some methods draw the same map for every class. By default the model's own
                heat map, or one of a class where one is given.
            image: the slice; needed by methods that ask the network again.
            on_progress: called by those methods; it may raise to cancel.

        Returns:
            (H, W) float32 in [0, 1], of the picture's size, reduced if asked; all 0 if nothing supports the
            class.

        Raises:
            ValueError: if the prediction was made without its feature maps, or the model cannot draw such a map.
            InvalidPackageError: if the network cannot be run again.
        """
        method = method or default_heat_method(self.package.has_evidence, is_of_class=class_name is not None)
        cells, geometry = self._cells(prediction, class_name, method, image, on_progress)
        placement = prediction.placement.within(longest_side) if longest_side else prediction.placement
        heat = resample(cells, geometry, placement)
        return heat if method.is_probability else normalise(heat)

    def _cells(
        self,
        prediction: Prediction,
        class_name: str | None,
        method: HeatMethod,
        image: Slice | None,
        on_progress: OnProgress,
    ) -> tuple[FloatArray, FeatureGeometry]:
        if prediction.features is None:
            raise ValueError("expected a prediction made with its feature maps")
        if method.needs_evidence and prediction.evidence is None:
            raise ValueError(f"expected a model that marks evidence, got {self.package.title}")
        index = self.package.classes.index(class_name or prediction.label)
        question = HeatQuestion(index, prediction.features, self.package.head, prediction.evidence)
        if not method.asks_network:
            return method.cells(question), self.package.geometry
        if image is None:
            raise ValueError(f"expected the slice, which {method.words} asks the network about")
        pixels = self.prepare(image, prediction.window)[0]
        question = replace(question, pixels=pixels, probabilities=self._probabilities, on_progress=on_progress)
        cells = method.cells(question)
        return cells, even_geometry(self.package.input_size, cells.shape[0])

    def _probabilities(self, pixels: FloatArray) -> FloatArray:
        self.run(pixels)
        return self.package.probabilities(self.output("logits"))

    def run(self, pixels: FloatArray) -> None:
        """Feed the network (size, size) float32 in [0, 255]; `output` then returns the results.

        Raises:
            InvalidPackageError: if the network cannot be run.
        """
        try:
            self._interpreter.set_tensor(self._input, pixels[None, :, :, None])
            self._interpreter.invoke()
        except (ValueError, RuntimeError) as error:
            raise InvalidPackageError(
                f"{NETWORK_FILE} is no network that can be run", subject=self.package.path.name, advice=RENEW
            ) from error

    def output(self, name: str) -> FloatArray:
        """Copy an output of the last run: `features` (h, w, K), `pooled` (K,) or `logits` (C,), float32."""
        result: FloatArray = self._interpreter.get_tensor(self._outputs[name])
        if result.shape != self._shapes[name]:
            raise InvalidPackageError(
                "the network's outputs change their shape", subject=self.package.path.name, advice=RENEW
            )
        return result[0]

    def novelty_features(self) -> FloatArray:
        """Copy the features that novelty is measured on from the last run: (D,) float32."""
        return self.output(self._novelty_output)

    def _evidence(self) -> FloatArray | None:
        if not self.package.has_evidence:
            return None
        logits = self.output(EVIDENCE)[..., 0]
        return np.float32(1) / (np.float32(1) + np.exp(-logits))

    def self_check(self) -> None:
        """Repeat the prediction that was stored when the package was made.

        Raises:
            InvalidPackageError: if the prediction differs.
        """
        stored = self.package.read_arrays(SELF_CHECK_FILE)
        pixels, logits = stored["pixels"], stored["logits"]
        image = Slice(pixels, EIGHT_BIT, self.package.path, 0, 1, "")
        difference = np.abs(self.predict(image).logits - logits).max()
        if not difference <= _SELF_CHECK_TOLERANCE:
            raise InvalidPackageError(
                f"the self-check gave other logits than expected (off by {difference:.3g})",
                subject=self.package.path.name,
                advice=RENEW,
            )


def open_interpreter(content: bytes, threads: int) -> Any:
    """Make a LiteRT interpreter of a network's bytes, silently.

    Raises:
        ValueError: if they are no network that can be run; LiteRT also raises RuntimeError then.
    """
    # Imported here: the window paints before it, and what only reads packages need not load it.
    from ai_edge_litert.interpreter import Interpreter

    require_network(content)
    with without_lines(_GREETING):
        interpreter = Interpreter(model_content=content, num_threads=threads)
        interpreter.allocate_tensors()
    return interpreter


def _interpreter(package: ModelPackage, threads: int) -> Any:
    content = package.read(NETWORK_FILE)
    try:
        return open_interpreter(content, threads)
    except (ValueError, RuntimeError) as error:
        raise InvalidPackageError(
            f"{NETWORK_FILE} is no network that can be run", subject=package.path.name, advice=RENEW
        ) from error
