"""Other anatomy, roughly as radiographs, CT, MR and ultrasound show it: (size, size) float64, about in [0, 255]."""

from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from training.not_brain.patterns import axes, smooth_noise

FloatArray = npt.NDArray[np.float64]
Point = tuple[float, float]


def draw_chest(rng: np.random.Generator, size: int) -> FloatArray:
    """Draw a chest radiograph: dark lungs, ribs, spine, heart, diaphragm."""
    x, y = axes(size)
    picture = 120 + 30 * smooth_noise(rng, size, 2) + 40 * y
    width = rng.uniform(0.3, 0.38)
    for side in (-1, 1):
        lung = _ellipse(x - side * 0.42, y + 0.05, width, rng.uniform(0.62, 0.75))
        picture -= rng.uniform(60, 90) * _soft(1 - lung, 0.12)
        for rib in range(8):
            arc = y - (-0.75 + 0.18 * rib + 0.35 * (np.abs(x) - 0.45) ** 2 + 0.15 * np.abs(x))
            picture += 22 * np.exp(-((arc / 0.025) ** 2)) * _soft(0.85 - np.abs(x), 0.1) * (side * x > 0)
        picture += 25 * np.exp(-(((y + 0.78 + 0.25 * np.abs(x - side * 0.4)) / 0.03) ** 2)) * (side * x > 0.05)
    picture += 60 * np.exp(-((x / 0.1) ** 2)) + 8 * np.sin(y * 45) * np.exp(-((x / 0.08) ** 2))
    picture += 75 * _soft(1 - _ellipse(x - 0.14, y - 0.3, rng.uniform(0.3, 0.42), 0.33), 0.15)
    picture += 90 * _soft(y - 0.68 + 0.2 * (np.abs(x) - 0.4) ** 2, 0.05)
    return picture * _soft(1.15 - np.abs(x) - 0.2 * np.maximum(0, -y - 0.6), 0.1)


def draw_hand(rng: np.random.Generator, size: int) -> FloatArray:
    """Draw a radiograph of a hand: soft tissue around five rows of bones."""
    x, y = axes(size)
    picture = 10 + 8 * smooth_noise(rng, size, 1.5)
    flesh, bones = np.full_like(x, 9.0), np.full_like(x, 9.0)
    spread = rng.uniform(0.8, 1.2)
    for finger, (turn, reach) in enumerate(((-0.95, 0.75), (-0.3, 1.05), (-0.03, 1.15), (0.22, 1.07), (0.5, 0.88))):
        lean = spread * turn
        start = np.array([0.18 * (finger - 2) * 0.8, 0.35])
        step = reach * np.array([np.sin(lean), -np.cos(lean)])
        flesh = np.minimum(flesh, _stroke(x, y, start, start + step) - 0.085)
        joints = (0.05, 0.42, 0.7, 0.86, 0.98) if finger else (0.05, 0.45, 0.75, 0.98)
        for begin, end in pairwise(joints):
            bone = _stroke(x, y, start + (begin + 0.025) * step, start + (end - 0.02) * step)
            bones = np.minimum(bones, bone - 0.03)
    flesh = np.minimum(flesh, _ellipse(x, y - 0.35, 0.42, 0.35) - 1)
    flesh = np.minimum(flesh, np.maximum(np.abs(x) - 0.26, 0.5 - y))
    for _ in range(8):
        bones = np.minimum(bones, np.hypot(x - rng.uniform(-0.22, 0.22), y - rng.uniform(0.42, 0.6)) - 0.065)
    for column in (-0.12, 0.1):
        bones = np.minimum(bones, np.maximum(np.abs(x - column) - 0.085, 0.68 - y))
    picture += 70 * _soft(-flesh, 0.03) + 90 * _soft(-bones, 0.02) - 25 * _soft(-bones - 0.015, 0.02)
    return 255 - picture if rng.random() < 0.2 else picture


def draw_abdomen(rng: np.random.Generator, size: int) -> FloatArray:
    """Draw an axial CT of the abdomen: fat, muscle, liver, spleen, kidneys, gut, a vertebra, the table."""
    x, y = axes(size)
    x, y = x + 0.05 * (smooth_noise(rng, size, 2) - 0.5), y + 0.05 * (smooth_noise(rng, size, 2) - 0.5)
    body = _ellipse(x, y, rng.uniform(0.85, 0.95), rng.uniform(0.6, 0.72))
    picture = 70 * _soft(1 - body, 0.02)
    picture += 55 * _soft(0.86 - body, 0.02) - 50 * _soft(0.78 - body, 0.03)
    organs: tuple[tuple[Point, Point, float], ...] = (
        ((-0.38, -0.08), (0.33, 0.38), 150),
        ((0.52, 0.1), (0.15, 0.24), 145),
        ((-0.34, 0.3), (0.12, 0.13), 190),
        ((0.34, 0.3), (0.12, 0.13), 190),
        ((0.2, -0.2), (0.25, 0.16), 110),
        ((-0.02, 0.12), (0.06, 0.06), 200),
        ((0.0, 0.34), (0.16, 0.12), 230),
    )
    for (cx, cy), (rx, ry), level in organs:
        place = rng.normal(0, 0.03, 2)
        cover = _soft(1 - _ellipse(x - cx - place[0], y - cy - place[1], rx, ry), 0.08)
        picture += cover * (level + rng.normal(0, 12) - picture)
    for _ in range(int(rng.integers(3, 9))):
        gut = _ellipse(x - rng.uniform(-0.4, 0.5), y - rng.uniform(-0.35, 0.05), *rng.uniform(0.05, 0.11, 2))
        picture += _soft(1 - gut, 0.1) * (120 - picture) + _soft(0.6 - gut, 0.1) * rng.choice([-110, 30])
    picture += 160 * _soft(0.04 - np.hypot(x, y - 0.44), 0.02)
    picture += 60 * np.exp(-(((y - 0.85 - 0.12 * x**2) / 0.02) ** 2))
    return picture + rng.normal(0, 6, picture.shape)


def draw_knee(rng: np.random.Generator, size: int) -> FloatArray:
    """Draw a sagittal MR slice of a knee: femur, tibia, patella, gristle, muscles and fat."""
    x, y = axes(size)
    x = x + 0.08 * (smooth_noise(rng, size, 2) - 0.5)
    fat, marrow, muscle = rng.uniform(120, 220), rng.uniform(90, 200), rng.uniform(50, 90)
    leg = np.abs(x - 0.05 * np.sin(2 * y)) / rng.uniform(0.6, 0.75)
    picture = fat * _soft(1 - leg, 0.04)
    picture += _soft(0.82 - leg, 0.05) * (muscle + 25 * smooth_noise(rng, size, 1.2) - picture)
    femur = np.minimum(np.maximum(np.abs(x + 0.05) - 0.2, y + 0.3), np.hypot(x, (y + 0.3) * 1.1) - 0.37)
    tibia = np.minimum(
        np.maximum(np.abs(x + 0.02) - 0.2, 0.3 - y), np.maximum(np.abs(x) - 0.38, np.abs(y - 0.24) - 0.12)
    )
    patella = _stroke(x, y, np.array([0.5, -0.5]), np.array([0.52, -0.2])) - 0.08
    for bone in (femur, tibia, patella):
        picture += _soft(0.045 - bone, 0.02) * (20 - picture)
        picture += _soft(-bone, 0.02) * (marrow + 30 * smooth_noise(rng, size, 1) - picture)
    for side in (-0.25, 0.25):
        picture += _soft(1 - _ellipse(x - side, y - 0.09, 0.12, 0.045), 0.3) * (15 - picture)
    return picture * (1 - 0.3 * rng.random() * np.abs(y)) + rng.normal(0, 4, picture.shape)


def draw_ultrasound(rng: np.random.Generator, size: int) -> FloatArray:
    """Draw an ultrasound fan: speckle, layers, a dark cyst or two and their bright echo."""
    x, y = axes(size)
    apex = rng.uniform(-1.5, -1.05)
    depth, angle = np.hypot(x, y - apex), np.arctan2(x, y - apex)
    opening, reach = rng.uniform(0.45, 0.8), rng.uniform(1.7, 1.95)
    near = rng.uniform(0.1, 0.35) - apex - 1
    inside = _soft(opening - np.abs(angle), 0.01) * _soft(depth - near, 0.02) * _soft(reach - depth, 0.02)
    tissue = 60 + 110 * smooth_noise(rng, size, 1.3) + 30 * np.sin(depth * rng.uniform(8, 30) + 2 * angle)
    for _ in range(int(rng.integers(0, 4))):
        cx, cy = rng.uniform(-0.35, 0.35), rng.uniform(-0.2, 0.5)
        cyst = _ellipse(x - cx, y - cy, *rng.uniform(0.08, 0.25, 2))
        tissue += _soft(1 - cyst, 0.1) * (10 - tissue)
        tissue += 50 * (np.abs(x - cx) < 0.1) * np.exp(-(((y - cy - 0.25) / 0.08) ** 2))
    speckle = cv2.GaussianBlur(rng.rayleigh(1.0, (size, size)), (0, 0), sigmaX=1.6, sigmaY=0.8)
    picture = inside * tissue * speckle * (1.2 - 0.35 * depth)
    if rng.random() < 0.6:
        cv2.putText(picture, "12 cm  0.9 MI", (4, 14), cv2.FONT_HERSHEY_SIMPLEX, size / 700, 200.0, 1)
        cv2.rectangle(picture, (size - 12, size // 4), (size - 6, 3 * size // 4), 180.0, -1)
    return picture


def _soft(signed: FloatArray, width: float) -> FloatArray:
    """Turn a signed distance into coverage: 1 well inside, where it is positive, 0 outside."""
    return np.clip(0.5 + signed / width, 0, 1)


def _ellipse(x: FloatArray, y: FloatArray, width: float, height: float) -> FloatArray:
    return np.hypot(x / width, y / height)


def _stroke(x: FloatArray, y: FloatArray, start: FloatArray, end: FloatArray) -> FloatArray:
    """Measure the distance from a straight line between two points."""
    step = end - start
    along = np.clip(((x - start[0]) * step[0] + (y - start[1]) * step[1]) / (step @ step), 0, 1)
    return np.hypot(x - start[0] - along * step[0], y - start[1] - along * step[1])
