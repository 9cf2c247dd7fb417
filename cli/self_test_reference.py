"""The answers of the shipped model to phantoms: a standalone program must answer as the source does.

The file is written when the program is built, from the model that is bundled, so the two never differ.
"""

import functools
import json
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path

import numpy as np

from core.image.phantom import LESIONS, head_phantom
from core.image.slice import Slice
from core.image.windowing import EIGHT_BIT
from core.model.classifier import Classifier
from core.model.heat_maps.known_heat_maps import GRAD_CAM
from core.model.prediction import Prediction

FILE = "self_test_reference.json"
TOLERANCE = 1e-4
# Side of the heat map that is compared, in pixels.
HEAT_SIDE = 32


@dataclass(frozen=True, slots=True)
class Reference:
    """Answers to the phantoms of `phantoms`.

    Attributes:
        model: title of the package.
        probabilities: of each phantom, by class.
        heat: of each phantom's predicted class, `HEAT_SIDE` pixels square, row by row.
    """

    model: str
    probabilities: list[list[float]]
    heat: list[list[float]]


@functools.cache
def phantoms() -> tuple[Slice, ...]:
    """Draw one phantom of each lesion and one without a lesion."""
    drawn = [head_phantom(seed, lesion) for seed, lesion in enumerate((*LESIONS, None))]
    return tuple(Slice(pixels, EIGHT_BIT, Path("phantom.png"), 0, 1, "") for pixels in drawn)


def measure() -> Reference:
    """Run the shipped model."""
    classifier = Classifier.open()
    predictions = [classifier.predict(image) for image in phantoms()]
    return Reference(
        classifier.package.title,
        [[float(value) for value in prediction.probabilities] for prediction in predictions],
        [[float(value) for value in heat_of(classifier, prediction).ravel()] for prediction in predictions],
    )


def heat_of(classifier: Classifier, prediction: Prediction) -> np.ndarray:
    """Draw the small heat map that is compared."""
    return classifier.explain(prediction, longest_side=HEAT_SIDE, method=GRAD_CAM)


def read_reference() -> tuple[Reference, str]:
    """Return the expected answers, and their origin in words; when run from source, compute them."""
    stored = resources.files("resources") / FILE
    if stored.is_file():
        return Reference(**json.loads(stored.read_text("utf-8"))), "the source that it was built from"
    return measure(), "the same phantoms in memory"


def write_reference(path: Path) -> None:
    """Write the answers of the source, for the program that is built from it."""
    path.write_text(json.dumps(asdict(measure())), "utf-8")
