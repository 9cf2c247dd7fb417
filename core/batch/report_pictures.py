"""The small pictures of a batch's report: a slice as it is, and under its heat map."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from core.errors import FalxError, ReaderNotStartedError
from core.image.figure import lay_over
from core.image.slice import Slice
from core.image.windowing import shown_pixels
from core.model.classifier import Classifier
from core.model.heat_maps.known_heat_maps import default_heat_method
from core.model.known_classes import TUMOUR_FREE
from core.model.package import ModelPackage
from core.reader_process.exchange import IsWanted
from core.reader_process.shared_reader import read_isolated
from core.records.record import Finding, Record

Picture = npt.NDArray[np.uint8]

_SIDE = 200


@dataclass(frozen=True, slots=True)
class SlicePictures:
    """A slice, as often as it can be shown.

    Attributes:
        plain: as it is; (H, W) or (H, W, 3) BGR; None if it cannot be read any more.
        heat: under its heat map; (H, W, 3) BGR; None if none was asked for, or none can be drawn.
    """

    plain: Picture | None = None
    heat: Picture | None = None


class ReportPictures:
    """Draws the small pictures, one slice after the other."""

    def __init__(self, package: ModelPackage | None, on_drawn: Callable[[], None], is_wanted: IsWanted) -> None:
        """Start.

        Args:
            package: that the records were made with; without it there are no heat maps.
            on_drawn: is called before each slice.
            is_wanted: whether the report is still wanted; asked while a slice is read.
        """
        self._package, self._on_drawn, self._is_wanted = package, on_drawn, is_wanted
        self._classifier: Classifier | None = None

    def pictures_of(self, record: Record, has_heat: bool) -> SlicePictures:
        """Draw the slice of a record.

        Args:
            record: which.
            has_heat: whether its heat map is wanted.

        Raises:
            ReaderNotStartedError: if there is no process to read it in.
            Cancelled: if the report is no longer wanted.
        """
        self._on_drawn()
        try:
            slices = read_isolated(Path(record.path), self._is_wanted)
            image = next(image for image in slices if image.frame == record.frame)
        except ReaderNotStartedError:
            raise
        except (FalxError, StopIteration):
            # Removed or changed since the batch.
            return SlicePictures()
        plain = _small(image)
        heat = self._heat(image, record.finding, plain) if has_heat and record.finding else None
        return SlicePictures(plain, heat)

    def _heat(self, image: Slice, found: Finding, plain: Picture) -> Picture | None:
        package = self._package
        if package is None or tuple(found.probabilities) != package.classes:
            return None
        kinds = {name: share for name, share in found.probabilities.items() if name != TUMOUR_FREE}
        try:
            self._classifier = self._classifier or Classifier(package, threads=1)
            # Where the map is of a class at all, of the most probable tumour.
            kind, method = max(kinds, key=kinds.__getitem__), default_heat_method(package.has_evidence)
            heat = self._classifier.explain(self._classifier.predict(image), kind, _SIDE, method)
        except FalxError:
            return None
        base = plain if plain.ndim == 3 else np.repeat(plain[..., None], 3, axis=2)
        return lay_over(base, heat)


def _small(image: Slice) -> Picture:
    shown = shown_pixels(image)
    scale = _SIDE / max(shown.shape[:2])
    size = (max(1, round(shown.shape[1] * scale)), max(1, round(shown.shape[0] * scale)))
    small = cv2.resize(shown, size, interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(small[..., ::-1]) if small.ndim == 3 else small
