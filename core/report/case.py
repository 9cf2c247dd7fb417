"""A case: one slice with its verdict, its heat map and what was added to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from core.history.entry import Opinion, StoredMeasurement
from core.image.slice import Slice, Window
from core.model.classifier import Classifier
from core.model.confidence_levels import nearest_level
from core.model.heat_maps.known_heat_maps import HeatMethod, default_heat_method
from core.model.known_classes import inline_name
from core.model.prediction import Prediction
from core.model.verdicts import stated_probability

# A heat map is smooth: more pixels would show nothing more.
_HEAT_SIDE = 1024


@dataclass(frozen=True, slots=True)
class CaseStudy:
    """The verdict on the study that a slice is from.

    Attributes:
        sentence: as `core.sweep.sentence.study_sentence` writes it.
        performance: what such verdicts were measured to be worth, in a sentence.
        count: how many slices the study has.
    """

    sentence: str
    performance: str
    count: int


@dataclass(frozen=True, slots=True)
class CaseOrder:
    """What a report is to state, beyond the picture and the verdict.

    Attributes:
        level: of the verdict; the classifier's by default, or the nearest that it offers.
        window: that the picture is classified and shown through; its own by default.
        class_name: that the heat map explains; the most probable by default.
        method: of the heat map; by default the evidence map, of a model without one Grad-CAM.
        study: the verdict on the whole study; None where there is none.
        file_name: of the picture; "" to leave it out, since a file's name may hold a patient's.
        opinion: of the reader.
        measurements: lines on what was measured.
        shapes: the same as they were drawn, in the same order, for the picture and for figures with units.
    """

    level: float | None = None
    window: Window | None = None
    class_name: str | None = None
    method: HeatMethod | None = None
    study: CaseStudy | None = None
    file_name: str = ""
    opinion: Opinion | None = None
    measurements: tuple[str, ...] = ()
    shapes: tuple[StoredMeasurement, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """All that a report states.

    Attributes:
        image: the slice.
        prediction: at the level of the report.
        heat: (H, W) float32 in [0, 1], over the whole picture.
        method: of the heat map.
        class_name: that it explains, where the method explains a class.
        model: name and version of the model.
        metrics: its figures by protocol, as its package states them.
        made_at: when, with its time zone.
        order: what else the report states.
    """

    image: Slice
    prediction: Prediction
    heat: npt.NDArray[np.float32]
    method: HeatMethod
    class_name: str
    model: str
    metrics: Mapping[str, Any]
    made_at: datetime
    order: CaseOrder = CaseOrder()

    @property
    def stated(self) -> tuple[str, float]:
        """The probability to show beside the verdict, and of what it is, as `stated_probability` gives it."""
        found = self.prediction
        shares = dict(zip(found.classes, map(float, found.probabilities), strict=True))
        return stated_probability(found.verdict, found.label, shares, found.tumour_probability, found.prediction_set)

    @property
    def map_caption(self) -> str:
        """The name of the heat map, as a line below it begins."""
        return self.method.caption(inline_name(self.class_name))


def build_case(classifier: Classifier, image: Slice, order: CaseOrder) -> Case:
    """Classify a slice and draw its heat map.

    Args:
        classifier: of the model.
        image: the slice.
        order: what the report is to state.

    Raises:
        InvalidPackageError: if the network cannot be run.
    """
    package = classifier.package
    prediction = classifier.predict(image, order.window)
    if order.level is not None:
        prediction = classifier.at_level(prediction, nearest_level(package.levels, order.level))
    method = order.method or default_heat_method(package.has_evidence)
    class_name = order.class_name or prediction.label
    heat = classifier.explain(prediction, class_name, _HEAT_SIDE, method=method, image=image)
    return Case(
        image=image,
        prediction=prediction,
        heat=heat,
        method=method,
        class_name=class_name,
        model=package.title,
        metrics=package.metrics,
        made_at=datetime.now().astimezone(),
        order=order,
    )
