"""The line under the picture: the name of the file has all the room that the figures leave."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from core.image.phantom import head_phantom
from core.image.slice import Slice, Window
from gui.viewer.info_line import InfoLine
from gui.viewer.navigator import Playlist
from gui.widgets.theme import DARK

NAME = "sub-0123_ses-baseline_acq-axial_T1w_contrast_0.nii.gz"
IMAGE = Slice(head_phantom(0, size=64), Window(300, 40), Path(NAME), 0, 1, "", spacing_mm=(0.49, 0.49))


@pytest.fixture
def line(qtbot):
    line = InfoLine(DARK)
    qtbot.addWidget(line)
    line.show_file(NAME, Playlist([Path(NAME), Path("other.nii.gz")], 0))
    line.show_slice(IMAGE, IMAGE.window, 155)
    line.show_zoom(2.1)
    line.show()
    return line


def part(line, name):
    return line.findChild(QLabel, name)


def resize(line, width):
    line.resize(width, 40)
    QApplication.processEvents()


def test_the_name_is_shortened_only_as_far_as_it_must_be(line):
    shown = []
    for width in range(1200, 500, -20):
        resize(line, width)
        file = part(line, "file")
        shown.append(file.text())
        if file.text() != NAME:
            # One more letter would not fit beside the last figure and the gap.
            figures = [one for one in line.findChildren(QLabel) if one.isVisible() and one.geometry().left() < file.x()]
            gap = file.geometry().left() - max(one.geometry().right() for one in figures)
            assert gap <= 16 + 2 * line.fontMetrics().maxWidth()
    assert shown[0] == NAME != shown[-1]


def test_the_name_makes_room_for_the_pixel_and_takes_it_back(line):
    resize(line, 900)
    assert part(line, "file").text() == NAME
    still = [part(line, name).geometry() for name in ("window", "zoom", "spacing", "slice", "place")]
    line.show_pixel(IMAGE, (12, 34))
    QApplication.processEvents()
    assert part(line, "file").text() != NAME
    assert part(line, "pixel").text().startswith("x 12  y 34 px")
    assert part(line, "pixel").geometry().right() < part(line, "file").geometry().left()
    line.show_pixel(IMAGE, (1, 3))
    QApplication.processEvents()
    # The figures that do not depend on the cursor stay where they are.
    assert [part(line, name).geometry() for name in ("window", "zoom", "spacing", "slice", "place")] == still
    line.show_pixel(IMAGE, None)
    assert part(line, "file").text() == NAME


@pytest.mark.parametrize("width", [455, 400, 340, 300])
def test_the_number_of_the_slice_outlasts_the_other_figures(line, width):
    wide = Window(12345, 6789)
    line.show_slice(IMAGE, wide, 155)
    resize(line, width)
    number = part(line, "slice")
    assert number.isVisible()
    assert number.text() == "1 / 155"
    assert number.width() >= number.sizeHint().width()
    assert line.rect().contains(number.geometry())
    for name in ("window", "zoom", "spacing", "pixel", "place"):
        other = part(line, name)
        assert not other.isVisible() or other.width() >= other.sizeHint().width()


def test_the_number_of_the_slice_is_seen_in_a_narrow_window(open_window, stack, heads):
    window = open_window(stack, *heads)
    window.resize(760, 600)
    QApplication.processEvents()
    number = window.findChild(InfoLine).findChild(QLabel, "slice")
    assert number.isVisible()
    assert number.text() == "4 / 7"
    assert number.visibleRegion().boundingRect() == number.rect()
