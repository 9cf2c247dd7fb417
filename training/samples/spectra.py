"""Mix amplitude spectra between sources, so that the look of a source does not predict the class.

The amplitudes of low frequencies hold brightness, contrast and unevenness, the phases hold the content (FDA: Yang and
Soatto, 2020; FACT: Xu et al., 2021). If a source has its own classes, its look is a sign of the class; mixed
within a source it would stay one.
"""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

Images = npt.NDArray[np.uint8]

# Frequencies that are mixed, in periods across the picture: all up to here, fading out at twice as many.
_PERIODS = 4.0
# A picture this small holds them all.
_SMALL = 64
_GROUND_LEVEL = 16
# A frequency that an image has almost nothing of is raised by no more than this.
_MOST = 4.0


class SourceMixer:
    """Mixes images with those of other sources, never with those of the same source."""

    def __init__(self, images: npt.NDArray[np.uint8], sources: Sequence[str]) -> None:
        """Prepare to mix.

        Args:
            images: (N, S, S) uint8.
            sources: where each comes from; empty if unknown. Such an image is not mixed.
        """
        self._images, self._sources = images, sources
        named = np.array(sources)
        self._places = {name: np.flatnonzero(named == name) for name in sorted(set(sources)) if name}

    def mix(self, image: Images, host: int | None, strength: float, rng: np.random.Generator) -> Images:
        """Mix low-frequency amplitudes of an image of another source into an image, each source equally often.

        Args:
            image: (S, S) uint8.
            host: index of the image that it is, or most of it comes from; None if it comes from no source.
            strength: the largest share to mix in, in [0, 1].
            rng: chooses the other, and how much.

        Returns:
            (S, S) uint8; the image itself if there is no other source, or its own is unknown.
        """
        own = None if host is None else self._sources[host]
        others = [name for name in self._places if name != own]
        if own == "" or not others:
            return image
        places = self._places[others[int(rng.integers(len(others)))]]
        return mix_amplitudes(image, self._images[int(rng.choice(places))], rng.uniform(0, strength))


def mix_amplitudes(image: Images, other: Images, share: float) -> Images:
    """Mix some of the low-frequency amplitudes of another image into an image.

    Mean and black background stay its own.

    Args:
        image: (S, S) uint8, a head on a black background.
        other: (S, S) uint8, of another source.
        share: how much of the other's amplitudes, in [0, 1].

    Returns:
        (S, S) uint8.
    """
    side = image.shape[0]
    small = (_SMALL, _SMALL)
    own, foreign = (
        np.fft.rfft2(cv2.resize(one, small, interpolation=cv2.INTER_AREA).astype(np.float32)) for one in (image, other)
    )
    amplitude = np.abs(own)
    mixed = (1 - share) * amplitude + share * np.abs(foreign)
    ratio = 1 + _WEIGHTS * (mixed / np.maximum(amplitude, 1e-3) - 1)
    change = np.fft.irfft2(own * (np.minimum(ratio, _MOST) - 1), small).astype(np.float32)
    change = cv2.resize(change, (side, side), interpolation=cv2.INTER_CUBIC)
    head = cv2.blur((image > _GROUND_LEVEL).astype(np.float32), (7, 7)) * (image > 0)
    if not head.any():
        return image.copy()
    change -= float((change * head).sum() / head.sum())
    return np.clip(np.rint(image + change * head), 0, 255).astype(np.uint8)


def _weights() -> npt.NDArray[np.float32]:
    """Weigh the frequencies of `rfft2`: (64, 33) float32, 0 for the mean."""
    rows = np.fft.fftfreq(_SMALL, 1 / _SMALL)[:, None]
    columns = np.fft.rfftfreq(_SMALL, 1 / _SMALL)[None, :]
    distance = np.hypot(rows, columns)
    weights = np.clip(2 - distance / _PERIODS, 0, 1)
    weights[0, 0] = 0
    return weights.astype(np.float32)


_WEIGHTS = _weights()
