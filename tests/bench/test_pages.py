"""Commands write their parts of a page and leave the rest."""

import pytest

from bench.pages import replace_between

BEGIN, END = "<!-- begin -->\n", "<!-- end -->"


def test_only_the_part_between_the_marks_changes():
    page = f"before\n{BEGIN}old\n{END}\nafter\n{END}\n"
    assert replace_between(page, BEGIN, END, "new\n") == f"before\n{BEGIN}new\n{END}\nafter\n{END}\n"


@pytest.mark.parametrize("page", ["neither", BEGIN, END, END + BEGIN])
def test_missing_marks_are_named(page):
    with pytest.raises(ValueError, match="expected the marks <!-- begin --> and <!-- end -->"):
        replace_between(page, BEGIN, END, "new")
