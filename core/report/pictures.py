"""The pictures of a report: slice, heat map and colour bar, and all of them on one sheet."""

import cv2
import numpy as np

from core.image.colour_map import colour_table
from core.image.figure import Bgr, draw_shown, lay_over
from core.image.label_placement import Box
from core.image.text_drawing import draw_line
from core.model.confidence_levels import level_words
from core.model.verdicts import stated_in_words, whole_verdict
from core.program.wording import NOTICE, whole_percent
from core.report.case import Case
from core.report.measured_shapes import draw_measurements

_LONGEST = 1024
_LINE, _GAP, _BAR, _MARKS = 22, 10, 16, 64
_GROUND, _TEXT, _FAINT = (27, 24, 22), (234, 232, 230), (171, 163, 154)
HALF_WORDS = "The line is at half of the scale."


def draw_picture(case: Case) -> Bgr:
    """Draw the slice with what was measured, and the directions of its edges where known: (h, w, 3) uint8 BGR."""
    shown = _with_edges(draw_shown(case.image, case.order.window, _LONGEST), case)
    if not case.order.shapes:
        return shown
    letters = [box for _, box in _edge_places(shown, case)]
    return draw_measurements(shown, case.image, case.order.shapes, letters)


def draw_map(case: Case) -> Bgr:
    """Draw the slice under its heat map, of the size of `draw_picture`."""
    return _with_edges(lay_over(draw_shown(case.image, case.order.window, _LONGEST), case.heat), case)


def draw_bar(width: int, height: int) -> Bgr:
    """Draw the colours of a heat map from 0 at the left to 1 at the right: (height, width, 3) uint8 BGR."""
    row = np.ascontiguousarray(colour_table()[None, :, ::-1])
    return cv2.resize(row, (width, height), interpolation=cv2.INTER_LINEAR)


def draw_sheet(case: Case) -> Bgr:
    """Draw picture, heat map, colour bar with values, verdict and notice: (height, width, 3) uint8 BGR."""
    picture, covered = draw_picture(case), draw_map(case)
    height, width = picture.shape[:2]
    lines = sheet_lines(case)
    sheet = np.empty((height + _GAP + _LINE * len(lines) + _GAP, 2 * width + 3 * _GAP + _BAR + _MARKS, 3), np.uint8)
    sheet[:] = _GROUND
    sheet[:height, :width] = picture
    sheet[:height, width + _GAP : 2 * width + _GAP] = covered
    _draw_legend(sheet[:height, 2 * width + 2 * _GAP :])
    for number, text in enumerate(lines):
        top = height + _GAP + number * _LINE
        draw_line(sheet[top : top + _LINE, _GAP:-_GAP], text, _FAINT if number else _TEXT)
    return sheet


def sheet_lines(case: Case) -> list[str]:
    """Write the lines below the pictures of a sheet."""
    found = case.prediction
    verdict = whole_verdict(found.verdict, found.prediction_set)
    if found.trust.is_refused:
        words = verdict
    else:
        words = f"{verdict}; {stated_in_words(case.stated)}; {level_words(found.level)}"
    return [
        words,
        f"{case.map_caption}. Scale: {case.method.scale}. {HALF_WORDS}",
        f"{case.model}; {case.made_at:%Y-%m-%d %H:%M}",
        *([f"File: {case.order.file_name}"] if case.order.file_name else []),
        NOTICE,
    ]


def _draw_legend(room: Bgr) -> None:
    """Draw the colour bar upright, with its values beside it."""
    height = room.shape[0]
    top, bottom = _LINE // 2, height - _LINE // 2
    room[top:bottom, :_BAR] = cv2.rotate(draw_bar(bottom - top, _BAR), cv2.ROTATE_90_COUNTERCLOCKWISE)
    for share in (0.0, 0.5, 1.0):
        middle = round(bottom - share * (bottom - top))
        start = min(max(middle - _LINE // 2, 0), height - _LINE)
        draw_line(room[start : start + _LINE, _BAR + _GAP // 2 :], whole_percent(share), _TEXT)


def _with_edges(picture: Bgr, case: Case) -> Bgr:
    for text, box in _edge_places(picture, case):
        draw_line(picture[box.top : box.bottom, box.left : box.right], text, _TEXT)
    return picture


def _edge_places(picture: Bgr, case: Case) -> list[tuple[str, Box]]:
    """Return the letters of the picture's edges, each with its place."""
    edges = case.image.edges
    if edges is None:
        return []
    height, width = picture.shape[:2]
    across, down, letter = width // 2 - 6, height // 2 - _LINE // 2, 12
    return [
        (text, Box(left, top, left + 3 * letter, top + _LINE))
        for text, top, left in (
            (edges.left, down, 6),
            (edges.right, down, width - 6 - letter * len(edges.right)),
            (edges.top, 4, across),
            (edges.bottom, height - _LINE - 4, across),
        )
        if text
    ]
