"""A report as a PDF file, through ReportLab, in the font that comes with Falx."""

import io
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import cv2

from core.image.figure import Bgr
from core.program.html_report import Table
from core.program.locations import resource
from core.program.product import NAME, VERSION
from core.program.wording import NOTICE, unbroken
from core.report.case import Case
from core.report.content import ReportContent, Section, describe_case
from core.report.pictures import HALF_WORDS, draw_bar, draw_map, draw_picture

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Flowable

_FONT, _FILE = "FalxSans", "DejaVuSans.ttf"
_MISSING = "\N{REPLACEMENT CHARACTER}"
_LACKING = f"A letter that the font of this file lacks is shown as {_MISSING}; the report as HTML has all letters."
_MARGIN, _GUTTER = 48.0, 12.0
# What ReportLab leaves free within the margins.
_PADDING = 6
# Between the columns of a table.
_GAP = 10
_INK, _FAINT, _LINE = "#1c2128", "#5a6470", "#d5dae0"


def format_pdf(case: Case) -> bytes:
    """Write the report; returns the bytes of a PDF file of A4 pages."""
    # Imported here: only what writes a report needs it.
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate

    content, page = io.BytesIO(), _Page()
    flow = page.flow(case, describe_case(case), A4[0] - 2 * _MARGIN)
    document = SimpleDocTemplate(
        content,
        pagesize=A4,
        leftMargin=_MARGIN - _PADDING,
        rightMargin=_MARGIN - _PADDING,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN + 18,
        title=f"{NAME} report",
        author="",
        creator=f"{NAME} {VERSION}",
        subject=NOTICE,
    )
    document.build(flow, onFirstPage=_draw_foot, onLaterPages=_draw_foot)
    return content.getvalue()


class _Page:
    """Turns texts into what ReportLab sets, and notes whether the font lacks a letter."""

    def __init__(self) -> None:
        from reportlab.lib.styles import ParagraphStyle

        self._letters = _font().face.charToGlyph
        self._lacks = False
        plain: dict[str, Any] = {"fontName": _FONT, "textColor": _INK, "splitLongWords": True}
        self._text = ParagraphStyle("text", fontSize=9, leading=13, spaceBefore=3, spaceAfter=3, **plain)
        self._head = ParagraphStyle("head", fontSize=11, leading=15, spaceBefore=10, spaceAfter=3, **plain)
        self._title = ParagraphStyle("title", fontSize=13, leading=18, **plain)
        self._verdict = ParagraphStyle("verdict", fontSize=18, leading=24, spaceBefore=8, spaceAfter=2, **plain)
        self._small = ParagraphStyle("small", fontSize=8, leading=11, **{**plain, "textColor": _FAINT})

    def flow(self, case: Case, content: ReportContent, width: float) -> "list[Flowable]":
        """List all that is set, from top to bottom, within a width in points."""
        parts: list[Flowable] = [
            self._paragraph(f"{NAME} report", self._title),
            self._paragraph(f"{NOTICE}.", self._text),
            self._paragraph(content.verdict, self._verdict),
        ]
        if content.beside:
            parts.append(self._paragraph("; ".join(content.beside), self._text))
        parts += [self._paragraph(content.explanation, self._text), *self._pictures(case, content, width)]
        for section in content.sections:
            parts += self._section(section, width)
        parts.append(self._paragraph(content.made, self._text))
        if self._lacks:
            parts.append(self._paragraph(_LACKING, self._small))
        return parts

    def _pictures(self, case: Case, content: ReportContent, width: float) -> "list[Flowable]":
        from reportlab.platypus import Spacer, Table

        each = (width - _GUTTER) / 2
        caption = f"{content.map_caption}. Scale: {content.scale}. {HALF_WORDS}"
        bar = Table(
            [[self._paragraph("0 %", self._small), _image(draw_bar(256, 12), each - 70), self._percent()]],
            colWidths=[28, each - 66, 38],
            style=[*_TIGHT, ("VALIGN", (0, 0), (-1, -1), "MIDDLE")],
        )
        cells = [
            [_image(draw_picture(case), each), "", _image(draw_map(case), each)],
            [self._paragraph("The picture", self._small), "", [bar, self._paragraph(caption, self._small)]],
        ]
        table = Table(cells, colWidths=[each, _GUTTER, each], style=[*_TIGHT, ("VALIGN", (0, 0), (-1, -1), "TOP")])
        return [Spacer(0, 6), table]

    def _percent(self) -> "Flowable":
        return self._paragraph("100 %", self._small)

    def _section(self, section: Section, width: float) -> "list[Flowable]":
        from reportlab.platypus import CondPageBreak, KeepTogether, Table

        parts = [self._paragraph(section.title, self._head)]
        if section.rows:
            rows = [[self._paragraph(one, self._text) for one in row] for row in section.rows]
            # A long note may continue on the next page.
            parts.append(Table(rows, colWidths=[0.28 * width, 0.72 * width], style=_RULED, splitInRow=1))
        sentences = [self._paragraph(sentence, self._text) for sentence in section.sentences]
        if section.table:
            # One that fits on a page is not divided by its foot, nor from what explains it.
            return [KeepTogether([*parts, self._table(section.table, width), *sentences])]
        # A title does not stay alone at the foot of a page.
        return [CondPageBreak(60), *parts, *sentences]

    def _table(self, content: Table, width: float) -> "Flowable":
        from reportlab.platypus import Table as SetTable

        columns = len(content.head)
        first = 0.32 if columns > 2 else 0.28
        widths = [first * width, *[(1 - first) * width / (columns - 1)] * (columns - 1)]
        rows = [[self._paragraph(title, self._small) for title in content.head]]
        for row in content.rows:
            cells = [f"{cell:,}" if isinstance(cell, int) else cell for cell in row]
            rows.append([self._paragraph(cell, self._text) for cell in cells])
        return SetTable(rows, colWidths=widths, style=_RULED, repeatRows=1)

    def _paragraph(self, text: str, style: Any) -> "Flowable":
        from reportlab.platypus import Paragraph

        return Paragraph(escape(self._known(unbroken(text))).replace("\n", "<br/>"), style)

    def _known(self, text: str) -> str:
        """Replace the letters that the font lacks, and characters that are none."""
        known = "".join(
            char if char == "\n" or ord(char) in self._letters else _MISSING
            for char in unicodedata.normalize("NFC", text).replace("\t", " ").replace("\r\n", "\n")
        )
        self._lacks = self._lacks or _MISSING in known
        return known


_TIGHT = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
]
_RULED = [
    *_TIGHT,
    # Long names break within their column, and end before the next one begins.
    ("RIGHTPADDING", (0, 0), (-2, -1), _GAP),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE),
]


def _image(picture: Bgr, width: float) -> "Flowable":
    """Set a picture of a width in points; a tall one is made narrower, so that it fits on the page."""
    from reportlab.platypus import Image

    content = io.BytesIO(cv2.imencode(".png", picture)[1].tobytes())
    height = width * picture.shape[0] / picture.shape[1]
    shrunk = min(1.0, 1.4 * width / height)
    return Image(content, width=width * shrunk, height=height * shrunk)


def _draw_foot(canvas: Any, document: Any) -> None:
    """Draw the notice and the number of the page at its foot."""
    canvas.saveState()
    canvas.setFont(_FONT, 8)
    canvas.setFillColor(_FAINT)
    canvas.drawString(_MARGIN, _MARGIN - 12, f"{NOTICE}. {NAME} {VERSION}")
    canvas.drawRightString(document.pagesize[0] - _MARGIN, _MARGIN - 12, f"Page {document.page}")
    canvas.restoreState()


@lru_cache(1)
def _font() -> "TTFont":
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    # Pictures as bytes rather than as letters, which would take a second and a quarter more room.
    rl_config.useA85 = 0
    font = TTFont(_FONT, str(resource("fonts", _FILE)))
    pdfmetrics.registerFont(font)
    return font
