"""FreeSurfer's MGH volumes, mostly packed as `.mgz`."""

import struct

import numpy as np

from core.formats import Format
from core.image.slice import Slice
from core.readers.compressed_files import packing_of
from core.readers.source import Source
from core.readers.volumes.stored import header_bytes, stored_values
from core.readers.volumes.volume import UNORIENTED, Volume, is_sound, slices_of

_DATA_AT, _IS_GOOD_AT = 284, 28
_DTYPES = {0: ">u1", 1: ">i4", 3: ">f4", 4: ">i2", 10: ">u2"}


def read_mgh(source: Source) -> list[Slice]:
    """Read the first frame of a volume as slices.

    Args:
        source: the file, packed or not.

    Raises:
        UnreadableImageError: if it is damaged.
        UnsupportedImageError: if it holds no volume of numbers.
    """
    header = header_bytes(source.content, _DATA_AT)
    if len(header) < 90:
        raise source.unreadable("a whole MGH header", "a file that ends within it")
    *shape, code = struct.unpack_from(">5i", header, 4)
    if code not in _DTYPES:
        raise source.unsupported("a volume of grey values", f"one of an unknown type ({code})")
    values = stored_values(
        source, source.content, packing_of(source.content), _DATA_AT, shape, np.dtype(_DTYPES[code]), kept_axes=3
    )
    affine, spacing = UNORIENTED, None
    is_oriented = struct.unpack_from(">h", header, _IS_GOOD_AT)[0] > 0
    if is_oriented:
        floats = np.frombuffer(header, ">f4", 12, _IS_GOOD_AT + 2).astype(np.float64)
        spacing = tuple(np.abs(floats[:3]).tolist())
        # Direction cosines, those of the first axis first.
        affine = floats[3:].reshape(3, 3).T * floats[:3]
        is_oriented = is_sound(affine)
    notes = {"Volume": f"first of {shape[3]}"} if shape[3] > 1 else {}
    return slices_of(source, Volume(values, affine, Format.MGH, is_oriented, spacing, notes))
