"""What the network sees: its exact input, as a picture to look at."""

from dataclasses import dataclass

import numpy as np

from core.image.slice import Slice, Window
from core.image.windowing import EIGHT_BIT
from core.model.classifier import Classifier
from core.model.preprocessing import Framing, Placement
from core.program.translation import tr


@dataclass(frozen=True, slots=True, eq=False)
class NetworkInput:
    """The input that a network gets of a slice.

    Attributes:
        picture: (S, S) float32 in [0, 255] as a slice, whose pixels are square.
        placement: where it is in the picture.
        framing: which part of the picture it is.
        window: that the picture was seen through.
    """

    picture: Slice
    placement: Placement
    framing: Framing
    window: Window

    @property
    def words(self) -> str:
        """Describe in two sentences what was done to the picture."""
        side = self.picture.pixels.shape[0]
        shown = (
            tr("The whole picture") if self.framing is Framing.WHOLE else tr("The head alone, at its own brightness")
        )
        return tr("{shown}, in {side} × {side} grey pixels. The network gets nothing else.", shown=shown, side=side)


def network_input(classifier: Classifier, image: Slice, window: Window | None = None) -> NetworkInput:
    """Return what the network sees of a slice.

    Args:
        classifier: whose network it is.
        image: the slice.
        window: what to see it through; its own window by default.
    """
    pixels, placement = classifier.prepare(image, window)
    picture = Slice(
        np.asarray(pixels, np.float32), EIGHT_BIT, image.source, 0, 1, image.input_sha256, edges=image.edges
    )
    return NetworkInput(picture, placement, classifier.package.framing, window or image.window)
