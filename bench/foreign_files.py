"""Real pictures that are not brain MRI, from installed packages. No score is fitted to them; nothing is downloaded."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.errors import FalxError
from core.image.slice import Slice
from core.image.windowing import EIGHT_BIT
from core.readers import read_slices

# Those of pydicom's test files that show something other than a head, one of each series of the same picture:
# a vertebra, ultrasound, words, bones of a whole body, a piece of soft tissue, colour bars, nearly nothing, an abdomen,
# an echocardiogram, tiles, a segmented liver. Its two CT slices of heads (693_J2KI, J2K_pixelrep_mismatch) are no brain
# MRI either, but belong to neither group.
_DICOM_FILES = (
    "CT_small.dcm",
    "ExplVR_BigEnd.dcm",
    "GDCMJ2K_TextGBR.dcm",
    "JPEG2000.dcm",
    "MR_small.dcm",
    "SC_rgb_gdcm_KY.dcm",
    "SC_rgb_jpeg.dcm",
    "examples_overlay.dcm",
    "examples_palette.dcm",
    "examples_rgb_color.dcm",
    "examples_ybr_color.dcm",
    "image_dfl.dcm",
    "liver_1frame.dcm",
)
_DICOM_STEP = 10
_CUTS = 16
_SEED = 11


def as_slice(pixels: npt.NDArray[np.uint8]) -> Slice:
    """Take a picture, (H, W) or (H, W, 3) uint8, as a slice from a separate file."""
    return Slice(pixels, EIGHT_BIT, Path("picture"), 0, 1, "")


def photographs() -> Iterator[Slice]:
    """Return scikit-learn's two photographs, whole and in cuts, in colour, grey and dimmed."""
    from sklearn.datasets import load_sample_images

    rng = np.random.default_rng(_SEED)
    for photograph in load_sample_images().images:
        yield as_slice(photograph)
        yield as_slice(np.ascontiguousarray(photograph[:, :, 1]))
        for index in range(_CUTS):
            height, width = (int(side * rng.uniform(0.2, 0.9)) for side in photograph.shape[:2])
            top = int(rng.integers(photograph.shape[0] - height + 1))
            left = int(rng.integers(photograph.shape[1] - width + 1))
            cut = photograph[top : top + height, left : left + width]
            if index % 2:
                cut = (cut[:, :, 1] * rng.uniform(0.4, 1)).astype(np.uint8)
            yield as_slice(np.ascontiguousarray(cut))


def dicom_pictures() -> Iterator[Slice]:
    """Return those of pydicom's test files that are installed and show no head; of a film each tenth picture."""
    import pydicom

    folder = Path(pydicom.__file__).parent / "data" / "test_files"
    for name in _DICOM_FILES:
        if (folder / name).is_file():
            try:
                yield from read_slices(folder / name)[::_DICOM_STEP]
            except FalxError:
                continue
