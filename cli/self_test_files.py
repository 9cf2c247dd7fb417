"""Phantoms as files, for the self-test."""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

# The lossless transfer syntaxes that can be written here, by their keywords in pydicom.
COMPRESSIONS = ("RLELossless", "JPEG2000Lossless", "JPEGLSLossless")

Picture = npt.NDArray[np.uint8]


def write_png(path: Path, pixels: Picture) -> Path:
    """Write a PNG."""
    import cv2

    path = path.with_suffix(".png")
    path.write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
    return path


def write_jpeg(path: Path, pixels: Picture) -> Path:
    """Write a JPEG of high quality."""
    import cv2

    path.write_bytes(cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 95])[1].tobytes())
    return path


def write_dicom(path: Path, pixels: Picture) -> Path:
    """Write a single-frame MR image."""
    path = path.with_suffix(".dcm")
    _dataset(pixels).save_as(path, enforce_file_format=True)
    return path


def write_compressed(path: Path, pixels: Picture, compression: str) -> Path:
    """Write the same image with compressed pixels."""
    from pydicom import uid

    dataset = _dataset(pixels)
    dataset.compress(getattr(uid, compression))
    dataset.save_as(path, enforce_file_format=True)
    return path


def write_nifti(path: Path, pixels: Picture) -> Path:
    """Write a volume of one slice, oriented so that it is read back the same way up."""
    import nibabel

    path = path.with_name(f"{path.name}.nii.gz")
    # The file's axes point to the patient's left, to the front and upwards; the picture's to the right and down.
    volume = pixels.T[::-1, ::-1, None]
    nibabel.save(nibabel.Nifti1Image(np.ascontiguousarray(volume), np.diag([1.0, 1.0, 5.0, 1.0])), path)
    return path


def _dataset(pixels: Picture) -> Any:
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.uid import ExplicitVRLittleEndian, MRImageStorage, generate_uid

    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.SOPClassUID, dataset.SOPInstanceUID = MRImageStorage, generate_uid()
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = generate_uid(), generate_uid()
    dataset.Modality, dataset.PhotometricInterpretation, dataset.SamplesPerPixel = "MR", "MONOCHROME2", 1
    dataset.Rows, dataset.Columns = pixels.shape
    dataset.BitsAllocated = dataset.BitsStored = 8
    dataset.HighBit, dataset.PixelRepresentation = 7, 0
    dataset.PixelData = pixels.tobytes()
    dataset["PixelData"].VR = "OB"
    return dataset
