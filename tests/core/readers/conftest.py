"""What the tests of the readers share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, MRImageStorage, RLELossless, generate_uid


@pytest.fixture(scope="session")
def pydicom_files() -> Path:
    """Folder of the files that lie in pydicom's package; its own look-ups would download the others."""
    return Path(pydicom.__file__).parent / "data"


@pytest.fixture(scope="session")
def nibabel_files() -> Path:
    """Folder of nibabel's package, its test data within."""
    return Path(nibabel.__file__).parent


@pytest.fixture
def picture() -> np.ndarray:
    """(24, 40) uint8 in which no two turns or flips look alike."""
    rows, columns = np.mgrid[:24, :40]
    return (rows * 3 + columns * 4).astype(np.uint8)


@pytest.fixture
def make_dicom(tmp_path: Path) -> Callable[..., Path]:
    """Write pixels as a DICOM object: `make_dicom(pixels, name, syntax, Keyword=value, ...)`."""

    def make(
        pixels: np.ndarray | None, name: str = "a.dcm", syntax: str = ExplicitVRLittleEndian, **elements: Any
    ) -> Path:
        dataset = dicom_dataset(np.zeros((16, 16), np.uint8) if pixels is None else pixels)
        if pixels is None:
            del dataset.PixelData
        for keyword, value in elements.items():
            setattr(dataset, keyword, value)
        if syntax == RLELossless:
            dataset.compress(syntax)
        elif pixels is not None and syntax == ExplicitVRBigEndian:
            dataset.PixelData = pixels.astype(pixels.dtype.newbyteorder(">")).tobytes()
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        dataset.file_meta.TransferSyntaxUID = syntax
        dataset.save_as(path, enforce_file_format=True)
        return path

    return make


def dicom_dataset(pixels: np.ndarray) -> Dataset:
    """Build an MR object of (H, W), (frames, H, W) or (H, W, 3) pixels."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = MRImageStorage
    meta.MediaStorageSOPInstanceUID = generate_uid()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset = Dataset()
    dataset.file_meta = meta
    is_colour = pixels.ndim == 3 and pixels.shape[-1] == 3
    if pixels.ndim == 3 and not is_colour:
        dataset.NumberOfFrames = len(pixels)
    dataset.SOPClassUID, dataset.SOPInstanceUID = MRImageStorage, meta.MediaStorageSOPInstanceUID
    dataset.Modality = "MR"
    dataset.Rows, dataset.Columns = pixels.shape[:2] if is_colour else pixels.shape[-2:]
    dataset.SamplesPerPixel = 3 if is_colour else 1
    dataset.PhotometricInterpretation = "RGB" if is_colour else "MONOCHROME2"
    if is_colour:
        dataset.PlanarConfiguration = 0
    dataset.BitsAllocated = dataset.BitsStored = 8 * pixels.itemsize
    dataset.HighBit = dataset.BitsStored - 1
    dataset.PixelRepresentation = int(pixels.dtype.kind == "i")
    dataset.PixelData = pixels.tobytes()
    return dataset
