"""Reading: one function for every format."""

from pathlib import Path

from core.errors import UnreadableImageError
from core.names import shown_name
from core.readers.folder import OnProgress, find_images, is_dicom_series, read_series
from core.readers.source import HEAD_LENGTH, Format, read_source, sniff
from core.slice import Slice

__all__ = ["find_images", "is_dicom_series", "read_slices"]

EXPECTED = "a PNG, JPEG, TIFF, BMP, WebP, DICOM or NIfTI file"


def read_slices(path: Path, on_progress: OnProgress | None = None) -> list[Slice]:
    """Read all slices of a file, or of a folder that holds one DICOM series, by what the bytes are, not the suffix.

    Args:
        path: of the file or folder.
        on_progress: is told how many files of a series are read, and of how many; what it raises ends the reading.

    Returns:
        The slices, one at least; of a series in geometric order.

    Raises:
        UnreadableImageError: if it is missing, damaged, or of a format that Falx does not read.
        UnsupportedImageError: if it holds no picture that can be shown.
        NoImagesError: for a folder without images.
    """
    if path.is_dir():
        return read_series(path, on_progress)
    source = read_source(path)
    kind = sniff(source.content[:HEAD_LENGTH])
    # pydicom and nibabel take their time to import, so each is imported when its format comes.
    if kind is Format.DICOM:
        from core.readers.dicom import read_dicom

        return read_dicom(source)
    if kind is Format.NIFTI:
        from core.readers.nifti import read_nifti

        return read_nifti(source)
    if kind is not None:
        from core.readers.raster import read_raster

        return read_raster(source, kind)
    if path.name.lower().endswith((".img", ".img.gz")):
        from core.readers.nifti import header_beside, read_nifti

        if header := header_beside(path):
            return read_nifti(read_source(header))
    raise UnreadableImageError(
        f"{shown_name(path)}: expected {EXPECTED}, got {_guess(source.content)}; open another file"
    )


def _guess(content: bytes) -> str:
    head = content[:512]
    if all(byte >= 32 or byte in b"\t\n\r\f" for byte in head):
        return "a text file"
    return "data of an unknown format"
