"""The line above a pane: its names stay readable in a narrow one, and the verdict gives way first."""

import itertools

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from gui.compare.pane_head import PaneHead


@pytest.fixture
def make_head(qtbot):
    def make(width, *names, words="Meningioma, 95 %", short="Meningioma"):
        head = PaneHead()
        qtbot.addWidget(head)
        for name in names:
            head.add_choice(name, name, list)
            head.set_choice(name, name)
        head.set_words(words, short)
        head.resize(width, head.height())
        head.show()
        QApplication.processEvents()
        return head

    return make


def shown_of(head):
    [words] = [label for label in head.findChildren(QLabel) if label.isVisible()]
    return words


def test_the_probability_gives_way_to_the_name(make_head):
    wide, narrow = make_head(400, "Evidence map"), make_head(240, "Evidence map")
    assert shown_of(wide).text() == "Meningioma, 95 %"
    assert shown_of(narrow).text() == "Meningioma"
    assert shown_of(narrow).toolTip() == narrow.words == "Meningioma, 95 %"
    for head in (wide, narrow):
        assert head.button("Evidence map").text() == "Evidence map"


def test_a_name_is_readable_beside_a_long_verdict(make_head):
    long = "A tumour: glioma, meningioma or pituitary tumour"
    head = make_head(222, "Evidence map", words=f"3 / 24  ·  {long}", short=long)
    name = head.button("Evidence map")
    assert len(name.text()) >= 7
    assert name.geometry().right() < head.width()
    assert shown_of(head).text().startswith("A tumour")
    assert shown_of(head).toolTip().endswith(long)


def test_nothing_leaves_a_pane_with_three_names(make_head):
    names = ("Evidence map", "falx-mobilenetv2 2.1.0", "T1 after contrast")
    head = make_head(300, *names)
    for before, after in itertools.pairwise(names):
        assert head.button(before).geometry().right() < head.button(after).geometry().left()
    assert head.button(names[-1]).geometry().right() < shown_of(head).geometry().left()
    assert shown_of(head).text().startswith("Meni")


def test_a_title_stays_readable_too(make_head):
    head = make_head(222, words="A tumour: glioma or meningioma", short="A tumour: glioma or meningioma")
    head.set_title("Evidence map, fake 1.0.0")
    QApplication.processEvents()
    [title] = [label for label in head.findChildren(QLabel) if label.isVisible() and "…" in label.text()][:1]
    assert title.text().startswith("Evid")
    assert title.text().endswith(".0")
    assert title.toolTip() == head.title


@pytest.mark.parametrize("width", [180, 360])
def test_the_name_that_tells_panes_apart_is_whole_before_the_verdict_and_what_is_the_same(make_head, width):
    long = "A tumour: glioma, pituitary tumour or meningioma"
    head = make_head(width, "Grad-CAM", "Same series", words=f"26 / 32  ·  {long}", short=long)
    head.set_choice("Same series", "Same series", is_same=True)
    QApplication.processEvents()
    assert head.button("Grad-CAM").text() == "Grad-CAM"
    assert head.button("Same series").geometry().right() < head.width()
    beside = make_head(max(width, 200), words=long, short=long)
    beside.set_title("Evidence map")
    QApplication.processEvents()
    assert "Evidence map" in [label.text() for label in beside.findChildren(QLabel)]
