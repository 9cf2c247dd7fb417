"""The report of a batch: complete, in order, escaped, and whole without a network."""

import re
from html.parser import HTMLParser

import numpy as np
import pytest

from core.batch.report import MOST_PICTURES, ReportFacts, format_report
from core.model.verdicts import make_verdict
from core.program.wording import NOTICE
from core.records.agreement import Agreement
from core.records.record import Finding, Record

CLASSES = ("glioma", "meningioma", "notumor", "pituitary")
FACTS = ReportFacts("Falx: <scans> & more", "falx-mobilenetv2 1.0.0", "2026-03-01 12:00")


def a_record(number, label="glioma", top=0.95, plausible=None, novelty=0.4, path=None, level=0.95):
    rest = (1 - top) / 3
    finding = Finding(
        verdict=make_verdict(plausible or (label,), True, novelty, 2.0),
        label=label,
        level=level,
        tumour_probability=1 - (top if label == "notumor" else rest),
        probabilities={name: top if name == label else rest for name in dict.fromkeys((*CLASSES, label))},
        prediction_set=tuple(plausible or (label,)),
        novelty=novelty,
        is_in_distribution=novelty <= 1,
        window=(255.0, 127.5),
    )
    return Record(path or f"{number:04}.png", 0, finding, "falx 1.0.0", "0" * 64, None)


def report(records, agreement=None, picture=None):
    shown = []

    def picture_of(record):
        shown.append(record.path)
        return np.zeros((8, 8), np.uint8) if picture is None else picture

    return format_report(FACTS, records, agreement, lambda record: record.path, picture_of), shown


class Tags(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_it_counts_says_what_it_is_and_needs_no_network():
    page, _ = report(
        [a_record(0), a_record(1), a_record(2, "notumor"), Record("x", 0, None, "m", None, "an empty file")]
    )
    assert NOTICE in page
    assert "falx-mobilenetv2 1.0.0" in page
    assert re.search(r"<td>Glioma</td><td class=\"number\">2</td><td>50 %</td>", page)
    assert re.search(r"<td>All</td><td class=\"number\">4</td>", page)
    assert not re.search(r"(?i)https?://|<script|<link|url\(", page)


def test_the_most_urgent_come_first_and_clear_answers_are_left_out():
    records = [
        a_record(0),
        a_record(1, top=0.55, plausible=("glioma", "notumor")),
        a_record(2, novelty=1.4),
        a_record(3, top=0.38),
    ]
    page, shown = report(records)
    assert shown == ["0002.png", "0001.png", "0003.png"]
    assert "3 slices are refused" in page
    assert len([tag for tag, _ in Tags(page).found if tag == "figure"]) == 3
    assert all(values["src"].startswith("data:image/jpeg;base64,") for tag, values in Tags(page).found if tag == "img")


def test_probabilities_of_what_is_refused_are_greyed():
    refused, open_ = a_record(1, top=0.6, novelty=1.5), a_record(2, top=0.55, plausible=("glioma", "meningioma"))
    page, _ = report([refused, open_])
    assert '<span class="refused">glioma 60 %</span>, novelty 1.50' in page
    assert "<br>tumour 85 %, novelty" in page


def test_refused_rows_are_greyed_alike():
    page, _ = report([a_record(1, top=0.6, novelty=1.5), a_record(2, top=0.6, novelty=2.5), a_record(3, top=0.34)])
    assert "<b>Unlike what the model learnt from</b>" in page
    assert "<b>This does not look like a brain MRI</b>" in page
    assert page.count('<span class="refused">glioma 60 %</span>') == 2
    assert "<br>glioma 34 %, novelty" in page


def test_each_verdict_is_counted_and_shown_in_words():
    both, kinds = ("glioma", "notumor"), ("glioma", "meningioma")
    records = [a_record(0), a_record(1, plausible=both), a_record(2, plausible=kinds), a_record(3, novelty=1.5)]
    page, shown = report([*records, a_record(4, novelty=2.5), a_record(5, plausible=(*kinds, "pituitary"))])
    for words, count in (
        ("Glioma", 1),
        ("Uncertain", 1),
        ("A tumour, kind open", 2),
        ("Unlike the training data", 1),
        ("Not a brain MRI", 1),
    ):
        assert f'<td>{words}</td><td class="number">{count}</td>' in page
    for words in ("Cannot tell whether there is a tumour", "A tumour: glioma or meningioma"):
        assert f"<b>{words}</b>" in page
    assert shown[-3:] == ["0001.png", "0002.png", "0005.png"]


def test_a_class_named_tumour_is_no_tumour_of_open_kind():
    page, _ = report([a_record(0, "tumour"), a_record(1, plausible=("glioma", "meningioma"))])
    assert '<td>tumour</td><td class="number">1</td>' in page
    assert '<td>A tumour, kind open</td><td class="number">1</td>' in page


@pytest.mark.parametrize(
    ("levels", "said", "unsaid"),
    [
        ([0.95], ["right in 95 %"], "did not record"),
        ([0.888, 0.888], ["right in 88.8 %"], "did not record"),
        ([0.9, 0.99], ["right in 90 %", "right in 99 %"], "did not record"),
        ([None], ["the earlier Falx that gave them did not record it"], "right in"),
        ([], [], "right in"),
    ],
)
def test_it_says_how_sure_the_verdicts_are(levels, said, unsaid):
    page, _ = report([a_record(number, level=level) for number, level in enumerate(levels)])
    assert all(words in page for words in said)
    assert unsaid not in page.replace("How sure", "")


@pytest.mark.parametrize(
    ("novelty", "reason"), [(1.5, "unlike the training data"), (2.5, "does not look like a brain MRI")]
)
def test_why_a_slice_is_refused_is_told_and_nothing_else(novelty, reason):
    page, _ = report([a_record(0, top=0.3, plausible=CLASSES, novelty=novelty)])
    assert f"<br>{reason}<br>" in page
    assert "plausible" not in page


def test_pictures_are_limited_and_the_rest_is_told():
    page, shown = report([a_record(n, novelty=2.0) for n in range(MOST_PICTURES + 5)])
    assert len(shown) == MOST_PICTURES
    assert f"The page shows the {MOST_PICTURES} most urgent" in page


def test_names_and_errors_are_escaped():
    evil = '<img src=x onerror="alert(1)">'
    page, _ = report([a_record(0, novelty=2.0, path=evil), Record(evil, 0, None, "m", None, evil)])
    tags = Tags(page).found
    assert not any("onerror" in values for _, values in tags)
    assert [values["src"][:5] for tag, values in tags if tag == "img"] == ["data:"]
    assert "&lt;scans&gt; &amp; more" in page


def test_a_picture_that_is_gone_leaves_its_words():
    page = format_report(FACTS, [a_record(0, novelty=2.0)], None, lambda record: "gone.png", lambda record: None)
    assert "gone.png" in page
    assert "<img" not in page


@pytest.mark.parametrize("records", [[], [a_record(0)]])
def test_nothing_to_look_at_is_told(records):
    page, shown = report(records)
    assert "no slice is refused, uncertain" in page
    assert shown == []


def test_it_compares_with_the_folders_names():
    confusion = ((8, 2, 0, 0), (0, 5, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0))
    page, _ = report([a_record(0)], Agreement(CLASSES, confusion, 0, 0))
    assert "Of 15 slices" in page
    assert "87 %" in page
    assert "<td>80 %</td>" in page
