"""Reports as HTML and PDF: what a browser and `pdftotext` read in them."""

import base64
import re
from dataclasses import replace
from html.parser import HTMLParser

import cv2
import numpy as np
import pytest

from core.errors import UnwritableOutputError
from core.history.entry import Judgement, Opinion
from core.program.wording import NOTICE
from core.report.html_page import format_page
from core.report.pdf_page import format_pdf
from core.report.writing import write_report
from tests.core.report.drawn_case import draw_case, draw_slice
from tests.system_tool import run_tool

NAMES = "Zoë Çelik Łukasz Ďurić, Αθηνά Παπαδοπούλου, Юрий Щербаков"
HOSTILE = "<b>&amp;</b> <script>alert(1)</script> {{ 7*7 }}"


class Page(HTMLParser):
    """The parts of a page that matter here."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.sources, self.texts = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.sources += [value for name, value in attrs if name in ("src", "href", "srcset", "data", "action")]

    def handle_data(self, data):
        self.texts.append(data)


def full_case(note="dural tail"):
    return draw_case(
        file_name=f"{NAMES}.dcm", opinion=Opinion(Judgement.OTHER, "meningioma", note), measurements=("ruler 20.0 mm",)
    )


def test_a_page_needs_no_network_and_runs_nothing():
    text = format_page(full_case(HOSTILE))
    page = Page(text)
    assert page.sources
    assert all(source.startswith("data:image/png;base64,") for source in page.sources)
    assert not {"script", "link", "iframe", "b-"} & set(page.tags)
    assert "http" not in re.sub(r"base64,[^\"]*", "", text)
    assert "url(" not in text
    assert HOSTILE in "".join(page.texts)


def test_a_page_shows_picture_map_and_colour_bar():
    pictures = []
    for source in Page(format_page(full_case())).sources:
        content = np.frombuffer(base64.b64decode(source.partition(",")[2]), np.uint8)
        pictures.append(cv2.imdecode(content, cv2.IMREAD_COLOR))
    shown, covered, bar = pictures
    assert shown.shape == covered.shape == (512, 512, 3)
    changed = np.abs(shown.astype(int) - covered).max(axis=2) > 20
    # The warm spot, and nothing away from it.
    assert changed[100:140, 100:140].all()
    assert not changed[200:, 200:].any()
    assert bar[:, 0].max() < 20 < bar[:, -1].min()


@pytest.mark.parametrize("word", ["Glioma", NOTICE, "meningioma", "dural tail", "20.0 mm", "71.8 %", NAMES, "Falx "])
def test_a_page_has_the_words(word):
    assert word in "".join(Page(format_page(full_case())).texts)


def test_a_pdf_has_the_words_also_names_of_other_scripts(tmp_path):
    path = tmp_path / "report.pdf"
    write_report(full_case("line one\nline two & <more>"), path)
    status, text = run_tool("pdftotext", "poppler-utils", "-layout", path, "-")
    assert status == 0, text
    flat = " ".join(text.split())
    for word in ("Glioma", NOTICE, "Sees another class: meningioma", "line one", "line two & <more>", "20.0 mm"):
        assert word in flat
    for word in NAMES.split():
        assert word in flat
    assert "71.8 % (66.1 to" in flat
    assert "Page 1" in flat
    assert "�" not in flat


def test_a_letter_that_the_font_lacks_is_admitted(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(format_pdf(full_case("脑 tumour")))
    text = " ".join(run_tool("pdftotext", "poppler-utils", path, "-")[1].split())
    assert "� tumour" in text
    assert "the report as HTML has all letters" in text


@pytest.mark.slow
def test_a_long_note_takes_as_many_pages_as_it_needs(tmp_path):
    path = tmp_path / "report.pdf"
    note = "x" * 1000 + "\n" * 120 + "the end"
    write_report(full_case(note), path)
    assert "the end" in run_tool("pdftotext", "poppler-utils", path, "-")[1]


@pytest.mark.parametrize("size", [(16, 400), (400, 16)], ids=["wide", "tall"])
def test_a_picture_of_odd_proportions_fits(tmp_path, size):
    image = draw_slice()
    odd = type(image)(np.resize(image.pixels, size), image.window, image.source, 0, 1, "")
    write_report(draw_case(odd), tmp_path / "a.pdf")
    write_report(draw_case(odd), tmp_path / "a.html")


def test_no_name_of_the_file_is_in_a_report(tmp_path):
    for suffix in ("pdf", "html", "dcm"):
        path = tmp_path / f"a.{suffix}"
        write_report(draw_case(), path)
        assert b"Doe^Jane" not in path.read_bytes()
    assert "Doe" not in run_tool("pdftotext", "poppler-utils", tmp_path / "a.pdf", "-")[1]


@pytest.mark.parametrize("name", ["report", "report.txt", "report.pdf.gz"])
def test_a_name_without_a_format_is_refused(tmp_path, name):
    with pytest.raises(UnwritableOutputError, match=r"\.pdf, \.html or \.dcm"):
        write_report(draw_case(), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


LONG = "high_grade_glioma_with_oligodendroglial_component_and_necrosis"


def test_a_long_name_in_a_table_stays_within_its_column(tmp_path):
    case = draw_case()
    names = (
        LONG,
        "a class of many short words that together are far wider than any column",
        *case.prediction.classes[2:],
    )
    found = replace(case.prediction, classes=names, prediction_set=names[:1])
    path = tmp_path / "report.pdf"
    path.write_bytes(format_pdf(replace(case, prediction=found)))
    text = run_tool("pdftotext", "poppler-utils", "-bbox", path, "-")[1]
    words = [
        (word, float(left), float(top), float(right))
        for left, top, right, word in re.findall(
            r'<word xMin="([^"]+)" yMin="([^"]+)" xMax="([^"]+)"[^>]*>([^<]*)<', text
        )
    ]
    [(_, second, line, _)] = [one for one in words if one[0] == "Probability" and one[1] > 100]
    column = [word for word in words if line < word[2] < line + 120 and word[1] < second - 1]
    assert "".join(word[0] for word in column).replace(" ", "").casefold().startswith(("class", LONG[:10]))
    assert len(column) > 10
    assert all(right < second - 5 for _, _, _, right in column)


@pytest.mark.parametrize("count", [6, 8, 10, 12])
def test_the_foot_of_a_page_does_not_divide_the_probabilities(tmp_path, count):
    path = tmp_path / "report.pdf"
    path.write_bytes(format_pdf(draw_case(measurements=tuple(f"Ruler {number} mm" for number in range(count)))))
    pages = run_tool("pdftotext", "poppler-utils", "-layout", path, "-")[1].split("\f")
    [table] = [page for page in pages if re.search(r"Class +Probability", page)]
    assert all(re.search(rf"^{name} +[<\d]", table, re.MULTILINE) for name in ("Glioma", "Meningioma", "No tumour"))
    assert re.search(r"^Pituitary tumour +[<\d]", table, re.MULTILINE)
    assert "Calibrated: of 100 slices" in table


def test_no_line_begins_with_a_percent_sign(tmp_path):
    path = tmp_path / "report.pdf"
    # Words of all lengths, so that lines would end before each part of a percentage.
    path.write_bytes(format_pdf(full_case(" ".join(f"{'x' * (number % 17)} > 95 %" for number in range(120)))))
    lines = run_tool("pdftotext", "poppler-utils", "-layout", path, "-")[1].splitlines()
    assert sum("95\N{NO-BREAK SPACE}%" in line or "95 %" in line for line in lines) > 20
    assert not [line for line in lines if line.strip().startswith("%")]
    assert not [line for line in lines if line.endswith(">")]
