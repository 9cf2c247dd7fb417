"""How long a DICOM series takes to open, against reading its files with pydicom alone."""

import tempfile
from pathlib import Path

import numpy as np
import pydicom
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, MRImageStorage, generate_uid

from bench.comparison import Bar, Comparison, alternate, seconds_each
from core.image.phantom import head_phantom
from core.series.catalogue import read_catalogue, read_series

FILES, SIDE = 384, 512
_BAR = Bar(1.3, is_least=False)
_ROUNDS = 5


def measure() -> list[Comparison]:
    """Find and read a series as the window does, and its files by pydicom alone, pixels too."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write_series(folder)
        ways = [seconds_each(lambda way=way: way(folder), 1) for way in (_open_series, _read_files)]
        ours, other = alternate(ways, _ROUNDS)
    what = f"open a series of {FILES} DICOM files, against pydicom"
    return [Comparison(what, 1000 * ours, 1000 * other, "ms", ours / other, _BAR)]


def _open_series(folder: Path) -> None:
    (series,) = read_catalogue(folder).series
    if len(read_series(series)) != FILES:
        raise ValueError("the series is not whole")


def _read_files(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        _ = pydicom.dcmread(path).pixel_array


def write_series(folder: Path) -> None:
    """Write a series of `FILES` drawn slices."""
    pixels = head_phantom(0, size=SIDE).astype(np.uint16) * 8
    study, series = generate_uid(), generate_uid()
    for index in range(FILES):
        meta = FileMetaDataset()
        meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = MRImageStorage, generate_uid()
        meta.TransferSyntaxUID = ExplicitVRLittleEndian
        slice_ = Dataset()
        slice_.file_meta, slice_.Modality = meta, "MR"
        slice_.SOPClassUID, slice_.SOPInstanceUID = MRImageStorage, meta.MediaStorageSOPInstanceUID
        slice_.StudyInstanceUID, slice_.SeriesInstanceUID = study, series
        slice_.SeriesDescription, slice_.SeriesNumber, slice_.InstanceNumber = "t1_mprage", 1, index + 1
        slice_.ImageOrientationPatient, slice_.ImagePositionPatient = [1, 0, 0, 0, 1, 0], [0, 0, float(index)]
        slice_.PixelSpacing, slice_.SliceThickness = [0.5, 0.5], 1
        slice_.WindowCenter, slice_.WindowWidth = 600, 1200
        slice_.Rows = slice_.Columns = SIDE
        slice_.SamplesPerPixel, slice_.PhotometricInterpretation = 1, "MONOCHROME2"
        slice_.BitsAllocated = slice_.BitsStored = 16
        slice_.HighBit, slice_.PixelRepresentation = 15, 0
        slice_.PixelData = (pixels + np.uint16(index % 7)).tobytes()
        slice_.save_as(folder / f"{index:04d}.dcm", enforce_file_format=True)
