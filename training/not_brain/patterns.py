"""Noise, patterns, shapes, textures and landscapes: (size, size[, 3]) float64, about in [0, 255]."""

import cv2
import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


def smooth_noise(rng: np.random.Generator, size: int, exponent: float) -> FloatArray:
    """Draw noise whose amplitude falls with the frequency to a power: (size, size) in [0, 1]."""
    frequency = np.hypot(np.fft.fftfreq(size)[:, None], np.fft.rfftfreq(size)[None])
    frequency[0, 0] = 1
    spectrum = np.fft.rfft2(rng.normal(size=(size, size))) / frequency**exponent
    spectrum[0, 0] = 0
    field = np.fft.irfft2(spectrum, (size, size))
    return (field - field.min()) / (np.ptp(field) + 1e-12)


def axes(size: int) -> tuple[FloatArray, FloatArray]:
    """Return x to the right and y downwards, both from -1 to 1: (size, size) each."""
    axis = (np.arange(size) + 0.5) * (2 / size) - 1
    x, y = np.meshgrid(axis, axis)
    return x, y


def draw_blank(rng: np.random.Generator, size: int) -> FloatArray:
    """Draw one grey level or colour, black and white among them."""
    level = rng.choice([0, 255, rng.uniform(0, 255)])
    shape = (size, size, 3) if rng.random() < 0.3 else (size, size)
    return np.full(shape, level) if len(shape) == 2 else np.zeros(shape) + rng.uniform(0, 255, 3)


def draw_gradient(rng: np.random.Generator, size: int) -> FloatArray:
    """Draw a gradient along a line or around a spot."""
    x, y = axes(size)
    if rng.random() < 0.5:
        turn = rng.uniform(0, 2 * np.pi)
        ramp = 0.5 + 0.4 * (np.cos(turn) * x + np.sin(turn) * y)
    else:
        ramp = np.exp(-np.hypot(x - rng.uniform(-0.4, 0.4), y - rng.uniform(-0.4, 0.4)) / rng.uniform(0.3, 1.2))
    low, high = rng.uniform(0, 255, 2)
    return low + (high - low) * np.asarray(ramp)


def draw_white_noise(rng: np.random.Generator, size: int) -> FloatArray:
    """Draw noise of pixels or of coarse cells, grey or coloured."""
    side = size // int(rng.choice([1, 1, 2, 4, 8, 16]))
    shape = (side, side, 3) if rng.random() < 0.3 else (side, side)
    cells = rng.normal(rng.uniform(20, 200), rng.uniform(10, 80), shape)
    return cv2.resize(cells, (size, size), interpolation=cv2.INTER_NEAREST).astype(np.float64)


def draw_coloured_noise(rng: np.random.Generator, size: int) -> FloatArray:
    """Draw clouds: smooth noise, at times in colours, at times with hard levels."""
    clouds = smooth_noise(rng, size, rng.uniform(0.5, 2.5))
    if rng.random() < 0.3:
        clouds = np.stack([clouds, *(smooth_noise(rng, size, 1.5) for _ in range(2))], axis=2)
    if rng.random() < 0.25:
        clouds = np.floor(clouds * 5) / 4
    return 255 * clouds ** rng.uniform(0.5, 3)


def draw_salt(rng: np.random.Generator, size: int) -> FloatArray:
    """Draw dots strewn over a ground: stars, dust, snow."""
    ground, dots = rng.choice(np.array([(0.0, 255.0), (255.0, 0.0), (rng.uniform(0, 120), 255.0)]))
    picture = np.full((size, size), float(ground))
    picture[rng.random((size, size)) < 10 ** rng.uniform(-3, -0.7)] = dots
    for _ in range(int(rng.integers(0, 40))):
        center = (int(rng.integers(size)), int(rng.integers(size)))
        cv2.circle(picture, center, int(rng.integers(1, max(2, size // 60))), float(dots), -1)
    return picture


def draw_checkerboard(rng: np.random.Generator, size: int) -> FloatArray:
    """Draw checks, stripes, grids and rings, turned by any angle."""
    x, y = axes(size)
    turn, count = rng.uniform(0, np.pi), rng.uniform(2, 24)
    along, across = np.cos(turn) * x + np.sin(turn) * y, np.cos(turn) * y - np.sin(turn) * x
    wave, other = np.sin(np.pi * count * along), np.sin(np.pi * count * across)
    pattern = (wave * other, wave, np.maximum(wave, other) - 0.9, np.sin(np.pi * count * np.hypot(x, y)))[
        rng.integers(4)
    ]
    low, high = np.sort(rng.uniform(0, 255, 2))
    return low + (high - low) * np.clip(0.5 + pattern * (20 if rng.random() < 0.7 else 0.5), 0, 1)


def draw_colours(rng: np.random.Generator, size: int) -> FloatArray:
    """Draw colour bars, colour waves or a colour wheel."""
    x, y = axes(size)
    choice = rng.integers(3)
    if choice == 0:
        bars = rng.uniform(0, 255, (int(rng.integers(2, 12)), 1, 3))
        picture = cv2.resize(bars, (size, size), interpolation=cv2.INTER_NEAREST)
        return np.asarray(picture if rng.random() < 0.5 else picture.transpose(1, 0, 2), np.float64)
    if choice == 1:
        waves = [np.sin(rng.uniform(-12, 12) * x + rng.uniform(-12, 12) * y + rng.uniform(0, 6)) for _ in range(3)]
        return 127.5 + 127.5 * np.stack(waves, axis=2)
    hue = (np.arctan2(y, x) + np.pi) * (179 / (2 * np.pi))
    wheel = np.stack([hue, 255 * np.minimum(np.hypot(x, y), 1), np.full_like(x, 255)], axis=2).astype(np.uint8)
    return cv2.cvtColor(wheel, cv2.COLOR_HSV2RGB).astype(np.float64)


def draw_shapes(rng: np.random.Generator, size: int) -> FloatArray:
    """Draw discs, boxes, polygons and bars over a plain ground."""
    picture = np.full((size, size), float(rng.choice([0.0, 255.0, rng.uniform(0, 255)])))
    for _ in range(int(rng.integers(1, 12))):
        level, center = rng.uniform(0, 255), rng.integers(0, size, 2)
        reach = rng.uniform(0.05, 0.35) * size
        corners = int(rng.integers(2, 9))
        angles = np.sort(rng.uniform(0, 2 * np.pi, corners))
        if corners == 2:
            cv2.circle(picture, center.tolist(), int(reach), level, int(rng.choice([-1, 2, 6])))
        else:
            points = center + reach * np.stack([np.cos(angles), np.sin(angles)], axis=1)
            cv2.fillPoly(picture, [points.astype(np.int32)], level)
    return picture


def draw_texture(rng: np.random.Generator, size: int) -> FloatArray:
    """Draw wood, cells, cloth or marble."""
    x, y = axes(size)
    choice = rng.integers(4)
    if choice == 0:
        rings = np.hypot(x - rng.uniform(-2, 2), 0.2 * y) + 0.3 * smooth_noise(rng, size, 2)
        return 110 + 70 * np.sin(rings * rng.uniform(20, 60)) + 40 * smooth_noise(rng, size, 1)
    if choice == 1:
        points = rng.uniform(-1, 1, (int(rng.integers(15, 120)), 2))
        distances = np.sort([np.hypot(x - px, y - py) for px, py in points], axis=0)[:2]
        edges = np.clip((distances[1] - distances[0]) * len(points) ** 0.5 * 3, 0, 1)
        return 255 * (edges if rng.random() < 0.5 else 1 - edges) * rng.uniform(0.5, 1)
    if choice == 2:
        threads = np.sin(x * rng.uniform(60, 150)) * np.sin(y * rng.uniform(60, 150))
        return 120 + 60 * threads + 60 * (smooth_noise(rng, size, 1) - 0.5)
    veins = np.abs(np.sin(rng.uniform(4, 12) * x + rng.uniform(8, 25) * smooth_noise(rng, size, 1.7)))
    return 40 + 200 * veins ** rng.uniform(0.3, 2)


def draw_landscape(rng: np.random.Generator, size: int) -> FloatArray:
    """Draw a sky with clouds, ranges one before the other, a ground and at times houses or trees, in colour or grey."""
    sky = 140 + 100 * smooth_noise(rng, size, 1.8)
    picture = np.stack([sky * 0.8, sky * 0.9, np.minimum(sky * 1.1, 255)], axis=2)
    rows = np.arange(size)[:, None]
    for depth in range(int(rng.integers(1, 5))):
        ridge = size * (0.35 + 0.13 * depth + 0.25 * (smooth_noise(rng, size, 1.7)[0] - 0.5))
        ground = smooth_noise(rng, size, rng.uniform(0.6, 1.4))[:, :, None] * rng.uniform(60, 200, 3)
        picture = np.where((rows > ridge[None])[:, :, None], ground, picture)
    for _ in range(int(rng.integers(0, 10))):
        left, top = int(rng.integers(size)), int(size * rng.uniform(0.3, 0.8))
        width, height = (int(size * part) for part in rng.uniform(0.03, 0.25, 2))
        colour = rng.uniform(20, 230, 3).tolist()
        if rng.random() < 0.5:
            cv2.rectangle(picture, (left, top), (left + width, top + height), colour, -1)
            for row in range(top + 4, top + height - 4, 10):
                cv2.line(picture, (left + 3, row), (left + width - 3, row), (230, 220, 160), 2)
        else:
            cv2.line(picture, (left, top), (left, top + height), (60, 40, 20), max(1, width // 8))
            cv2.ellipse(picture, (left, top), (max(width // 2, 1), max(height // 2, 1)), 0, 0, 360, colour, -1)
    return picture if rng.random() < 0.6 else picture @ np.array([0.299, 0.587, 0.114])


def draw_bodies(rng: np.random.Generator, size: int) -> FloatArray:
    """Draw rounded bodies of any kind on black: they share the outline of a head and nothing else."""
    x, y = axes(size)
    picture = np.zeros((size, size))
    for _ in range(int(rng.choice([1, 1, 1, 2, 3]))):
        width, height = rng.uniform(0.3, 0.9, 2)
        turn = np.arctan2(y, x)
        wobble = 1 + sum(rng.normal(0, 0.25 / n) * np.cos(n * turn + rng.uniform(0, 6)) for n in range(2, 7))
        radius = np.hypot((x - rng.uniform(-0.2, 0.2)) / width, (y - rng.uniform(-0.2, 0.2)) / height) / wobble
        make = rng.integers(5)
        if make == 0:
            inside = np.full_like(x, rng.uniform(30, 255))
        elif make == 1:
            inside = draw_coloured_noise(rng, size)
        elif make == 2:
            inside = 128 + 120 * np.sin(radius * rng.uniform(5, 40) + rng.uniform(0, 6))
        elif make == 3:
            inside = draw_texture(rng, size)
        else:
            inside = draw_shapes(rng, size)
        inside = inside.mean(axis=2) if inside.ndim == 3 else inside
        if rng.random() < 0.5:
            inside = np.where(radius > rng.uniform(0.8, 0.95), rng.uniform(100, 255), inside)
        coverage = np.clip((1 - radius) * size / rng.uniform(4, 30), 0, 1)
        picture += coverage * (inside - picture)
    return picture
