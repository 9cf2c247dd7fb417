"""NIfTI volumes, by nibabel: cut across their thickest axis, shown as radiologists do."""

import logging
import math
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
from nibabel.filebasedimages import ImageFileError
from nibabel.fileholders import FileHolder
from nibabel.orientations import OrientationError
from nibabel.spatialimages import HeaderDataError

from core.names import one_line
from core.readers.silence import without_warnings
from core.readers.source import Source, read_source
from core.slice import EdgeLabels, Pixels, Slice, sound_spacing
from core.windowing import robust_window

# What it mends in a header it would write to the screen.
logging.getLogger("nibabel.global").setLevel(logging.CRITICAL)

_MOST_BYTES = 4_000_000_000
_AXES = {0: "sagittal", 1: "coronal", 2: "axial"}
_EDGES = {
    0: EdgeLabels(left="A", right="P", top="H", bottom="F"),
    1: EdgeLabels(left="R", right="L", top="H", bottom="F"),
    2: EdgeLabels(left="R", right="L", top="A", bottom="P"),
}


def read_nifti(source: Source, axis: int | None = None) -> list[Slice]:
    """Read a volume as slices.

    Args:
        source: the file; of a pair, its header.
        axis: to cut across, in canonical orientation: 0 sagittal, 1 coronal, 2 axial; by default that of the largest
            spacing, which leaves the sharpest pictures, and axial among equals.

    Raises:
        UnreadableImageError: if it is damaged.
        UnsupportedImageError: if it holds no volume of numbers.
    """
    # Absurd numbers in a damaged header or volume are met below; no need to warn of them too.
    with np.errstate(all="ignore"):
        return _slices(source, axis)


def header_beside(path: Path) -> Path | None:
    """Find the header of a pair by its picture file: `a.hdr` beside `a.img`."""
    name = path.name.removesuffix(".gz")
    if not name.lower().endswith(".img"):
        return None
    for ending in (".hdr", ".hdr.gz", ".HDR"):
        beside = path.with_name(name[:-4] + ending)
        if beside.is_file():
            return beside
    return None


def _slices(source: Source, axis: int | None) -> list[Slice]:
    image = _canonical(source, _load(source))
    volume, note = _volume(source, image)
    steps = [abs(float(step)) for step in image.header.get_zooms()[:3]]
    spacing = [step if 0 < step < math.inf else 1.0 for step in steps]
    cut = axis if axis is not None else max((2, 1, 0), key=lambda number: round(spacing[number], 3))
    rows, columns = (number for number in (2, 1, 0) if number != cut)
    source.require_size(volume.shape[columns], volume.shape[rows])
    # Each axis runs to the right, the front or the head, so both picture axes are turned round.
    pictures = np.flip(np.transpose(volume, (cut, rows, columns)), (1, 2))
    window, fingerprint = robust_window(volume), source.sha256()
    metadata = {"Format": "NIfTI", "Plane": _AXES[cut], "Spacing": " x ".join(f"{s:.2f}" for s in spacing) + " mm"}
    return [
        Slice(
            pixels=np.ascontiguousarray(picture),
            window=window,
            source=source.path,
            frame=index,
            frame_count=len(pictures),
            input_sha256=fingerprint,
            spacing_mm=sound_spacing(spacing[rows], spacing[columns]),
            edges=_EDGES[cut],
            metadata={**metadata, **note},
        )
        for index, picture in enumerate(pictures)
    ]


def _load(source: Source) -> Any:
    content = _unzipped(source, source.content)
    try:
        if content[344:348] == b"ni1\0":
            return _image(nibabel.Nifti1Pair.from_file_map, _pair(source, content))
        if content[4:8] == b"ni2\0":
            return _image(nibabel.Nifti2Pair.from_file_map, _pair(source, content))
        kind = nibabel.Nifti2Image if content[4:7] == b"n+2" else nibabel.Nifti1Image
        return _image(kind.from_bytes, content)
    except _DAMAGE as error:
        raise source.unreadable("a NIfTI volume", "one that cannot be understood") from error


def _image(make: Callable[[Any], Any], content: Any) -> Any:
    with without_warnings():
        return make(content)


_DAMAGE = (
    ImageFileError,
    HeaderDataError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    OSError,
    EOFError,
    ArithmeticError,
    AssertionError,
    MemoryError,
    OrientationError,
)


def _canonical(source: Source, image: Any) -> Any:
    """Turn a volume of grey values so that its axes run to the right, the front and the head."""
    kind = image.get_data_dtype()
    if len(image.shape) < 3 or min(image.shape) == 0:
        raise source.unsupported("a volume of three axes", f"one of shape {image.shape}")
    if kind.fields or kind.kind not in "iufb":
        raise source.unsupported("a volume of grey values", f"one of {kind}")
    try:
        return nibabel.as_closest_canonical(image)
    except OSError as error:
        raise source.unreadable("a whole NIfTI volume", "one that is cut off") from error
    except _DAMAGE as error:
        raise source.unreadable("a NIfTI volume", "one that cannot be understood") from error


def _pair(source: Source, header: bytes) -> dict[str, FileHolder]:
    stem = source.path.name.removesuffix(".gz")[:-4]
    for ending in (".img", ".img.gz", ".IMG"):
        beside = source.path.with_name(stem + ending)
        if beside.is_file():
            content = _unzipped(source, read_source(beside).content)
            return {"header": FileHolder(fileobj=BytesIO(header)), "image": FileHolder(fileobj=BytesIO(content))}
    raise source.unreadable("the picture file of a NIfTI pair beside it", "none", f"put {one_line(stem)}.img there")


def _unzipped(source: Source, content: bytes) -> bytes:
    if content[:2] != b"\x1f\x8b":
        return content
    stream = zlib.decompressobj(wbits=31)
    try:
        plain = stream.decompress(content, _MOST_BYTES)
    except zlib.error as error:
        raise source.unreadable("a whole gzip file", "a damaged one") from error
    if not stream.eof:
        raise source.unreadable("a whole gzip file of up to 4 GB", "one that is cut off or larger")
    return plain


def _volume(source: Source, image: Any) -> tuple[Pixels, dict[str, str]]:
    try:
        data = image.dataobj
        volume = np.asanyarray(data[(..., *(0,) * (len(image.shape) - 3))] if len(image.shape) > 3 else data)
    except _DAMAGE as error:
        raise source.unreadable("a whole NIfTI volume", "one that is cut off") from error
    if volume.dtype.kind == "f":
        if not np.isfinite(volume).any():
            raise source.unsupported("a volume of numbers", "one without any", "export it again")
        volume = np.nan_to_num(volume.astype(np.float32), posinf=0.0, neginf=0.0)
    elif volume.dtype not in (np.uint8, np.uint16, np.int16, np.int32):
        volume = volume.astype(np.float32 if volume.dtype.itemsize > 2 else np.int16)
    extra = int(np.prod(image.shape[3:])) if len(image.shape) > 3 else 1
    return volume, {"Volume": f"first of {extra}"} if extra > 1 else {}
