"""Read DICOM by pydicom: single pictures and multi-frame objects."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
import numpy.typing as npt
import pydicom

from core.errors import UnreadableImageError
from core.image.slice import Pixels, Slice, Window
from core.image.windowing import EIGHT_BIT, apply_window, robust_window
from core.readers.dicom.element import DAMAGE, add_remark, first_number, has_element
from core.readers.dicom.frame import Frame, as_stack
from core.readers.dicom.geometry import FrameGeometry, frame_geometry, frame_position
from core.readers.dicom.grey import modality_values, padding_mask, plain, window_and_values
from core.readers.dicom.layout import set_number
from core.readers.dicom.metadata import describe
from core.readers.dicom.mr_contrast import contrast_of
from core.readers.dicom.object_kinds import is_cut_picture, kind_without_pixels
from core.readers.dicom.palette import colour_overlay
from core.readers.dicom.pixels import read_frames
from core.readers.dicom.slice_headers import slice_place
from core.readers.muted_warnings import without_warnings
from core.readers.source import Source

# Of the pixels, as it is in a little-endian file.
_PIXEL_TAG = b"\xe0\x7f\x10\x00"

# Its warnings hold values of the file, and so of the patient.
logging.getLogger("pydicom").setLevel(logging.CRITICAL)


def read_dicom(source: Source) -> list[Slice]:
    """Read the frames of a DICOM object; several share one window.

    Args:
        source: the file.

    Raises:
        UnreadableImageError: if it is damaged or its pixels cannot be decoded.
        UnsupportedImageError: if it holds no picture, or one of a kind that Falx does not read.
    """
    return as_stack(read_dicom_frames(source))


def read_dicom_frames(source: Source, fingerprint: str | None = None) -> list[Frame]:
    """Read the frames of a DICOM object, each with the window that the file gives it.

    Args:
        source: the file.
        fingerprint: of its bytes, where that is known already.

    Raises:
        UnreadableImageError: if it is damaged or its pixels cannot be decoded.
        UnsupportedImageError: if it holds no picture, or one of a kind that Falx does not read.
    """
    with without_warnings():
        parsed, frames = parse_object(source)
        return frames_of(source, parsed, frames, fingerprint or source.sha256())


@dataclass(frozen=True, slots=True, eq=False)
class ParsedObject:
    """A data set whose layout is settled, and what was assumed of it."""

    dataset: Any
    remarks: tuple[str, ...]


def parse_object(source: Source) -> tuple[ParsedObject, list[Pixels]]:
    """Parse a DICOM object and decode its pixels.

    Args:
        source: the file.

    Returns:
        The object, and the (H, W) or (H, W, 3) stored values of each frame.

    Raises:
        UnreadableImageError: if it is damaged or its pixels cannot be decoded.
        UnsupportedImageError: if it holds no picture, or one of a kind that Falx does not read.
    """
    dataset = parse_dataset(source)
    try:
        _require_picture(source, dataset)
        remarks: list[str] = []
        stored = list(read_frames(source, dataset, remarks))
    except DAMAGE as error:
        raise _damaged(source) from error
    return ParsedObject(dataset, tuple(remarks)), stored


def frames_of(
    source: Source, parsed: ParsedObject, stored: Sequence[Pixels], fingerprint: str, like: Slice | None = None
) -> list[Frame]:
    """Make frames of the stored values of a DICOM object.

    Args:
        source: the file.
        parsed: the object.
        stored: values of each frame, (H, W) or (H, W, 3).
        fingerprint: of the file's bytes.
        like: of another file of a single frame, whose header differs in nothing but its place and its windows.

    Raises:
        UnreadableImageError: if its elements are damaged.
    """
    try:
        return _frames(source, parsed, stored, fingerprint, like)
    except DAMAGE as error:
        raise _damaged(source) from error


def _damaged(source: Source) -> UnreadableImageError:
    return source.unreadable("a DICOM picture", "one whose elements are damaged")


def parse_dataset(source: Source) -> Any:
    """Parse a file with pydicom.

    Raises:
        UnreadableImageError: if it is no DICOM object.
    """
    try:
        return pydicom.dcmread(BytesIO(source.content), force=True)
    except DAMAGE as error:
        raise source.unreadable("a DICOM object", "one that cannot be understood") from error


def _require_picture(source: Source, dataset: Any) -> None:
    if kind := kind_without_pixels(dataset):
        # For a file that ends too early, pydicom may return nothing at all.
        if _PIXEL_TAG in source.content and (len(dataset) == 0 or has_element(dataset, "Rows")):
            raise source.unreadable("a whole DICOM picture", "one that is cut off within its pixels")
        if is_cut_picture(dataset):
            raise source.unreadable("a whole DICOM picture", "one without pixels, as if cut off before them")
        raise source.unsupported("a DICOM picture", kind, "open a picture")
    sides = [first_number(dataset, keyword) for keyword in ("Rows", "Columns")]
    if any(side is None or side != int(side) for side in sides):
        raise source.unreadable("a DICOM picture with rows and columns", "one without")
    rows, columns = [int(side or 0) for side in sides]
    set_number(dataset, "Rows", rows)
    set_number(dataset, "Columns", columns)
    source.require_size(columns, rows)


@dataclass(frozen=True, slots=True, eq=False)
class _Picture:
    """The values of a frame; the attributes are those of `Frame` and `Slice`."""

    pixels: Pixels
    windows: tuple[Window, ...]
    is_mapped: bool
    padding: npt.NDArray[np.bool_] | None = None

    @property
    def window(self) -> Window | None:
        """The one that the file puts first."""
        return self.windows[0] if self.windows else None


def _frames(
    source: Source, parsed: ParsedObject, stored_frames: Sequence[Pixels], fingerprint: str, like: Slice | None
) -> list[Frame]:
    dataset, remarks = parsed.dataset, parsed.remarks
    metadata = like.metadata if like else describe(dataset)
    is_inverted = dataset.PhotometricInterpretation == "MONOCHROME1"
    frames = []
    for index, stored in enumerate(stored_frames):
        own = list(remarks)
        picture = _colour(stored, dataset) if stored.ndim == 3 else _grey(stored, dataset, index, own)
        pixels = picture.pixels
        source.require_size(pixels.shape[1], pixels.shape[0])
        geometry = _geometry_like(like, dataset) if like else frame_geometry(dataset, index)
        image = Slice(
            pixels=pixels,
            window=picture.window or EIGHT_BIT,
            source=source.path,
            frame=index,
            frame_count=len(stored_frames),
            input_sha256=fingerprint,
            is_inverted=is_inverted and pixels.ndim == 2,
            spacing_mm=geometry.spacing_mm,
            edges=geometry.edges,
            metadata=metadata,
            remarks=tuple(own),
            contrast=like.contrast if like else contrast_of(dataset, index),
            place=slice_place(dataset, geometry),
            file_windows=() if picture.is_mapped else picture.windows,
        )
        frames.append(Frame(image, picture.window, picture.is_mapped, picture.padding))
    return frames


def _geometry_like(like: Slice, dataset: Any) -> FrameGeometry:
    normal = like.place.normal if like.place else None
    return FrameGeometry(like.spacing_mm, like.edges, normal, frame_position(dataset, 0))


def _colour(stored: Pixels, dataset: Any) -> _Picture:
    """Return eight bits of each colour; a picture whose colours are all the same is grey."""
    if stored.dtype != np.uint8:
        stored = (stored >> max(0, int(dataset.BitsStored) - 8)).astype(np.uint8)
    is_grey = np.array_equal(stored[..., 0], stored[..., 1]) and np.array_equal(stored[..., 1], stored[..., 2])
    return _Picture(np.ascontiguousarray(stored[..., 0] if is_grey else stored), (EIGHT_BIT,), is_mapped=True)


def _grey(stored: Pixels, dataset: Any, index: int, remarks: list[str]) -> _Picture:
    values = plain(modality_values(stored, dataset, index, remarks))
    windows, values, is_mapped = window_and_values(values, dataset, index, remarks)
    try:
        overlay = colour_overlay(stored, dataset)
    except DAMAGE:
        overlay = None
        add_remark(remarks, "The colours in the file are damaged; the picture is shown in grey")
    if overlay:
        is_coloured, colours = overlay
        of_grey = values if is_coloured.all() else values[~is_coloured]
        grey = apply_window(values, windows[0] if windows else robust_window(of_grey))
        return _Picture(np.where(is_coloured[..., None], colours, grey[..., None]), (EIGHT_BIT,), is_mapped=True)
    return _Picture(plain(values), windows, is_mapped, padding_mask(stored, dataset))
