"""A slice of a study, reduced to a few hundred bytes."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.image.slice import Slice, SlicePlace
from core.model.heat_maps.resampling import resample
from core.model.package import ModelPackage
from core.model.prediction import Prediction

BoolArray = npt.NDArray[np.bool_]

# Longest side of the grid that marks are kept on: about as fine as the cells of the network.
_GRID = 48
# A cell is more likely to show a tumour than not.
_MARKED = 0.5


@dataclass(frozen=True, slots=True)
class Marks:
    """Where in a picture the model marks a tumour.

    Attributes:
        bits: of the grid, row by row; empty where nothing is marked.
        shape: rows and columns of the grid.
        size: height and width of the picture, in pixels.
    """

    bits: bytes
    shape: tuple[int, int]
    size: tuple[int, int]

    @property
    def grid(self) -> BoolArray:
        """The grid as an array: (rows, columns) bool."""
        if not self.bits:
            return np.zeros(self.shape, bool)
        flat = np.unpackbits(np.frombuffer(self.bits, np.uint8), count=self.shape[0] * self.shape[1])
        return flat.astype(bool).reshape(self.shape)


@dataclass(frozen=True, slots=True)
class StudySlice:
    """A classified slice, as its study needs it.

    Attributes:
        path: of its file, as the records state it.
        frame: its index within the file.
        verdict: of the slice.
        is_accepted: whether it looks like what the model learnt from.
        suspicion: how probable a tumour is, as computed by `suspicion`.
        probabilities: of the classes, in their order.
        marks: where the model marks a tumour; None where it marks nothing, ever.
        place: in the series and in the patient.
        sha256: of its file.
        is_kind_open: whether kinds of tumours cannot be distinguished in it, for its weighting.
    """

    path: str
    frame: int
    verdict: str
    is_accepted: bool
    suspicion: float
    probabilities: tuple[float, ...]
    marks: Marks | None
    place: SlicePlace
    sha256: str
    is_kind_open: bool = False


def suspicion(prediction: Prediction) -> float:
    """Compute how probable a tumour is, in [0, 1]; if no class is tumour-free, how probable the top class is."""
    tumour = prediction.tumour_probability
    return float(prediction.probabilities.max()) if tumour is None else tumour


def summarise(path: str, image: Slice, prediction: Prediction, package: ModelPackage) -> StudySlice:
    """Keep the part of a slice that its study needs.

    Args:
        path: of the file, as the records state it.
        image: the slice.
        prediction: made with its feature maps.
        package: that it was made with.
    """
    return StudySlice(
        path=path,
        frame=image.frame,
        verdict=prediction.verdict,
        is_accepted=prediction.is_in_distribution,
        suspicion=suspicion(prediction),
        probabilities=tuple(prediction.probabilities.tolist()),
        marks=_marks(prediction, package),
        place=image.place,
        sha256=image.input_sha256,
        is_kind_open=prediction.open_contrast is not None,
    )


def _marks(prediction: Prediction, package: ModelPackage) -> Marks | None:
    if prediction.evidence is None:
        return None
    placement = prediction.placement
    small, bits = placement.within(_GRID), b""
    if (prediction.evidence > _MARKED).any():
        marked = resample(prediction.evidence, package.geometry, small) > _MARKED
        bits = np.packbits(marked).tobytes() if marked.any() else b""
    return Marks(bits, (small.height, small.width), (placement.height, placement.width))
