"""MetaImage volumes and pictures, `.mha` and `.mhd` with its data file (ITK's MetaIO)."""

import math
from collections.abc import Mapping

import numpy as np

from core.formats import Format
from core.image.slice import Slice
from core.program.wording import one_line
from core.readers.compressed_files import Buffer, Packing
from core.readers.source import Source
from core.readers.volumes.detached import read_detached
from core.readers.volumes.stored import stored_values
from core.readers.volumes.volume import UNORIENTED, Affine, Volume, is_sound, slices_of

_MOST_HEADER = 1 << 16
_DTYPES = {
    "MET_CHAR": "i1",
    "MET_UCHAR": "u1",
    "MET_SHORT": "i2",
    "MET_USHORT": "u2",
    "MET_INT": "i4",
    "MET_UINT": "u4",
    "MET_LONG": "i4",
    "MET_ULONG": "u4",
    "MET_LONG_LONG": "i8",
    "MET_ULONG_LONG": "u8",
    "MET_FLOAT": "f4",
    "MET_DOUBLE": "f8",
}


def read_meta_image(source: Source) -> list[Slice]:
    """Read a volume, or a single picture, as slices.

    Raises:
        UnreadableImageError: if it is damaged, or its data file is missing.
        UnsupportedImageError: if it holds no volume of numbers, or is stored in a way that Falx does not read.
    """
    fields, data_at = _header(source)
    shape = _shape(source, fields)
    kind = fields.get("ElementType", "").upper()
    channels = fields.get("ElementNumberOfChannels", "1")
    if kind not in _DTYPES or channels != "1":
        came = one_line(f"{kind or 'no type'}, {channels} values each"[:60])
        raise source.unsupported("a volume of one grey value a place", came)
    if not _is_true({"BinaryData": "True", **fields}, "BinaryData"):
        raise source.unsupported("binary data", "data as text", "save it as .mha with binary data")
    is_big = _is_true(fields, "BinaryDataByteOrderMSB", "ElementByteOrderMSB")
    dtype = np.dtype(_DTYPES[kind]).newbyteorder(">" if is_big else "<")
    count = math.prod(shape) * dtype.itemsize
    content, data = _data(source, fields, data_at)
    size = (_numbers(fields, "HeaderSize") or [0.0])[0]
    # -1 means that the data are the end of the file.
    offset = max(0, len(content) - count) if size == -1 else int(size) if math.isfinite(size) else -1
    if not 0 <= offset <= len(content):
        raise source.unreadable("a whole MetaImage header", "one that is damaged (HeaderSize)")
    packing = Packing.ZLIB if _is_true(fields, "CompressedData") else None
    values = stored_values(source, content[offset:], packing, 0, shape, dtype, kept_axes=3)
    extra = math.prod(shape[3:])
    affine, spacing, is_oriented = _placed(fields, len(shape))
    notes = {"Volume": f"first of {extra}"} if extra > 1 else {}
    return slices_of(source, Volume(values, affine, Format.META_IMAGE, is_oriented, spacing, notes, data=data))


def _header(source: Source) -> tuple[dict[str, str], int]:
    """Read the fields, and where the data begin in the file."""
    fields: dict[str, str] = {}
    at = 0
    while "ElementDataFile" not in fields:
        end = source.content.find(b"\n", at, _MOST_HEADER)
        end = len(source.content) if end < 0 else end
        if at >= min(len(source.content), _MOST_HEADER):
            raise source.unreadable("a whole MetaImage header", "a file that ends within it")
        name, mark, value = source.content[at:end].decode("utf-8", "replace").partition("=")
        if mark:
            fields[name.strip()] = value.strip()
        at = end + 1
    return fields, at


def _shape(source: Source, fields: Mapping[str, str]) -> tuple[int, ...]:
    lengths = _numbers(fields, "DimSize")
    stated = _numbers(fields, "NDims")
    if stated != [len(lengths)] or not 2 <= len(lengths) <= 7 or any(not 1 <= n < 1e9 or n != int(n) for n in lengths):
        text = one_line(f"{fields.get('NDims', 'none')} axes of {fields.get('DimSize', 'no length')}"[:80])
        raise source.unreadable("a volume of two or three axes", text)
    return tuple(int(n) for n in lengths) + (1,) * (3 - len(lengths))


def _data(source: Source, fields: Mapping[str, str], data_at: int) -> tuple[Buffer, tuple[bytes, ...]]:
    name = fields["ElementDataFile"]
    if name.upper() == "LOCAL":
        return memoryview(source.content)[data_at:], ()
    if name.upper().startswith("LIST") or "%" in name:
        raise source.unsupported("data in one file", "a list of files", "save it as .mha")
    content = read_detached(source, name)
    return memoryview(content), (content,)


def _placed(fields: Mapping[str, str], count: int) -> tuple[Affine, tuple[float, ...], bool]:
    """Find the steps of the axes, their lengths, and whether the file states where they point."""
    spacing = _numbers(fields, "ElementSpacing") or _numbers(fields, "ElementSize")
    lengths = tuple(abs(step) if math.isfinite(step) else 0.0 for step in (spacing + [0.0] * 3)[: min(count, 3)])
    lengths += (0.0,) * (3 - len(lengths))
    matrix = _numbers(fields, "TransformMatrix") or _numbers(fields, "Rotation") or _numbers(fields, "Orientation")
    if count < 3 or len(matrix) != count * count:
        return UNORIENTED, lengths, False
    # The directions of the axes, one after the other, to the patient's left, back and head.
    directions = np.array(matrix).reshape(count, count)[:3, :3].T * np.array([[-1.0], [-1.0], [1.0]])
    return directions, lengths, is_sound(directions)


def _numbers(fields: Mapping[str, str], name: str) -> list[float]:
    try:
        return [float(text) for text in fields.get(name, "").split()]
    except ValueError:
        return []


def _is_true(fields: Mapping[str, str], *names: str) -> bool:
    return any(fields.get(name, "").lower() in ("true", "1", "yes") for name in names)
