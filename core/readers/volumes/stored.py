"""Read the stored values of a volume, after checking its header's claims against the size of the file."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from core.image.slice import Pixels
from core.readers.compressed_files import Buffer, Packing, can_hold, first_unpacked, packing_of
from core.readers.source import Source

MOST_VALUES = 500_000_000
_MOST_BYTES, _MOST_COUNTED = 2_000_000_000, 500_000_000


def header_bytes(content: bytes, length: int) -> bytes:
    """Return the beginning of a file, of a packed one that of its content."""
    return first_unpacked(content, length) if packing_of(content) else content[:length]


def stored_values(
    source: Source,
    content: Buffer,
    packing: Packing | None,
    offset: int,
    shape: Sequence[int],
    dtype: np.dtype[Any],
    kept_axes: int | None = None,
) -> Pixels:
    """Return the values of a volume as they are stored.

    Args:
        source: the file, for errors.
        content: the bytes that hold the values.
        packing: how they are packed; None for not at all.
        offset: of the first value, in the unpacked content.
        shape: lengths of the axes, the fastest first.
        dtype: of a value.
        kept_axes: how many axes to read whole, the fastest first; of the others the first place. All by default.

    Returns:
        An array of that shape, without the axes that are not kept.

    Raises:
        UnreadableImageError: if the file is damaged, or ends before the last value.
        UnsupportedImageError: if there are more values than Falx accepts.
    """
    kept = tuple(shape if kept_axes is None else shape[:kept_axes])
    count, claimed = math.prod(kept), math.prod(shape) * dtype.itemsize
    claim = f"{_size(claimed)} of values, as the header states ({' x '.join(map(str, shape))} of {dtype.name})"
    if offset < 0 or min(shape, default=0) < 1:
        raise source.unreadable("a volume", f"one of shape {' x '.join(map(str, shape))}")
    if offset + claimed > len(content) and not (packing and can_hold(content, packing, offset + claimed)):
        size = _size(len(content))
        raise source.unreadable(claim, f"a packed file of {size}" if packing else f"a file of {size}")
    if count > MOST_VALUES or count * dtype.itemsize > _MOST_BYTES:
        most = f"a volume of up to {MOST_VALUES // 1_000_000} million values and {_size(_MOST_BYTES)}"
        raise source.unsupported(most, claim, "crop it")
    if packing is None:
        return np.frombuffer(content, dtype, count, offset).reshape(kept, order="F")
    needed = offset + count * dtype.itemsize
    # Of the rest, this much is unpacked to check that it is there; a whole run of volumes takes too long.
    counted = max(needed, min(offset + claimed, _MOST_COUNTED))
    plain = source.unpack(content, packing, needed, counted)
    if plain.length < counted:
        raise source.unreadable(claim, f"{_size(plain.length)}")
    return np.frombuffer(plain.content, dtype, count, offset).reshape(kept, order="F")


def _size(length: int) -> str:
    for unit, name in ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "KB")):
        if length >= unit:
            return f"{length / unit:.3g} {name}" if length < 1_000 * unit else f"{length // unit:,} {name}"
    return f"{length} bytes"
