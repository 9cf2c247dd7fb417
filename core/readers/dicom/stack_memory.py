"""Memory for the pixels of a stack, in blocks.

The system gives memory page by page, which for a few hundred slices takes as long as to read their files; of a large
array, numpy asks for large pages.
"""

import math

import numpy as np

from core.image.slice import Pixels

_BLOCK_BYTES = 32_000_000
# Arrays of all kinds may begin here.
_STEP = 64


class StackMemory:
    """Keeps pixels side by side; a block is free again once none of its pixels is used."""

    def __init__(self, expected: int) -> None:
        """Prepare.

        Args:
            expected: number of pictures; a block is no larger than they take.
        """
        self._left = expected
        self._block = np.empty(0, np.uint8)

    def keep(self, pixels: Pixels) -> Pixels:
        """Return pixels (H, W) or (H, W, 3) of any dtype as a copy in a block; the same ones if they fill one."""
        length = math.ceil(pixels.nbytes / _STEP) * _STEP
        if length > _BLOCK_BYTES:
            return pixels
        if length > self._block.nbytes:
            self._block = np.empty(min(_BLOCK_BYTES, length * max(1, self._left)), np.uint8)
        place, self._block = self._block[: pixels.nbytes], self._block[length:]
        self._left -= 1
        kept = place.view(pixels.dtype).reshape(pixels.shape)
        np.copyto(kept, pixels)
        return kept
