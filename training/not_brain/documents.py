"""Pages: text, line drawings and charts: (size, size[, 3]) float64, about in [0, 255]."""

import cv2
import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]

_FONTS = (cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_COMPLEX, cv2.FONT_HERSHEY_TRIPLEX, cv2.FONT_HERSHEY_SCRIPT_SIMPLEX)
_LETTERS = list("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;-+%()")


def draw_text(rng: np.random.Generator, size: int) -> FloatArray:
    """Draw lines of words, dark on light or light on dark."""
    paper, ink = _paper_and_ink(rng)
    page = np.full((size, size), paper)
    scale = size / 256 * rng.uniform(0.25, 1.2)
    font, row = int(rng.choice(_FONTS)), int(30 * scale)
    while row < size:
        words = ("".join(rng.choice(_LETTERS, int(rng.integers(1, 10)))) for _ in range(40))
        cv2.putText(page, " ".join(words), (int(10 * scale), row), font, scale, ink, max(1, int(1.6 * scale)))
        row += int(rng.choice([34, 34, 34, 70]) * scale)
    return page


def draw_drawing(rng: np.random.Generator, size: int) -> FloatArray:
    """Draw a face, a house, a figure or scribbles with a pen."""
    paper, ink = _paper_and_ink(rng)
    page = np.full((size, size), paper)
    width = int(rng.integers(1, max(3, size // 50)))

    def at(x: float, y: float) -> tuple[int, int]:
        jitter = rng.normal(0, 0.01, 2)
        return int(size * (x + jitter[0])), int(size * (y + jitter[1]))

    def lines(*points: tuple[float, float]) -> None:
        cv2.polylines(page, [np.array([at(*point) for point in points], np.int32)], False, ink, width, cv2.LINE_AA)

    def circle(x: float, y: float, radius: float, start: int = 0, end: int = 360) -> None:
        reach = (int(size * radius), int(size * radius * rng.uniform(0.9, 1.1)))
        cv2.ellipse(page, at(x, y), reach, 0, start, end, ink, width, cv2.LINE_AA)

    choice = rng.integers(4)
    if choice == 0:
        circle(0.5, 0.5, rng.uniform(0.3, 0.42))
        circle(0.37, 0.4, 0.05)
        circle(0.63, 0.4, 0.05)
        lines((0.5, 0.42), (0.46, 0.56), (0.52, 0.57))
        circle(0.5, 0.6, 0.15, 20, 160)
    elif choice == 1:
        lines((0.2, 0.85), (0.2, 0.45), (0.5, 0.2), (0.8, 0.45), (0.8, 0.85), (0.2, 0.85))
        lines((0.42, 0.85), (0.42, 0.6), (0.58, 0.6), (0.58, 0.85))
        lines((0.25, 0.5), (0.37, 0.5), (0.37, 0.62), (0.25, 0.62), (0.25, 0.5))
        circle(0.85, 0.15, 0.08)
    elif choice == 2:
        circle(0.5, 0.2, 0.1)
        lines((0.5, 0.3), (0.5, 0.6), (0.35, 0.9))
        lines((0.5, 0.6), (0.65, 0.9))
        lines((0.25, rng.uniform(0.3, 0.6)), (0.5, 0.4), (0.75, rng.uniform(0.3, 0.6)))
    else:
        for _ in range(int(rng.integers(1, 6))):
            steps = np.cumsum(rng.normal(0, 0.06, (60, 2)), axis=0) + rng.uniform(0.2, 0.8, 2)
            lines(*map(tuple, steps.tolist()))
    return page


def draw_chart(rng: np.random.Generator, size: int) -> FloatArray:
    """Draw bars, curves, points or a pie, with axes and numbers."""
    paper, ink = _paper_and_ink(rng)
    page = np.full((size, size, 3), paper)
    left, bottom, span = int(0.12 * size), int(0.88 * size), 0.75 * size
    black = (ink, ink, ink)
    choice = rng.integers(4)
    if choice == 3:
        angle = 0.0
        for share in rng.dirichlet(np.full(int(rng.integers(3, 8)), 3.0)):
            colour, end = rng.uniform(0, 255, 3).tolist(), angle + 360 * share
            cv2.ellipse(page, (size // 2, size // 2), (int(span / 2),) * 2, 0, angle, end, colour, -1, cv2.LINE_AA)
            angle = end
        return page
    cv2.line(page, (left, bottom), (size, bottom), black, 1)
    cv2.line(page, (left, 0), (left, bottom), black, 1)
    for tick in range(1, 6):
        row = bottom - int(tick * span / 5)
        cv2.line(page, (left - 3, row), (size if choice == 1 else left, row), black, 1)
        cv2.putText(page, str(tick * 20), (2, row + 3), _FONTS[0], size / 900, black, 1)
    count = int(rng.integers(4, 14))
    for _ in range(1 if choice == 0 else int(rng.integers(1, 4))):
        colour = rng.uniform(0, 255, 3).tolist()
        heights = rng.uniform(0.05, 1, count) * span if choice == 0 else np.cumsum(rng.normal(0, 0.12, count)) * span
        columns = left + (np.arange(count) + 0.5) * span / count
        points = np.stack([columns, bottom - (heights if choice == 0 else span / 2 + heights)], axis=1).astype(np.int32)
        if choice == 0:
            half = int(0.35 * span / count)
            for x, y in points.tolist():
                cv2.rectangle(page, (x - half, y), (x + half, bottom), colour, -1)
        elif choice == 1:
            cv2.polylines(page, [points], False, colour, 2, cv2.LINE_AA)
        else:
            for x, y in points.tolist():
                cv2.circle(page, (x, y), max(2, size // 80), colour, -1, cv2.LINE_AA)
    return page


def _paper_and_ink(rng: np.random.Generator) -> tuple[float, float]:
    paper, ink = rng.uniform(200, 255), rng.uniform(0, 60)
    return (paper, ink) if rng.random() < 0.7 else (ink, paper)
