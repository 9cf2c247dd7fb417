"""What the tests of the readers share."""

import struct
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, MRImageStorage, RLELossless, generate_uid

from core.errors import FalxError
from core.image.slice import Slice
from core.readers import read_slices
from core.readers.source import MOST_PIXELS, SMALLEST_SIDE

GREY_TYPES = (np.uint8, np.uint16, np.int16, np.int32, np.float32)


@pytest.fixture(scope="session")
def pydicom_files() -> Path:
    """Folder of the files that are in pydicom's package; its own look-ups would download the others."""
    return Path(pydicom.__file__).parent / "data"


@pytest.fixture(scope="session")
def nibabel_files() -> Path:
    """Folder of nibabel's package, its test data within."""
    return Path(nibabel.__file__).parent


@pytest.fixture(scope="session")
def read_or_refuse() -> Callable[[Path], list[Slice] | FalxError]:
    """Read a file: sound slices, or the error, in one line and with the name of the file; nothing else may come."""

    def read(path: Path) -> list[Slice] | FalxError:
        try:
            images = read_slices(path)
        except FalxError as error:
            refusal = error
        else:
            assert [image.frame for image in images] == list(range(len(images))), path
            for image in images:
                assert_sound(image, len(images))
            return images
        assert str(refusal).startswith(f"{path.name}: ")
        assert len(str(refusal).splitlines()) == 1
        return refusal

    return read


def assert_sound(image: Slice, count: int) -> None:
    """Check what core/image/slice.py promises of a slice."""
    pixels, window = image.pixels, image.window
    is_colour = pixels.ndim == 3 and pixels.shape[2] == 3 and pixels.dtype == np.uint8
    assert is_colour or (pixels.ndim == 2 and pixels.dtype in GREY_TYPES), image.source
    assert min(pixels.shape[:2]) >= SMALLEST_SIDE, image.source
    assert pixels.shape[0] * pixels.shape[1] <= MOST_PIXELS, image.source
    assert np.isfinite(pixels).all(), image.source
    assert window.width > 0, image.source
    assert np.isfinite([window.width, window.center]).all(), image.source
    assert image.frame_count == count, image.source
    assert len(image.input_sha256) == 64, image.source
    assert image.spacing_mm is None or 0 < min(image.spacing_mm) <= max(image.spacing_mm) < np.inf, image.source
    assert all(text.isprintable() for text in image.metadata.values()), image.source


@pytest.fixture
def picture() -> np.ndarray:
    """(24, 40) uint8 in which no two turns or flips look alike."""
    rows, columns = np.mgrid[:24, :40]
    return (rows * 3 + columns * 4).astype(np.uint8)


@pytest.fixture(scope="session")
def make_png() -> Callable[..., bytes]:
    """Encode (H, W) or (H, W, channels) uint8 as PNG with chunks of one's own, which OpenCV does not write."""

    def make(pixels: np.ndarray, color_type: int = 0, extra: Sequence[tuple[bytes, bytes]] = ()) -> bytes:
        rows = b"".join(b"\0" + row.tobytes() for row in pixels)
        size = struct.pack(">IIBBBBB", pixels.shape[1], pixels.shape[0], 8, color_type, 0, 0, 0)
        chunks = [(b"IHDR", size), *extra, (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
        return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(*chunk) for chunk in chunks)

    return make


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


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


@pytest.fixture
def read_tiff(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Callable[[bytes], list[Slice]]:
    """Read the bytes of a TIFF; nothing may come on the screen."""

    def read(content: bytes) -> list[Slice]:
        path = tmp_path / "a.tif"
        path.write_bytes(content)
        try:
            return read_slices(path)
        finally:
            assert capfd.readouterr() == ("", "")

    return read
