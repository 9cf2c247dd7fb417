"""The guide that is bundled: what docs/guide.md says, whole without a network."""

import hashlib
import re

import cv2
import pytest

from bench.guide_page import PAGE, SOURCE, TARGET, pictures_of, render_guide


def test_it_is_up_to_date():
    assert PAGE.read_text("utf-8") == render_guide(), "write it anew: python -m bench.guide_page"


def test_its_pictures_are_there_and_no_others():
    page = PAGE.read_text("utf-8")
    shown = dict(re.findall(r'<img src="([^"]+)"[^>]*data-made-from="(\w+)"', page))
    assert len(shown) == len(pictures_of()) > 10
    assert {file.name for file in TARGET.iterdir()} == {"guide.html", *shown}
    for (name, digest), source in zip(shown.items(), pictures_of(), strict=True):
        assert hashlib.sha256((SOURCE.parent / source).read_bytes()).hexdigest() == digest
        width = cv2.imread(str(TARGET / name)).shape[1]
        assert 300 < width <= 1100


def test_it_loads_nothing_from_elsewhere_and_its_links_lead_somewhere():
    page = PAGE.read_text("utf-8")
    assert not re.search(r"(?i)https?://|<script|<link|url\(|@import", page)
    names = set(re.findall(r'id="([^"]+)"', page))
    links = re.findall(r'href="([^"]+)"', page)
    assert links
    assert {link.removeprefix("#") for link in links} <= names


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# A\n\n| a | b |\n| --- | --- |\n| 1 | `2` |\n", "<td><code>2</code></td>"),
        ("# A\n\n[more](cli.md#x) here", "<p>more here</p>"),
        ("# A & b\n\n[up](#a--b)", '<h1 id="a--b">A &amp; b</h1>'),
        ("# A\n\n**b** and *i*", "<strong>b</strong> and <em>i</em>"),
    ],
)
def test_markdown_becomes_html(tmp_path, text, html):
    (tmp_path / "guide.md").write_text(text, "utf-8")
    assert html in render_guide(tmp_path / "guide.md")
