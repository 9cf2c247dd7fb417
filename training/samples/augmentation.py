"""Augmentation: random changes of the training images, so that no effect of scanner or file predicts the class."""

import math

import cv2
import numpy as np
import numpy.typing as npt

from training.settings.config import AugmentationConfig

Images = npt.NDArray[np.uint8]
FloatArray = npt.NDArray[np.float32]

# A crop shows a tumour, or it does not; one that shows a part of it is not used.
_MOSTLY, _HARDLY = 0.5, 0.01
_TRIES = 3
_KNOTS = 5
_BIAS_CELLS = 3


def vary(
    image: Images, mask: Images, size: int, rng: np.random.Generator, config: AugmentationConfig
) -> tuple[Images, Images]:
    """Change an image and its mask at random: place, then grey levels, then effects of a file.

    Args:
        image: (S, S) uint8.
        mask: (S, S) uint8, 1 inside a tumour.
        size: side of the result in pixels.
        rng: the random generator.
        config: how much of each.

    Returns:
        Image and mask, (size, size) uint8; the mask is empty where a crop has left the tumour out.
    """
    image, mask = _placed(image, mask, size, rng, config)
    if rng.random() < config.tone_share:
        image = cv2.LUT(image, _tone_curve(rng))
    else:
        image = cv2.LUT(image, _gamma_curve(rng, config))
    picture = image.astype(np.float32)
    if config.bias and rng.random() < 0.5:
        cells = rng.standard_normal((_BIAS_CELLS, _BIAS_CELLS)).astype(np.float32)
        picture *= np.exp(config.bias * cv2.resize(cells, (size, size), interpolation=cv2.INTER_CUBIC))
    if rng.random() < config.blur_share:
        picture = _softened(picture, rng)
    if config.noise and rng.random() < 0.5:
        grain = rng.standard_normal(picture.shape, dtype=np.float32)
        picture += rng.uniform(0, config.noise) * grain
    if rng.random() < config.occlusion_share:
        _occlude(picture, mask, rng)
    image = np.clip(np.rint(picture), 0, 255).astype(np.uint8)
    if rng.random() < config.jpeg_share:
        quality = int(rng.integers(25, 85))
        coded = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        image = np.asarray(cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE), np.uint8)
    return image, mask


def reduced(image: Images, mask: Images, side: int) -> tuple[Images, Images]:
    """Reduce an image and its mask before they are augmented, so that fine detail does not turn into patterns."""
    size = (side, side)
    return (
        cv2.resize(image, size, interpolation=cv2.INTER_AREA),
        cv2.resize(mask, size, interpolation=cv2.INTER_NEAREST),
    )


def _placed(
    image: Images, mask: Images, size: int, rng: np.random.Generator, config: AugmentationConfig
) -> tuple[Images, Images]:
    """Flip, turn, stretch, shift and zoom; sometimes crop, so that tumours appear without the head and the reverse."""
    total = int(mask.sum())
    for attempt in range(_TRIES + 1):
        is_crop = attempt < _TRIES and rng.random() < config.crop_share
        matrix = _affine(image.shape[0], size, rng, config, is_crop)
        moved_mask = cv2.warpAffine(mask, matrix, (size, size), flags=cv2.INTER_NEAREST)
        if not total or not is_crop:
            break
        left = float(moved_mask.sum()) / (total * abs(np.linalg.det(matrix[:, :2])))
        if left >= _MOSTLY:
            break
        if left <= _HARDLY:
            moved_mask[:] = 0
            break
    return cv2.warpAffine(image, matrix, (size, size), flags=cv2.INTER_LINEAR), moved_mask


def _affine(
    side: int, size: int, rng: np.random.Generator, config: AugmentationConfig, is_crop: bool
) -> npt.NDArray[np.float64]:
    flip = -1.0 if config.flip and rng.random() < 0.5 else 1.0
    angle = rng.uniform(-1, 1) * math.radians(config.rotation_deg)
    zoom = math.exp(rng.uniform(-1, 1) * config.zoom)
    stretch = math.exp(rng.uniform(-1, 1) * config.stretch)
    shift = rng.uniform(-1, 1, 2) * config.shift
    if is_crop:
        zoom *= rng.uniform(1.3, 2.0)
        shift = rng.uniform(-1, 1, 2) * (zoom - 1) / 2 * 0.8
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    matrix = turn @ np.diag([flip * zoom * stretch, zoom / stretch]) * (size / side)
    target = size * (0.5 + shift) - 0.5
    return np.column_stack([matrix, target - matrix @ np.full(2, (side - 1) / 2)])


def _gamma_curve(rng: np.random.Generator, config: AugmentationConfig) -> Images:
    levels = np.arange(256) / 255
    gain = 1 + rng.uniform(-1, 1) * config.brightness
    curve = levels ** math.exp(rng.uniform(-1, 1) * config.gamma) * gain
    return np.clip(np.rint(255 * curve), 0, 255).astype(np.uint8)


def _tone_curve(rng: np.random.Generator) -> Images:
    """Remap grey levels at random, as in another sequence: black stays black, all others may change order."""
    knots = np.concatenate([[0.0], rng.uniform(0.05, 1.0, _KNOTS)])
    rising = np.linspace(0, 1, _KNOTS + 1)
    # Half the original order is kept, so that a head remains recognisable.
    knots[1:] = 0.5 * knots[1:] + 0.5 * (rising[1:] if rng.random() < 0.7 else 1.05 - rising[1:])
    curve = np.interp(np.arange(256) / 255, np.concatenate([[0.0], 0.08 + 0.92 * rising[1:]]), knots)
    return np.clip(np.rint(255 * curve), 0, 255).astype(np.uint8)


def _softened(picture: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Blur, reduce and enlarge, or sharpen."""
    way, size = rng.integers(3), (picture.shape[1], picture.shape[0])
    if way == 0:
        return cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.4, 1.2))
    if way == 1:
        share = rng.uniform(0.5, 0.9)
        small = cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
        return cv2.resize(small, size, interpolation=cv2.INTER_LINEAR)
    return picture + rng.uniform(0.3, 1.2) * (picture - cv2.GaussianBlur(picture, (0, 0), 1.0))


def _occlude(picture: FloatArray, mask: Images, rng: np.random.Generator) -> None:
    """Cover a rectangle that leaves most of a tumour visible."""
    side = picture.shape[0]
    height, width = rng.integers(side // 10, side // 3, 2)
    top, left = rng.integers(0, side - height), rng.integers(0, side - width)
    part = (slice(top, top + height), slice(left, left + width))
    if mask[part].sum() <= 0.2 * mask.sum():
        picture[part] = rng.uniform(0, 120)
