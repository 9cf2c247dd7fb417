"""Label maps of whole heads, from which slices are drawn: a folder with `labels.csv` and an `.npz` file for each head.

The form is that of SynthSeg's training label maps (Billot et al., 2023) as NumPy arrays: FreeSurfer's numbers for
brain structures, and classes outside the brain. Falx includes none.
"""

import csv
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from core.errors import InvalidDatasetError
from core.model.package_format.arrays import UnsoundArrayError, read_arrays
from core.program.wording import shown_name
from training.samples.head_tissues import BRAIN, CHIASM, CODES, RIGHT, Tissue

LABELS_FILE, ARRAY = "labels.csv", "labels"
# The maps have voxels of 1 mm; in memory they are coarser, as far as a slice of 200 pixels does not show it.
SPACING_MM = 1.25

_SIDES_MM = (32, 512)
_LEAST_BRAIN = 0.12
_NOTHING = 255
# The pituitary gland has no separate label. From the optic chiasm, to the right, forward and up, it is here.
_GLAND_MM, _GLAND_RADII_MM = (0.0, 3.0, -12.0), (7.0, 5.5, 4.0)
_SELLA_MM = 22.0
_AT_SELLA = {
    Tissue.FLUID: Tissue.SELLA_FLUID,
    Tissue.ARTERY: Tissue.SELLA_VESSEL,
    Tissue.VEIN: Tissue.SELLA_VESSEL,
    Tissue.MARROW: Tissue.SELLA_MARROW,
    Tissue.MUCOSA: Tissue.SELLA_MARROW,
}
# Tissue this near to the skin is mostly fat; deeper, muscle.
_FAT_MM = 6.0

Codes = npt.NDArray[np.uint8]
Point = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class HeadVolume:
    """A head.

    Attributes:
        codes: (X, Y, Z) uint8, `Tissue` of each voxel of `SPACING_MM`, plus `RIGHT` at the right; axes left to right,
            back to front, foot to head.
        sella: (3,) where the pituitary gland is, in voxels.
        low: (3,) the first plane across each axis that shows much brain.
        high: (3,) the last.
    """

    codes: Codes
    sella: Point
    low: Point
    high: Point


@dataclass(frozen=True, slots=True, eq=False)
class HeadLabels:
    """The heads of a folder.

    Attributes:
        name: of the folder, without its path.
        sha256: of the contents of its files.
        heads: by the names of their files.
    """

    name: str
    sha256: str
    heads: tuple[HeadVolume, ...]

    @property
    def origin(self) -> dict[str, str | int]:
        """The entry of a model's package about them."""
        return {"name": self.name, "sha256": self.sha256, "heads": len(self.heads)}


def read_head_labels(folder: Path) -> HeadLabels:
    """Read all label maps of a folder.

    Raises:
        InvalidDatasetError: naming the file that is missing, damaged or not of the form.
    """
    table = folder / LABELS_FILE
    files = sorted(folder.glob("*.npz"))
    if not table.is_file() or not files:
        raise InvalidDatasetError(
            expected=f"label maps of heads, a {LABELS_FILE} with .npz files beside it",
            subject=folder,
            found=(f"{len(files)} .npz files and {'the' if table.is_file() else 'no'} {LABELS_FILE}"),
        )
    digest, content = hashlib.sha256(), _bytes(table)
    digest.update(hashlib.sha256(content).digest())
    codes = _codes(content)
    heads = []
    for path in files:
        content = _bytes(path)
        digest.update(hashlib.sha256(content).digest())
        heads.append(_head(path, content, codes))
    return HeadLabels(folder.absolute().name, digest.hexdigest(), tuple(heads))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InvalidDatasetError(f"cannot be read ({error.strerror})", subject=path) from error


def _codes(content: bytes) -> Mapping[str, Codes]:
    """Read what each number in the maps means: the code, and whether it is the optic chiasm, (256,) each."""
    codes, chiasm = np.full(256, _NOTHING, np.uint8), np.zeros(256, np.uint8)
    try:
        for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"))):
            index, label = int(row["index"]), int(row["label"])
            if not 0 <= index < 256 or label not in CODES:
                raise InvalidDatasetError(
                    subject=LABELS_FILE,
                    expected="an index of 0 to 255 and one of FreeSurfer's numbers that Falx knows",
                    got=f"{index} and {label}",
                )
            codes[index], chiasm[index] = CODES[label], label == CHIASM
    except (ValueError, KeyError, TypeError, csv.Error) as error:
        raise InvalidDatasetError(
            subject=LABELS_FILE,
            expected="a CSV table with the columns index and label, whole numbers in both",
            got=f"something else ({type(error).__name__})",
        ) from error
    return {"codes": codes, "chiasm": chiasm}


def _head(path: Path, content: bytes, codes: Mapping[str, Codes]) -> HeadVolume:
    name = shown_name(path)
    try:
        labels = read_arrays(content).get(ARRAY)
    except UnsoundArrayError as error:
        raise InvalidDatasetError(str(error), subject=name) from error
    if labels is None or labels.dtype != np.uint8 or labels.ndim != 3:
        found = "none" if labels is None else f"{labels.dtype} of {labels.ndim} axes"
        raise InvalidDatasetError(subject=name, expected=f"an array {ARRAY!r}, uint8 of 3 axes", got=found)
    if not all(_SIDES_MM[0] <= side <= _SIDES_MM[1] for side in labels.shape):
        raise InvalidDatasetError(
            subject=name, expected=f"sides of {_SIDES_MM[0]} to {_SIDES_MM[1]} voxels of 1 mm", got=labels.shape
        )
    labels = _coarser(labels)
    unknown = np.flatnonzero((np.bincount(labels.reshape(-1), minlength=256) > 0) & (codes["codes"] == _NOTHING))
    if len(unknown):
        raise InvalidDatasetError(f"holds the number {unknown[0]}, which is not in {LABELS_FILE}", subject=name)
    chiasm = np.argwhere(codes["chiasm"][labels])
    volume = codes["codes"][labels]
    is_brain = np.isin(volume % RIGHT, BRAIN)
    if not is_brain.any() or not len(chiasm):
        raise InvalidDatasetError(f"expected a head with a brain and an optic chiasm (label {CHIASM})", subject=name)
    sella = chiasm.mean(axis=0) + np.array(_GLAND_MM) / SPACING_MM
    low, high = _extent(is_brain)
    return HeadVolume(_with_own(volume, sella), sella, low, high)


def _coarser(labels: Codes) -> Codes:
    middles = [np.arange(0, side, SPACING_MM) + SPACING_MM / 2 for side in labels.shape]
    places = [np.minimum(middle, side - 1).astype(int) for middle, side in zip(middles, labels.shape, strict=True)]
    return np.ascontiguousarray(labels[np.ix_(*places)])


def _with_own(volume: Codes, sella: Point) -> Codes:
    """Mark parts without their own label: the pituitary gland, its surroundings, and the fat beneath the skin."""
    made = volume.copy()
    reach = 2 * round(_FAT_MM / SPACING_MM) + 1
    fat, gap = (cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (width, width)) for width in (reach, 3))
    for level in range(volume.shape[2]):
        one = np.ascontiguousarray(volume[:, :, level])
        near_skin = cv2.dilate((one == Tissue.SKIN).astype(np.uint8), fat) > 0
        one[near_skin & (one == Tissue.MUSCLE)] = Tissue.FAT
        # The classes of the nose are speckled.
        mucosa = cv2.morphologyEx((one == Tissue.MUCOSA).astype(np.uint8), cv2.MORPH_CLOSE, gap) > 0
        one[mucosa & (one == Tissue.AIR)] = Tissue.MUCOSA
        made[:, :, level] = one
    reach_voxels = _SELLA_MM / SPACING_MM
    first = np.maximum(sella - reach_voxels, 0).astype(int)
    last = np.maximum(sella + reach_voxels + 1, 0).astype(int)
    around = made[tuple(slice(low, high) for low, high in zip(first, last, strict=True))]
    places = np.meshgrid(*(low + np.arange(side) for low, side in zip(first, around.shape, strict=True)), indexing="ij")
    away = np.stack([axis - place for axis, place in zip(places, sella, strict=True)], axis=-1) * SPACING_MM
    is_near = (away**2).sum(axis=-1) < _SELLA_MM**2
    for tissue, other in _AT_SELLA.items():
        around[is_near & (around == tissue)] = other
    is_gland = ((away / _GLAND_RADII_MM) ** 2).sum(axis=-1) < 1
    around[is_gland & np.isin(around, (Tissue.SELLA_FLUID, Tissue.SELLA_VESSEL))] = Tissue.GLAND
    return made


def _extent(is_brain: npt.NDArray[np.bool_]) -> tuple[Point, Point]:
    """Find the planes across each axis that show at least a share of the most brain that one shows."""
    low, high = np.zeros(3), np.zeros(3)
    for axis in range(3):
        areas = is_brain.sum(axis=tuple({0, 1, 2} - {axis}))
        places = np.flatnonzero(areas >= _LEAST_BRAIN * areas.max())
        low[axis], high[axis] = places[0], places[-1]
    return low, high
