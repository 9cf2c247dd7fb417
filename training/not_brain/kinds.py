"""Kinds of drawn pictures that are not brain MRI, to fit a novelty score to and to measure it on.

The kinds differ in their use: *fitted* kinds may be fitted to, *unseen* ones never are, so that a figure on them
shows how novelty works on pictures that it was not designed for.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

import cv2
import numpy as np
import numpy.typing as npt

from core.image.phantom import LESIONS, head_phantom
from training.not_brain import anatomy, destroyed_heads, documents, patterns

Picture = npt.NDArray[np.uint8]

# Fitting takes its seeds from here on, measuring those below.
FIRST_FITTING_SEED = 1000

_SIZE = 256


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of picture.

    Attributes:
        name: of the kind.
        is_fitted: whether a score may be fitted to it.
        draw: from a random generator and a side in pixels to (size, size[, 3]) float in [0, 255].
        destroy: instead of `draw`: the same from a random generator and a head, (size, size) uint8.
        is_cut: whether it may be cut to another shape.
    """

    name: str
    is_fitted: bool
    draw: Callable[[np.random.Generator, int], npt.NDArray[np.float64]] | None = None
    destroy: Callable[[np.random.Generator, Picture], npt.NDArray[np.float64]] | None = None
    is_cut: bool = True


KINDS = {
    kind.name: kind
    for kind in (
        Kind("blank", True, patterns.draw_blank),
        Kind("gradient", True, patterns.draw_gradient),
        Kind("white-noise", True, patterns.draw_white_noise),
        Kind("coloured-noise", True, patterns.draw_coloured_noise),
        Kind("salt", True, patterns.draw_salt),
        Kind("checkerboard", True, patterns.draw_checkerboard),
        Kind("colours", True, patterns.draw_colours),
        Kind("shapes", True, patterns.draw_shapes),
        Kind("texture", True, patterns.draw_texture),
        Kind("landscape", True, patterns.draw_landscape),
        Kind("bodies", True, patterns.draw_bodies, is_cut=False),
        Kind("shuffled-head", True, destroy=destroyed_heads.shuffle, is_cut=False),
        Kind("scrambled-head", True, destroy=destroyed_heads.scramble, is_cut=False),
        Kind("tiled-head", False, destroy=destroyed_heads.tile, is_cut=False),
        Kind("part-of-head", False, destroy=destroyed_heads.enlarge_part, is_cut=False),
        Kind("text", False, documents.draw_text),
        Kind("drawing", False, documents.draw_drawing),
        Kind("chart", False, documents.draw_chart),
        Kind("chest", False, anatomy.draw_chest),
        Kind("hand", False, anatomy.draw_hand),
        Kind("abdomen", False, anatomy.draw_abdomen, is_cut=False),
        Kind("knee", False, anatomy.draw_knee),
        Kind("ultrasound", False, anatomy.draw_ultrasound),
    )
}
FITTED = tuple(name for name, kind in KINDS.items() if kind.is_fitted)
UNSEEN = tuple(name for name, kind in KINDS.items() if not kind.is_fitted)


def draw_foreign(name: str, seed: int, size: int = _SIZE, heads: Sequence[Picture] = ()) -> Picture:
    """Draw a picture that is not brain MRI; the same arguments give the same one.

    Args:
        name: of its kind, one of `KINDS`.
        seed: which of the kind.
        size: its longer side in pixels, at least 64.
        heads: (H, W) uint8 slices for the kinds that destroy a head; drawn heads by default.

    Returns:
        (H, W) or (H, W, 3) uint8, red first.

    Raises:
        ValueError: an unknown kind, or too small a size.
    """
    if name not in KINDS:
        raise ValueError(f"Expected a kind among {', '.join(KINDS)}; got {name!r}.")
    if size < 64:
        raise ValueError(f"Expected a size of at least 64; got {size}.")
    kind = KINDS[name]
    rng = np.random.default_rng([crc32(name.encode()), seed])
    if kind.destroy:
        return _as_levels(kind.destroy(rng, _head(rng, size, heads)))
    assert kind.draw
    picture = _photographed(rng, kind.draw(rng, size))
    if kind.is_cut and rng.random() < 0.6:
        side = int(size * rng.uniform(0.6, 1.0))
        start = int(rng.integers(0, size - side + 1))
        cut = slice(start, start + side)
        picture = picture[cut] if rng.random() < 0.5 else picture[:, cut]
    return _as_levels(picture)


def fitting_pictures(count: int, heads: Sequence[Picture], size: int = _SIZE) -> Iterator[Picture]:
    """Draw pictures of every kind that a score may be fitted to.

    Args:
        count: of pictures of each kind.
        heads: (H, W) uint8 slices for the kinds that destroy a head.
        size: their longer side in pixels.
    """
    for name in FITTED:
        for seed in range(FIRST_FITTING_SEED, FIRST_FITTING_SEED + count):
            yield draw_foreign(name, seed, size, heads)


def _head(rng: np.random.Generator, size: int, heads: Sequence[Picture]) -> Picture:
    if not len(heads):
        return head_phantom(int(rng.integers(1 << 30)), (None, *LESIONS)[rng.integers(1 + len(LESIONS))], size)
    head = heads[int(rng.integers(len(heads)))]
    return cv2.resize(head, (size, size), interpolation=cv2.INTER_AREA).astype(np.uint8)


def _photographed(rng: np.random.Generator, picture: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Blur, dim and soil a picture now and then, as cameras, scanners and screens do."""
    if rng.random() < 0.3:
        picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.4, 2.0))
    if rng.random() < 0.3:
        picture = rng.uniform(0, 60) + picture * rng.uniform(0.4, 0.8)
    if rng.random() < 0.3:
        picture = picture + rng.normal(0, rng.uniform(1, 8), picture.shape)
    return picture


def _as_levels(picture: npt.NDArray[np.float64]) -> Picture:
    return np.ascontiguousarray(np.clip(np.rint(picture), 0, 255).astype(np.uint8))
