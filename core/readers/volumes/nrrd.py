"""NRRD volumes and pictures, `.nrrd` and `.nhdr` with its data file (teem.sourceforge.net/nrrd/format.html)."""

import math
import re
from collections.abc import Mapping, Sequence

import numpy as np

from core.formats import Format
from core.image.slice import Pixels, Slice
from core.program.wording import one_line
from core.readers.compressed_files import Packing
from core.readers.source import Source
from core.readers.volumes.detached import read_detached
from core.readers.volumes.stored import stored_values
from core.readers.volumes.volume import UNORIENTED, Affine, Volume, is_sound, slices_of

_MOST_HEADER = 1 << 20
_DTYPES = {
    "i1": ("signed char", "int8", "int8_t"),
    "u1": ("uchar", "unsigned char", "uint8", "uint8_t"),
    "i2": ("short", "short int", "signed short", "signed short int", "int16", "int16_t"),
    "u2": ("ushort", "unsigned short", "unsigned short int", "uint16", "uint16_t"),
    "i4": ("int", "signed int", "int32", "int32_t"),
    "u4": ("uint", "unsigned int", "uint32", "uint32_t"),
    "i8": ("longlong", "long long", "long long int", "signed long long", "signed long long int", "int64", "int64_t"),
    "u8": ("ulonglong", "unsigned long long", "unsigned long long int", "uint64", "uint64_t"),
    "f4": ("float",),
    "f8": ("double",),
}
_PACKINGS = {"gzip": Packing.GZIP, "gz": Packing.GZIP, "bzip2": Packing.BZIP2, "bz2": Packing.BZIP2}
# Steps of the axes of a space to the right, the front and the head.
_SPACES = {
    "right-anterior-superior": (1.0, 1.0, 1.0),
    "left-anterior-superior": (-1.0, 1.0, 1.0),
    "left-posterior-superior": (-1.0, -1.0, 1.0),
}
_SPACES |= {"".join(word[0] for word in name.split("-")): signs for name, signs in _SPACES.items()}
_SPATIAL_KINDS = ("domain", "space")


def read_nrrd(source: Source) -> list[Slice]:
    """Read a volume, or a single picture, as slices.

    Raises:
        UnreadableImageError: if it is damaged, or its data file is missing.
        UnsupportedImageError: if it holds no volume of numbers, or is stored in a way that Falx does not read.
    """
    fields, data_at = _header(source)
    shape = _shape(source, fields)
    spatial = _spatial_axes(fields, len(shape))
    if not 2 <= len(spatial) <= 3 or any("color" in kind for kind in _kinds(fields)):
        raise source.unsupported("a volume of grey values", "one of colours or of other axes")
    values, data = _values(source, fields, data_at, shape)
    others = [axis for axis in range(len(shape)) if axis not in spatial]
    volume: Pixels = values[tuple(0 if axis in others else slice(None) for axis in range(len(shape)))]
    if volume.ndim == 2:
        volume = volume[..., None]
    extra = math.prod(shape[axis] for axis in others)
    affine, spacing, is_oriented = _placed(fields, spatial)
    notes = {"Volume": f"first of {extra}"} if extra > 1 else {}
    return slices_of(source, Volume(volume, affine, Format.NRRD, is_oriented, spacing, notes, data=data))


def _header(source: Source) -> tuple[dict[str, str], int]:
    """Read the fields, and where the data begin in the file; a blank line ends the header."""
    fields: dict[str, str] = {}
    at, limit = 0, min(len(source.content), _MOST_HEADER)
    while at < limit:
        end = source.content.find(b"\n", at, limit)
        end = limit if end < 0 else end
        line = source.content[at:end].decode("utf-8", "replace").strip()
        at = end + 1
        if not line:
            return fields, at
        name, mark, value = line.partition(":")
        if mark and not line.startswith("#") and not value.startswith("="):
            fields[name.strip().lower().replace(" ", "")] = value.strip()
    if "datafile" not in fields:
        raise source.unreadable("a whole NRRD header", "a file that ends within it")
    return fields, at


def _shape(source: Source, fields: Mapping[str, str]) -> tuple[int, ...]:
    lengths = fields.get("sizes", "").split()
    is_sound_text = all(re.fullmatch(r"[0-9]{1,9}", length) for length in lengths)
    if fields.get("dimension") != str(len(lengths)) or not lengths or len(lengths) > 16 or not is_sound_text:
        text = one_line(f"{fields.get('dimension', 'none')} axes of {fields.get('sizes', 'no length')}"[:80])
        raise source.unreadable("a volume of two or three axes", text)
    return tuple(map(int, lengths))


def _kinds(fields: Mapping[str, str]) -> list[str]:
    return fields.get("kinds", "").lower().split()


def _spatial_axes(fields: Mapping[str, str], count: int) -> list[int]:
    """Find which axes are spatial, by their directions or kinds; the first three if neither is stated."""
    directions = _directions(fields)
    if len(directions) == count:
        return [axis for axis, direction in enumerate(directions) if direction]
    kinds = _kinds(fields)
    if len(kinds) == count and any(kind in _SPATIAL_KINDS for kind in kinds):
        return [axis for axis, kind in enumerate(kinds) if kind in _SPATIAL_KINDS]
    return list(range(min(count, 3)))


def _values(
    source: Source, fields: Mapping[str, str], data_at: int, shape: Sequence[int]
) -> tuple[Pixels, tuple[bytes, ...]]:
    name, encoding = fields.get("datafile"), fields.get("encoding", "raw").lower()
    known = next((code for code, names in _DTYPES.items() if fields.get("type", "").lower() in names), None)
    if known is None:
        raise source.unsupported("a volume of grey values", f"one of {one_line(fields.get('type', 'no type')[:40])}")
    if name is not None and (name.upper().startswith("LIST") or "%" in name):
        raise source.unsupported("data in one file", "a list of files", "save it as .nrrd")
    if encoding != "raw" and encoding not in _PACKINGS:
        raise source.unsupported("raw, gzip or bzip2 data", f"data as {one_line(encoding[:40])}", "save it as raw")
    data = () if name is None else (read_detached(source, name),)
    content = memoryview(data[0])[_skipped_lines(fields, data[0]) :] if data else memoryview(source.content)[data_at:]
    dtype = np.dtype(known).newbyteorder(">" if fields.get("endian", "").lower() == "big" else "<")
    skipped = fields.get("byteskip", "0")
    if not re.fullmatch(r"-1|[0-9]{1,12}", skipped):
        raise source.unreadable("a whole NRRD header", "one that is damaged (byte skip)")
    # -1 means that the data are the end of the file.
    offset = max(0, len(content) - math.prod(shape) * dtype.itemsize) if skipped == "-1" else int(skipped)
    return stored_values(source, content, _PACKINGS.get(encoding), offset, shape, dtype), data


def _skipped_lines(fields: Mapping[str, str], content: bytes) -> int:
    text, at = fields.get("lineskip", "0"), 0
    for _ in range(int(text) if re.fullmatch(r"[0-9]{1,4}", text) else 0):
        at = content.find(b"\n", at) + 1
    return at


def _placed(fields: Mapping[str, str], spatial: Sequence[int]) -> tuple[Affine, tuple[float, ...], bool]:
    """Find the steps of the axes, their lengths, and whether the file states where they point."""
    directions = [direction for direction in _directions(fields) if direction]
    signs = _SPACES.get(fields.get("space", "").lower())
    if len(directions) == len(spatial) == 3 and all(len(direction) == 3 for direction in directions):
        affine = np.array(directions).T
        if is_sound(affine):
            steps = tuple(np.linalg.norm(affine, axis=0).tolist())
            return (affine * np.array([signs]).T, steps, True) if signs else (UNORIENTED, steps, False)
    texts = fields.get("spacings", "").split()
    lengths = [abs(_number(texts[axis])) if axis < len(texts) else 0.0 for axis in spatial]
    return UNORIENTED, (*lengths, *(0.0,) * (3 - len(lengths))), False


def _directions(fields: Mapping[str, str]) -> list[list[float]]:
    """Read the direction of each axis; an empty one for an axis that has none."""
    found = re.findall(r"none|nan|\([^)]*\)", fields.get("spacedirections", "").lower())
    return [[_number(text) for text in part.strip("()").split(",")] if part[0] == "(" else [] for part in found]


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if math.isfinite(value) else 0.0
