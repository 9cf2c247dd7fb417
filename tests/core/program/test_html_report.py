"""The pages that Falx writes: whatever is put into one is escaped, and nothing is loaded or run."""

import re
from importlib import resources

import numpy as np
import pytest
from jinja2 import UndefinedError

from core.program import html_report
from core.program.html_report import Table, embed_picture, embed_png, render_page

TEMPLATES = sorted(file.name for file in (resources.files("resources") / "templates").iterdir())
EVIL = """<script>"'&</script>"""


@pytest.fixture
def shown(monkeypatch):
    """Give a function that writes a page of a body of its own."""

    def show(body, title="A page", **values):
        texts = {"own.html": '{% extends "page.html" %}{% import "parts.html" as parts %}{% block body %}' + body}
        texts["own.html"] += "{% endblock %}"
        read = html_report.read_template
        monkeypatch.setattr(html_report, "read_template", lambda name: texts.get(name) or read(name))
        html_report.template_environment.cache_clear()
        return render_page("own.html", title=title, **values)

    yield show
    html_report.template_environment.cache_clear()


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_loads_nothing_runs_nothing_and_trusts_nothing(name):
    text = (resources.files("resources") / "templates" / name).read_text("utf-8")
    assert not re.search(r"(?i)https?:|<script|<link|<iframe|url\(|@import|\bon\w+=|\|\s*safe|autoescape", text)
    html_report.template_environment().get_template(name)


@pytest.mark.parametrize(
    "body",
    [
        "{{ text }}",
        "{{ parts.table(table) }}",
        '{{ parts.picture("data:,", text) }}',
        "{{ parts.picture(text) }}",
        '{% filter replace(" %", "%") %}{{ text }}{% endfilter %}',
    ],
)
def test_what_is_put_into_a_page_is_escaped(shown, body):
    page = shown(body, title=EVIL, text=EVIL, table=Table([EVIL], [[EVIL]]))
    assert "script>" not in page
    assert page.count("&lt;script&gt;&#34;&#39;&amp;&lt;/script&gt;") >= 2


def test_a_value_that_is_missing_is_an_error_and_no_gap(shown):
    with pytest.raises(UndefinedError, match="missing"):
        shown("{{ missing }}")


def test_whole_numbers_stand_to_the_right_with_their_thousands_apart(shown):
    page = shown("{{ parts.table(table) }}", table=Table(["a", "b"], [["x", 12_345]]))
    assert '<tr><th>a</th><th>b</th></tr><tr><td>x</td><td class="number">12,345</td></tr></table>' in page


def test_a_page_is_whole(shown):
    page = shown("<p>text</p>")
    assert page.startswith("<!DOCTYPE html>\n<html lang")
    assert page.endswith("</body>\n</html>\n")
    assert "<title>A page</title>" in page


def test_pictures_are_in_the_page_itself():
    assert embed_picture(np.zeros((4, 4), np.uint8)).startswith("data:image/jpeg;base64,/9j/")
    assert embed_png(b"abc") == "data:image/png;base64,YWJj"
