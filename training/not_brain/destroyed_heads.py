"""Destroyed heads: all grey levels of a brain slice, but no head. From (S, S) uint8 to (S, S) float64."""

import cv2
import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
Picture = npt.NDArray[np.uint8]


def shuffle(rng: np.random.Generator, head: Picture) -> FloatArray:
    """Cut a head into patches and put them in random order, each turned by a quarter or not."""
    count = int(rng.integers(3, 9))
    side = len(head) // count
    patches = [
        np.rot90(head[row * side : (row + 1) * side, column * side : (column + 1) * side], int(rng.integers(4)))
        for row in range(count)
        for column in range(count)
    ]
    order = rng.permutation(len(patches))
    rows = [np.hstack([patches[i] for i in order[start : start + count]]) for start in range(0, len(order), count)]
    return np.vstack(rows).astype(np.float64)


def scramble(rng: np.random.Generator, head: Picture) -> FloatArray:
    """Keep the amplitudes of a head's spectrum and draw new phases."""
    spectrum = np.abs(np.fft.fft2(head.astype(np.float64)))
    phases = np.angle(np.fft.fft2(rng.normal(size=head.shape)))
    phases[0, 0] = 0  # The mean stays as it is.
    return np.asarray(np.fft.ifft2(spectrum * np.exp(1j * phases)).real)


def tile(rng: np.random.Generator, head: Picture) -> FloatArray:
    """Repeat a head, small, over the whole picture, as contact sheets do."""
    count = int(rng.integers(2, 6))
    side = -(-len(head) // count)
    small = cv2.resize(head, (side, side), interpolation=cv2.INTER_AREA)
    return np.tile(small, (count, count))[: len(head), : len(head)].astype(np.float64)


def enlarge_part(rng: np.random.Generator, head: Picture) -> FloatArray:
    """Enlarge a twentieth to a ninth of a head until it fills the picture."""
    size = len(head)
    side = int(size * rng.uniform(0.22, 0.33))
    top, left = rng.integers(size // 5, size - size // 5 - side + 1, 2)
    part = head[top : top + side, left : left + side]
    return cv2.resize(part, (size, size), interpolation=cv2.INTER_CUBIC).astype(np.float64)
