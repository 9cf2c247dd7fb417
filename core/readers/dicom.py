"""DICOM, by pydicom: single pictures, multi-frame objects and folders of a series."""

import logging
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
from pydicom.pixels.processing import apply_modality_lut, apply_voi_lut

from core.errors import UnreadableImageError
from core.names import shown_name
from core.readers.dicom_element import DAMAGE, element_value
from core.readers.dicom_geometry import FrameGeometry, frame_geometry
from core.readers.dicom_metadata import describe
from core.readers.dicom_pixels import read_frames
from core.readers.silence import without_warnings
from core.readers.source import Source
from core.slice import Pixels, Slice, VoiFunction, Window
from core.windowing import EIGHT_BIT, robust_window

# Its warnings hold values of the file, and so of the patient.
logging.getLogger("pydicom").setLevel(logging.CRITICAL)


def read_dicom(source: Source) -> list[Slice]:
    """Read the frames of a DICOM object.

    Args:
        source: the file.

    Raises:
        UnreadableImageError: if it is damaged or its pixels cannot be decoded.
        UnsupportedImageError: if it holds no picture.
    """
    with without_warnings():
        dataset = _parse(source)
        try:
            _require_picture(source, dataset)
            return _slices(source, dataset)
        except DAMAGE as error:
            raise source.unreadable("a DICOM picture", "one whose elements are damaged") from error


def read_identity(path: Path) -> tuple[str, FrameGeometry, int]:
    """Read what orders a file within its folder: the series, the geometry of its first frame, its instance number.

    The pixels are left on the disk.

    Raises:
        UnreadableImageError: if it is damaged.
    """
    source = Source(path, b"")
    with without_warnings():
        try:
            dataset = pydicom.dcmread(path, stop_before_pixels=True, force=True)
        except DAMAGE as error:
            raise source.unreadable("a DICOM object", "one that cannot be understood") from error
        try:
            number = int(element_value(dataset, "InstanceNumber") or 0)
        except (TypeError, ValueError):
            number = 0
        try:
            return str(element_value(dataset, "SeriesInstanceUID") or ""), frame_geometry(dataset, 0), number
        except DAMAGE as error:
            raise source.unreadable("a DICOM object", "one whose elements are damaged") from error


def _parse(source: Source) -> Any:
    try:
        return pydicom.dcmread(BytesIO(source.content), force=True)
    except DAMAGE as error:
        raise source.unreadable("a DICOM object", "one that cannot be understood") from error


def _require_picture(source: Source, dataset: Any) -> None:
    if not any(name in dataset for name in ("PixelData", "FloatPixelData", "DoubleFloatPixelData")):
        kind = describe(dataset).get("Modality", "no modality")
        raise source.unsupported("a DICOM picture", f"a DICOM object without pixels ({kind})", "open a picture")
    try:
        rows, columns = int(dataset.Rows), int(dataset.Columns)
    except DAMAGE as error:
        raise source.unreadable("a DICOM picture with rows and columns", "one without") from error
    source.require_size(columns, rows)


def _slices(source: Source, dataset: Any) -> list[Slice]:
    frames = read_frames(source, dataset)
    fingerprint, metadata = source.sha256(), describe(dataset)
    slices = []
    for index, stored in enumerate(frames):
        pixels, window = _values_and_window(source, dataset, index, stored)
        source.require_size(pixels.shape[1], pixels.shape[0])
        geometry = frame_geometry(dataset, index)
        slices.append(
            Slice(
                pixels=pixels,
                window=window,
                source=source.path,
                frame=index,
                frame_count=len(frames),
                input_sha256=fingerprint,
                is_inverted=dataset.get("PhotometricInterpretation") == "MONOCHROME1",
                spacing_mm=geometry.spacing_mm,
                edges=geometry.edges,
                metadata=metadata,
            )
        )
    return slices


def _values_and_window(source: Source, dataset: Any, index: int, stored: Pixels) -> tuple[Pixels, Window]:
    """Apply the modality LUT (DICOM PS3.3 C.11.1) and find the window (C.11.2); colours have neither."""
    if stored.ndim == 3:
        if stored.dtype != np.uint8:
            stored = (stored >> (8 * stored.dtype.itemsize - 8)).astype(np.uint8)
        is_grey = np.array_equal(stored[..., 0], stored[..., 1]) and np.array_equal(stored[..., 1], stored[..., 2])
        return np.ascontiguousarray(stored[..., 0] if is_grey else stored), EIGHT_BIT
    try:
        values = _plain(_rescaled(stored, dataset, index))
        voi = _voi(dataset, index)
        if voi is not None and "VOILUTSequence" in voi and "WindowCenter" not in voi:
            return _plain(apply_voi_lut(np.asarray(values), voi)), _lut_range(voi.VOILUTSequence[0])
        window = _window(voi)
    except DAMAGE as error:
        raise source.unreadable("lookup tables that fit the pixels", "damaged ones") from error
    return values, window or robust_window(values)


def _rescaled(stored: Pixels, dataset: Any, index: int) -> Pixels:
    for group in _functional_groups(dataset, index):
        if group.get("PixelValueTransformationSequence"):
            return apply_modality_lut(stored, group.PixelValueTransformationSequence[0])
    return apply_modality_lut(stored, dataset)


def _voi(dataset: Any, index: int) -> Any:
    for group in _functional_groups(dataset, index):
        if group.get("FrameVOILUTSequence"):
            return group.FrameVOILUTSequence[0]
    return dataset


def _window(voi: Any) -> Window | None:
    center, width = _first(voi.get("WindowCenter")), _first(voi.get("WindowWidth"))
    if center is None or width is None or not np.isfinite([center, width]).all() or width <= 0:
        return None
    stated = voi.get("VOILUTFunction") or VoiFunction.LINEAR.value
    function = VoiFunction(stated) if stated in {known.value for known in VoiFunction} else VoiFunction.LINEAR
    if function is VoiFunction.LINEAR and width <= 1:
        function = VoiFunction.LINEAR_EXACT
    return Window(width, center, function)


def _lut_range(lut: Any) -> Window:
    """Show all that a lookup table can give: 0 to the highest number of its bits (PS3.3 C.11.2.1.1)."""
    highest = 2.0 ** int(lut.LUTDescriptor[2]) - 1
    return Window(width=highest, center=highest / 2)


def _functional_groups(dataset: Any, index: int) -> Iterator[Any]:
    per_frame = dataset.get("PerFrameFunctionalGroupsSequence") or []
    if index < len(per_frame):
        yield per_frame[index]
    yield from (dataset.get("SharedFunctionalGroupsSequence") or [])[:1]


def _first(value: Any) -> float | None:
    if value is None or value == "":
        return None
    if isinstance(value, str) or not isinstance(value, Sequence | pydicom.multival.MultiValue):
        return float(value)
    return float(value[0]) if len(value) else None


def _plain(values: Pixels) -> Pixels:
    """Bring values to a type that a slice may have."""
    if values.dtype == np.bool_:
        return values.astype(np.uint8)
    if values.dtype.kind in "iu":
        values = values.astype(values.dtype.newbyteorder("="), copy=False)
        fits = (np.uint8, np.uint16, np.int16, np.int32)
        return values if values.dtype in fits else values.astype(np.float32)
    whole = np.nan_to_num(values.astype(np.float32), posinf=0.0, neginf=0.0)
    rounded = np.rint(whole)
    # A rescale with whole numbers gives whole numbers, which a window by table is faster for.
    if np.array_equal(whole, rounded) and np.abs(rounded).max(initial=0) < 32_768:
        return rounded.astype(np.int16)
    return whole


def unreadable_series(folder: Path) -> UnreadableImageError:
    """Make the error for a folder that is no series."""
    return UnreadableImageError(
        f"{shown_name(folder)}: expected a folder of one DICOM series, got other files; open its files"
    )
