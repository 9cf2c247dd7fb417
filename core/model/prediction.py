"""The prediction for one slice: probabilities, plausible classes, novelty and verdict."""

from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

from core.image.slice import Window
from core.model.known_classes import TUMOUR_FREE
from core.model.preprocessing import Placement
from core.model.verdicts import NOT_A_BRAIN_MRI, REFUSED, TUMOUR, UNCERTAIN, UNLIKE_TRAINING, make_verdict

FloatArray = npt.NDArray[np.float32]


class Trust(Enum):
    """The tones of a verdict."""

    CLASS = "class"
    TUMOUR = TUMOUR
    UNCERTAIN = UNCERTAIN
    UNLIKE = UNLIKE_TRAINING
    OUTSIDE = NOT_A_BRAIN_MRI

    @property
    def is_refused(self) -> bool:
        """Whether the model refuses to classify the slice."""
        return self.value in REFUSED


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Prediction:
    """The classifier's answer for one slice.

    Attributes:
        classes: the names of the C classes, in the order of the arrays.
        logits: (C,) float32, of the network.
        probabilities: (C,) float32 in [0, 1], calibrated, summing to 1.
        level: share of images whose prediction set should hold the true class, in (0, 1).
        prediction_set: the classes plausible at that level, most probable first; never empty.
        novelty: distance of the features from the training data's in units of the accepted limit; above 1 is outside.
        foreign_limit: the novelty above which a picture is not a brain MRI, at least 1.
        window: the window the network saw the slice through.
        placement: where the network's input was in the picture.
        features: (h, w, K) float32 feature maps, or None if only the verdict was asked for.
        pooled: (K,) float32 averages of the feature maps.
        evidence: (h, w) float32 in [0, 1], how likely each cell shows a tumour; None if the network does not mark it.
        open_contrast: the weighting of the picture, if kinds of tumours cannot be distinguished in it; else None.
    """

    classes: tuple[str, ...]
    logits: FloatArray
    probabilities: FloatArray
    level: float
    prediction_set: tuple[str, ...]
    novelty: float
    foreign_limit: float
    window: Window
    placement: Placement
    features: FloatArray | None
    pooled: FloatArray
    evidence: FloatArray | None = None
    open_contrast: str | None = None

    def __repr__(self) -> str:
        """Return what a record states of the slice; the arrays would fill screens."""
        probabilities = {
            name: round(float(value), 4) for name, value in zip(self.classes, self.probabilities, strict=True)
        }
        return (
            f"Prediction(verdict={self.verdict!r}, level={self.level:g}, probabilities={probabilities}, "
            f"prediction_set={self.prediction_set}, novelty={self.novelty:.3g})"
        )

    @property
    def label(self) -> str:
        """The most probable class."""
        return self.classes[int(np.argmax(self.probabilities))]

    @property
    def tumour_probability(self) -> float | None:
        """The probability of a tumour of any kind; None where the model has no tumour-free class."""
        if TUMOUR_FREE not in self.classes:
            return None
        return max(0.0, 1.0 - float(self.probabilities[self.classes.index(TUMOUR_FREE)]))

    @property
    def is_in_distribution(self) -> bool:
        """Whether the slice looks like what the network was trained on."""
        return self.novelty <= 1.0

    @property
    def verdict(self) -> str:
        """The class, `tumour`, `uncertain`, `unlike-training`, or `not-a-brain-mri`."""
        return make_verdict(self.prediction_set, TUMOUR_FREE in self.classes, self.novelty, self.foreign_limit)

    @property
    def trust(self) -> Trust:
        """Which of the tones the verdict has."""
        # A class may have the name of a verdict.
        if self.is_in_distribution and len(self.prediction_set) == 1:
            return Trust.CLASS
        return Trust(self.verdict)
