"""NIfTI and Analyze volumes: headers as nibabel describes them, values from the bytes."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt
from nibabel import analyze, nifti1, nifti2

from core.formats import Format
from core.image.slice import Slice
from core.readers.compressed_files import packing_of
from core.readers.source import Source, read_source
from core.readers.volumes.pairs import data_beside
from core.readers.volumes.stored import header_bytes, stored_values
from core.readers.volumes.volume import Affine, Volume, is_sound, scaled, slices_of

_BY_QFORM = "The orientation of this volume (sform) is damaged; it is shown by its qform"
_BY_NOTHING = "The orientation of this volume is damaged; left and right are unknown"


def read_nifti(source: Source, axis: int | None = None) -> list[Slice]:
    """Read a volume as slices.

    Args:
        source: the file, packed or not; of a pair, its header.
        axis: to cut across: 0 sagittal, 1 coronal, 2 axial; see `slices_of`.

    Raises:
        UnreadableImageError: if it is damaged.
        UnsupportedImageError: if it holds no volume of numbers.
    """
    # Absurd numbers in a damaged header or volume are checked below; NumPy need not warn of them.
    with np.errstate(all="ignore"):
        return slices_of(source, _volume(source), axis)


def _volume(source: Source) -> Volume:
    block = header_bytes(source.content, nifti2.header_dtype.itemsize)
    header, kind, is_pair = _header(source, block)
    shape = _shape(source, header)
    dtype = _dtype(source, header)
    content = source.content
    data: tuple[bytes, ...] = ()
    offset = float(header["vox_offset"])
    if not math.isfinite(offset):
        raise source.unreadable(f"a whole {kind.value} header", "one that is damaged")
    if is_pair:
        beside = data_beside(source.path, (".img",))
        if beside is None:
            name = f"{source.path.name.removesuffix('.gz').removesuffix('.bz2')[:-4]}.img"
            raise source.unreadable(f"the data of this {kind.value} pair beside it", "none", f"put {name} there")
        content = read_source(beside).content
        data = (content,)
    else:
        offset = max(offset, header.dtype.itemsize + 4)
    values = stored_values(source, content, packing_of(content), int(offset), shape, dtype, kept_axes=3)
    extra = math.prod(shape[3:])
    notes = {"Volume": f"first of {extra}"} if extra > 1 else {}
    remarks = (f"The file holds {extra:,} volumes; the first is shown",) if extra > 1 else ()
    if kind is Format.ANALYZE:
        # Analyze does not state left and right; nibabel and others take the first axis to run to the left.
        return Volume(values, _by_steps(header), kind, False, _steps(header), notes, remarks, data)
    affine, remark = _affine(header)
    values = scaled(values, float(header["scl_slope"]), float(header["scl_inter"]))
    remarks = (*remarks, remark) if remark else remarks
    if affine is None:
        return Volume(values, _by_steps(header), kind, False, _steps(header), notes, remarks, data)
    # Of equal steps, those that the header states are free of rounding.
    is_same = np.allclose(np.linalg.norm(affine, axis=0), _steps(header), rtol=1e-3)
    return Volume(values, affine, kind, True, _steps(header) if is_same else None, notes, remarks, data)


def _header(source: Source, block: bytes) -> tuple[Any, Format, bool]:
    """Read the header, and return whether it is Analyze's, and whether the values are in another file."""
    is_second = block[4:7] in (b"n+2", b"ni2")
    kind = Format.NIFTI if is_second or block[344:347] in (b"n+1", b"ni1") else Format.ANALYZE
    described = nifti2 if is_second else nifti1 if kind is Format.NIFTI else analyze
    length = described.header_dtype.itemsize
    if len(block) < length:
        raise source.unreadable(f"a {kind.value} header of {length} bytes", f"a file of {len(block)} bytes")
    header = np.frombuffer(block, described.header_dtype.newbyteorder("<"), 1)[0]
    if int(header["sizeof_hdr"]) != length and not 1 <= int(header["dim"][0]) <= 7:
        header = np.frombuffer(block, described.header_dtype.newbyteorder(">"), 1)[0]
    is_pair = kind is Format.ANALYZE or (block[5:6] if is_second else block[345:346]) == b"i"
    return header, kind, is_pair


def _shape(source: Source, header: Any) -> tuple[int, ...]:
    """Return the lengths of the axes, three at least; those after the third may be 0, which means 1."""
    count, *lengths = (int(length) for length in header["dim"])
    if not 1 <= count <= 7 or min(lengths[: min(count, 3)]) < 1 or min(lengths[:count]) < 0:
        raise source.unreadable("a volume", f"one of shape {' x '.join(map(str, lengths[: max(0, min(count, 7))]))}")
    if count == 1:
        raise source.unsupported("a volume of two or three axes", "one of shape " + str(lengths[0]))
    return (*(lengths[number] if number < count else 1 for number in range(3)), *(max(1, n) for n in lengths[3:count]))


def _dtype(source: Source, header: Any) -> np.dtype:
    code = int(header["datatype"])
    table = nifti1.data_type_codes
    if code not in table.dtype:
        raise source.unsupported("a volume of grey values", f"one of an unknown type ({code})")
    dtype: np.dtype = np.dtype(table.dtype[code]).newbyteorder(header.dtype["dim"].base.byteorder)
    if dtype.fields or dtype.kind not in "iufb" or dtype.itemsize == 0:
        raise source.unsupported("a volume of grey values", f"one of {table.label[code]}")
    return dtype


def _affine(header: Any) -> tuple[Affine | None, str]:
    """Find the orientation: sform, qform or none, and the remarks."""
    is_damaged = False
    if header["sform_code"] > 0:
        affine = np.array([header[f"srow_{axis}"][:3] for axis in "xyz"], np.float64)
        if is_sound(affine):
            return affine, ""
        is_damaged = True
    if header["qform_code"] > 0 or is_damaged:
        affine = _qform(header)
        if is_sound(affine):
            return affine, _BY_QFORM if is_damaged else ""
        is_damaged = True
    return None, _BY_NOTHING if is_damaged else ""


def _qform(header: Any) -> Affine:
    """Turn the quaternion of a header into an affine (nifti1.h, method 2); not finite where it is damaged."""
    b, c, d = (float(header[f"quatern_{letter}"]) for letter in "bcd")
    rest = 1.0 - (b * b + c * c + d * d)
    if rest < -0.01:
        # No rotation, and no rounding either.
        a = math.nan
    elif rest < 1e-7:
        length = math.sqrt(b * b + c * c + d * d)
        a, b, c, d = 0.0, b / length, c / length, d / length
    else:
        a = math.sqrt(rest) if math.isfinite(rest) else math.nan
    rotation = np.array(
        [
            [a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)],
            [2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)],
            [2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - c * c - b * b],
        ]
    )
    steps = np.array([step if step > 0 else 1.0 for step in _steps(header)])
    if header["pixdim"][0] < 0:
        steps[2] = -steps[2]
    return rotation * steps


def _by_steps(header: Any) -> Affine:
    # As nibabel has it: the first axis runs to the left.
    x, y, z = (step if step > 0 else 1.0 for step in _steps(header))
    return np.diag([-x, y, z])


def _steps(header: Any) -> tuple[float, ...]:
    """Return the spacing of the axes in mm, 0 where it is unknown."""
    lengths: npt.NDArray[np.float64] = np.abs(np.array(header["pixdim"][1:4], np.float64))
    return tuple(float(length) if math.isfinite(length) else 0.0 for length in lengths)
