"""Copies that were turned by any angle, mirrored or not.

On polar coordinates a turn is a shift, and a shift leaves the magnitudes of the Fourier transform along the angle as
they are; so does mirroring. These magnitudes are therefore never farther apart than the images at their best angle.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from training.duplicates.candidates import Comparison, FloatArray, Items
from training.duplicates.fingerprints import SIDE

CORRELATION = 0.99
SMALLEST_TURN = 1.0
_SMALLEST_GAIN = 0.002

_ANGLES, _RINGS = 128, 20
# Correlations are interpolated to this many angles.
_STEPS = 512
_INNERMOST, _OUTERMOST = 4.0, 0.48 * SIDE
_BLUR = 1.2
# Higher frequencies along the angle hold next to nothing of a blurred picture.
_FREQUENCIES = 33

_RADII = np.linspace(_INNERMOST, _OUTERMOST, _RINGS)
# A ring counts by its area.
_WEIGHTS = (_RADII / (_RADII.sum() * _ANGLES)).astype(np.float32)


def to_polar(thumbnails: Items) -> Items:
    """Resample thumbnails on rings around their centre.

    Args:
        thumbnails: (N, 96, 96) uint8.

    Returns:
        (N, 128, 20) uint8: angle, radius.
    """
    turn = np.arange(_ANGLES)[:, None] * (2 * np.pi / _ANGLES)
    middle = (SIDE - 1) / 2
    x = (middle + _RADII * np.cos(turn)).astype(np.float32)
    y = (middle + _RADII * np.sin(turn)).astype(np.float32)
    rings = np.empty((len(thumbnails), _ANGLES, _RINGS), np.uint8)
    for index, thumbnail in enumerate(thumbnails):
        rings[index] = cv2.remap(cv2.GaussianBlur(thumbnail, (0, 0), _BLUR), x, y, cv2.INTER_LINEAR)
    return rings


@dataclass(frozen=True, slots=True, eq=False)
class Turns:
    """How P images are turned against others.

    Attributes:
        correlations: (P,) at the best angle.
        unturned: (P,) the correlation without turning, mirrored or not, whichever is higher.
        degrees: (P,) the best angle within [-180, 180], counter-clockwise.
        is_mirrored: (P,) whether left and right are swapped before turning.
    """

    correlations: FloatArray
    unturned: FloatArray
    degrees: FloatArray
    is_mirrored: npt.NDArray[np.bool_]

    def is_turned(self) -> npt.NDArray[np.bool_]:
        """Return which are really turned: a disc, which looks the same at every angle, is not."""
        return (np.abs(self.degrees) >= SMALLEST_TURN) & (self.correlations - self.unturned >= _SMALLEST_GAIN)


def find_turns(first: Items, second: Items) -> Turns:
    """Find how the second images are turned against the first.

    Args:
        first: (P, 128, 20) from `to_polar`.
        second: likewise.
    """
    one, other = (np.fft.rfft(_normalised(rings), axis=1) for rings in (first, second))
    straight = np.fft.irfft((one.conj() * other).sum(axis=2), _STEPS, axis=1)
    # Backwards along the angle swaps top and bottom, which is left and right and half a turn.
    swapped = np.roll(np.fft.irfft((one * other).sum(axis=2), _STEPS, axis=1), _STEPS // 2, axis=1)
    is_mirrored = swapped.max(axis=1) > straight.max(axis=1)
    best = np.where(is_mirrored[:, None], swapped, straight)
    place = (best.argmax(axis=1) + _STEPS // 2) % _STEPS - _STEPS // 2
    # A longer transform gives smaller values. Polar angles run clockwise, since y runs downwards.
    scale = _STEPS / _ANGLES
    return Turns(
        correlations=(best.max(axis=1) * scale).astype(np.float32),
        unturned=(np.maximum(straight[:, 0], swapped[:, 0]) * scale).astype(np.float32),
        degrees=(-place * (360 / _STEPS)).astype(np.float32),
        is_mirrored=is_mirrored,
    )


def _normalised(rings: Items) -> FloatArray:
    values = rings.astype(np.float32)
    values -= (values * _WEIGHTS).sum(axis=(1, 2), keepdims=True)
    values *= np.sqrt(_WEIGHTS)
    norms = np.sqrt((values**2).sum(axis=(1, 2), keepdims=True))
    return np.divide(values, norms, out=np.zeros_like(values), where=norms > 0)


def _magnitudes(rings: Items) -> FloatArray:
    found = np.abs(np.fft.rfft(_normalised(rings), axis=1)[:, :_FREQUENCIES]) / np.sqrt(_ANGLES)
    # Each but the constant represents its negative twin too.
    found[:, 1:] *= np.sqrt(2)
    return found.reshape(len(rings), -1).astype(np.float32)


def _correlation_if_turned(first: Items, second: Items) -> FloatArray:
    found = find_turns(first, second)
    return np.where(found.is_turned(), found.correlations, np.float32(0))


TURNED = Comparison(_magnitudes, _correlation_if_turned, CORRELATION)
