"""The report of a batch: complete, in order, escaped, and whole without a network."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest

from core.batch.report import ReportFacts, format_report
from core.batch.report_content import MOST_TUMOURS, ReportedStudy, arrange_report
from core.batch.report_pictures import SlicePictures
from core.batch.study_row import StudyRow
from core.model.heat_maps.known_heat_maps import EVIDENCE, GRAD_CAM
from core.model.verdicts import make_verdict
from core.program.wording import NOTICE
from core.records.folder_agreement import Agreement
from core.records.record import Finding, Record
from tests.system_tool import run_tool

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


def report(records, agreement=None, picture=None, studies=()):
    """Return the page, and the paths of what it shows, in order; a star after those with a heat map."""
    shown = []

    def pictures_of(record, has_heat):
        shown.append(f"{record.path}*" if has_heat else record.path)
        plain = np.zeros((8, 8), np.uint8) if picture is None else picture
        return SlicePictures(plain, np.zeros((8, 8, 3), np.uint8) if has_heat else None)

    content = arrange_report(records, studies)
    return format_report(FACTS, content, agreement, lambda record: record.path, pictures_of), shown


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


def test_tumours_come_first_with_their_heat_maps_then_what_else_to_look_at():
    records = [
        a_record(0, "notumor"),
        a_record(1, top=0.55, plausible=("glioma", "notumor")),
        a_record(2, novelty=1.4),
        a_record(3, top=0.6),
        a_record(4),
        a_record(5, top=0.5, plausible=("glioma", "meningioma")),
        a_record(6, "notumor", top=0.4),
        a_record(7, novelty=2.5),
        Record("x.dcm", 0, None, "m", None, "an empty file"),
    ]
    page, shown = report(records)
    assert shown == ["0004.png*", "0003.png*", "0005.png*", "0001.png", "0006.png", "0002.png", "0007.png"]
    assert "Tumours found: 3" in page
    assert "In 3 slices, the most probable first." in page
    assert "Look at these next: 5" in page
    assert (
        "<p>1 undecided between a tumour and none, 1 close between two classes, 1 unlike the training data, "
        "1 could not be read, 1 not a brain MRI." in page
    )
    assert "Clear answers without a tumour: 1" in page
    assert "an empty file" in page
    tags = Tags(page).found
    assert len([tag for tag, _ in tags if tag == "figure"]) == 7
    assert len([tag for tag, _ in tags if tag == "img"]) == 10
    assert all(values["src"].startswith("data:image/jpeg;base64,") for tag, values in tags if tag == "img")


def a_study(files, verdict="glioma", tumour=0.99):
    return StudyRow("in", "abc", 2, verdict, CLASSES, (verdict,), tumour, files[1], 0, len(files), tuple(files))


def test_a_study_is_shown_once_by_its_slice_to_look_at_first():
    records = [a_record(number, "glioma" if number < 3 else "notumor") for number in range(5)]
    study = ReportedStudy(a_study([record.path for record in records[:4]]), records[1])
    page, shown = report([*records, a_record(9)], studies=[study])
    assert shown == ["0001.png*", "0009.png*"]
    assert "In 1 study and 1 slice, the most probable first." in page
    assert "6 slices, among them the slices of 1 study" in page
    assert "in · series 2, 4 slices; shown: 0001.png" in page
    # The table counts slices, whatever their studies.
    assert '<td>Glioma</td><td class="number">4</td>' in page


def test_a_study_without_a_tumour_hides_its_stray_slices():
    records = [a_record(0), *(a_record(number, "notumor") for number in range(1, 4))]
    study = ReportedStudy(a_study([record.path for record in records], "notumor", 0.4), records[1])
    page, shown = report(records, studies=[study])
    assert shown == []
    assert "Clear answers without a tumour: 1" in page


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
    for words in ("Uncertain: tumour or not", "A tumour: glioma or meningioma"):
        assert f"<b>{words}</b>" in page
    assert set(shown[:3]) == {"0000.png*", "0002.png*", "0005.png*"}
    assert shown[3:] == ["0001.png", "0003.png", "0004.png"]


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
def test_why_a_slice_is_refused_is_reported_and_nothing_else(novelty, reason):
    page, _ = report([a_record(0, top=0.3, plausible=CLASSES, novelty=novelty)])
    assert f"<br>{reason}<br>" in page
    assert "plausible" not in page


@pytest.mark.parametrize(("count", "most"), [(30, 9), (100, 9), (101, 18), (250, 27), (9_000, 180)])
def test_the_rest_takes_one_page_for_each_hundred_slices(count, most):
    page, shown = report([a_record(n, novelty=2.0) for n in range(count)])
    assert len(shown) == most
    assert f"Look at these next: {count:,}" in page
    assert f"The page shows the {most} most urgent" in page


def test_a_list_of_unreadable_files_takes_its_room_on_the_same_page():
    unread = [Record(f"{number}.dcm", 0, None, "m", None, "an empty file") for number in range(50)]
    page, shown = report([*unread, *(a_record(n, novelty=2.0) for n in range(50))])
    assert len(shown) == 6
    assert page.count("<td>an empty file</td>") == 6
    assert "The page shows the 12 most urgent" in page


@pytest.mark.slow
def test_the_name_of_an_unreadable_file_is_not_squeezed_by_a_long_reason(tmp_path):
    reason = "expected a picture of 16 pixels a side to 100 megapixels, got 2021161080 x 2021161080 pixels; crop it"
    page, _shown = report([Record("junk/broken.png", 0, None, "m", None, reason)])
    (tmp_path / "report.html").write_text(page, "utf-8")
    printed = tmp_path / "report.pdf"
    # A process of root has no sandbox.
    options = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}")
    run_tool("chromium", "chromium", *options, f"--print-to-pdf={printed}", (tmp_path / "report.html").as_uri())
    assert "junk/broken.png" in run_tool("pdftotext", "poppler-utils", "-layout", printed, "-")[1]


def test_tumours_are_all_listed_and_the_most_probable_with_pictures():
    page, shown = report([a_record(n, top=0.95 - n / 10_000) for n in range(MOST_TUMOURS + 5)])
    assert shown == [f"{n:04}.png*" for n in range(MOST_TUMOURS)]
    assert f"Tumours found: {MOST_TUMOURS + 5}" in page
    assert page.count("<td>glioma 9") == 5
    assert f"<td>{MOST_TUMOURS + 4:04}.png</td>" in page


def test_a_model_that_does_not_search_for_tumours_finds_none():
    record = a_record(0)
    finding = replace(record.finding, tumour_probability=None, probabilities={"glioma": 0.95, "meningioma": 0.05})
    page, shown = report([replace(record, finding=finding)])
    assert "Tumours found" not in page
    assert "Clear answers: 1" in page
    assert shown == []


def test_names_and_errors_are_escaped():
    evil = '<img src=x onerror="alert(1)">'
    page, _ = report([a_record(0, novelty=2.0, path=evil), Record(evil, 0, None, "m", None, evil)])
    tags = Tags(page).found
    assert not any("onerror" in values for _, values in tags)
    assert [values["src"][:5] for tag, values in tags if tag == "img"] == ["data:"]
    assert "&lt;scans&gt; &amp; more" in page


def test_a_picture_that_is_gone_leaves_its_words():
    content = arrange_report([a_record(0, novelty=2.0), a_record(1)])
    page = format_report(FACTS, content, None, lambda record: "gone.png", lambda *_: SlicePictures())
    assert "gone.png" in page
    assert "<img" not in page


def test_the_report_says_how_to_read_the_heat_map_that_it_shows():
    content = arrange_report([a_record(0, novelty=2.0), a_record(1)])
    for method in (EVIDENCE, GRAD_CAM):
        facts = replace(FACTS, heat_map=method)
        page = format_report(facts, content, None, lambda record: "a.png", lambda *_: SlicePictures())
        assert [one for one in (EVIDENCE, GRAD_CAM) if one.reading in page] == [method]


@pytest.mark.parametrize("records", [[], [a_record(0, "notumor")]])
def test_nothing_to_look_at_is_reported(records):
    page, shown = report(records)
    assert "Tumours found: 0" in page
    assert "None: nothing is uncertain" in page
    assert shown == []


def test_it_compares_with_the_folders_names():
    confusion = ((8, 2, 0, 0), (0, 5, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0))
    page, _ = report([a_record(0)], Agreement(CLASSES, confusion, 0, 0))
    assert "Of 15 slices" in page
    assert "87 %" in page
    assert "<td>80 %</td>" in page
