"""What the classifier says of one slice."""

from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

from core.preprocessing import Placement
from core.slice import Window
from core.verdicts import NOT_A_BRAIN_MRI as NOT_A_BRAIN_MRI
from core.verdicts import UNCERTAIN as UNCERTAIN
from core.verdicts import display_name as display_name
from core.verdicts import inline_name as inline_name

FloatArray = npt.NDArray[np.float32]


class Trust(Enum):
    """The three tones of a verdict."""

    CLASS = "class"
    UNCERTAIN = "uncertain"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True, eq=False)
class Prediction:
    """The classifier's answer for one slice.

    Attributes:
        classes: the names of the C classes, in the order of the arrays.
        logits: (C,) float32.
        probabilities: (C,) float32 in [0, 1], calibrated, summing to 1.
        prediction_set: the classes plausible at the package's nominal coverage, most probable first; never empty.
        novelty: distance of the features from the training data's in units of the accepted limit; above 1 is outside.
        window: the window the network saw the slice through.
        placement: where the network's input lay in the picture.
        features: (h, w, K) float32 feature maps, or None where only the verdict was asked for.
        pooled: (K,) float32 averages of the feature maps.
        evidence: (h, w) float32 in [0, 1], how likely each cell shows a tumour; None where the network does not say.
    """

    classes: tuple[str, ...]
    logits: FloatArray
    probabilities: FloatArray
    prediction_set: tuple[str, ...]
    novelty: float
    window: Window
    placement: Placement
    features: FloatArray | None
    pooled: FloatArray
    evidence: FloatArray | None = None

    @property
    def label(self) -> str:
        """The most probable class."""
        return self.classes[int(np.argmax(self.logits))]

    @property
    def is_in_distribution(self) -> bool:
        """Whether the slice looks like what the network was trained on."""
        return self.novelty <= 1.0

    @property
    def trust(self) -> Trust:
        """Which of the three tones the verdict has."""
        if not self.is_in_distribution:
            return Trust.OUTSIDE
        return Trust.CLASS if len(self.prediction_set) == 1 else Trust.UNCERTAIN

    @property
    def verdict(self) -> str:
        """The class, `uncertain`, or `not-a-brain-mri`."""
        if self.trust is Trust.OUTSIDE:
            return NOT_A_BRAIN_MRI
        return self.label if self.trust is Trust.CLASS else UNCERTAIN
