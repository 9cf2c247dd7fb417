"""A report as one self-contained HTML page."""

import cv2

from core.image.figure import Bgr
from core.program.html_report import embed_png, render_page
from core.program.wording import NOTICE
from core.report.case import Case
from core.report.content import describe_case
from core.report.pictures import HALF_WORDS, draw_bar, draw_map, draw_picture


def format_page(case: Case) -> str:
    """Write the page."""
    return render_page(
        "case_report.html",
        title="Falx report",
        notice=NOTICE,
        content=describe_case(case),
        picture_source=_source(draw_picture(case)),
        map_source=_source(draw_map(case)),
        bar_source=_source(draw_bar(256, 12)),
        half=HALF_WORDS,
    )


def _source(picture: Bgr) -> str:
    return embed_png(cv2.imencode(".png", picture)[1].tobytes())
