"""Small PNG files of windows: a palette that keeps the colours of the theme."""

import io
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

# Most of a window is painted in a few colours, which stay exact; photographs and heat maps share the rest.
_EXACT, _ALL = 32, 256


def write_small_png(png: bytes, target: Path) -> None:
    """Write a picture with 256 colours and without dithering.

    Args:
        png: the picture in any number of colours.
        target: file to write.
    """
    pixels = np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))
    height, width, _ = pixels.shape
    colours, places, counts = np.unique(pixels.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True)
    if len(colours) > _ALL:
        exact = np.argsort(-counts, kind="stable")[:_EXACT]
        palette = np.concatenate([colours[exact], _shared(np.delete(colours, exact, axis=0), _ALL - _EXACT)])
        places = _nearest(colours, palette)[places]
    else:
        palette = colours
    small = Image.fromarray(places.reshape(height, width).astype(np.uint8), "P")
    small.putpalette(palette.astype(np.uint8).tobytes())
    target.parent.mkdir(exist_ok=True)
    small.save(target, optimize=True)


def _shared(colours: npt.NDArray[np.uint8], count: int) -> npt.NDArray[np.uint8]:
    """Choose colours for many so that none is far from its own, however seldom it occurs."""
    strip = Image.fromarray(colours[None]).quantize(count, Image.Quantize.MAXCOVERAGE, kmeans=3)
    return np.asarray(strip.getpalette(), np.uint8).reshape(-1, 3)[:count]


def _nearest(colours: npt.NDArray[np.uint8], palette: npt.NDArray[np.uint8]) -> npt.NDArray[np.intp]:
    wanted, offered = colours.astype(np.float32), palette.astype(np.float32)
    # |a - b|² without |a|², which is the same for all candidates.
    return np.argmin((offered**2).sum(axis=1) - 2 * wanted @ offered.T, axis=1)
