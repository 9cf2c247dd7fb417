"""The strip along a stack: what is seen of each slice, and where mouse, wheel and keys lead."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from core.model.verdicts import FAILED, NOT_A_BRAIN_MRI, TUMOUR, UNCERTAIN, UNLIKE_TRAINING
from core.sweep.result import SliceVerdict, SweptSlice
from gui.sweep.strip import BAND, EDGE, HEIGHT, SweepStrip
from gui.widgets.theme import DARK, LIGHT
from gui.widgets.verdict_style import marker_of
from tests.gui.viewer.mouse import turn_wheel

WIDTH = 600
# Every kind of verdict, each with a height of its own; the last could not be read.
VERDICTS = (
    ("notumor", ("notumor",), 0.02),
    ("glioma", ("glioma",), 0.98),
    ("meningioma", ("meningioma",), 0.9),
    ("pituitary", ("pituitary",), 0.8),
    (TUMOUR, ("glioma", "meningioma"), 0.7),
    (UNCERTAIN, ("glioma", "notumor"), 0.5),
    ("abscess", ("abscess",), 0.6),
    (UNLIKE_TRAINING, ("glioma",), 0.99),
    (NOT_A_BRAIN_MRI, ("glioma",), 0.97),
    (FAILED, (), 0.0),
)
REFUSED = (UNLIKE_TRAINING, NOT_A_BRAIN_MRI)


def a_slice(index, verdict, plausible, height, at_99=None):
    if verdict == FAILED:
        return SweptSlice(index, error="expected a whole file, got half of one")
    found = SliceVerdict(verdict, plausible, (plausible[0], height))
    accepted = verdict not in REFUSED
    return SweptSlice(index, (found, at_99 or found), height, accepted, accepted and height >= 0.5)


SLICES = [a_slice(index, *one) for index, one in enumerate(VERDICTS)]


@pytest.fixture
def strip(qtbot):
    strip = SweepStrip(DARK)
    qtbot.addWidget(strip)
    strip.resize(WIDTH, HEIGHT)
    strip.begin(len(SLICES), 0)
    strip.show()
    strip.sliced.connect(strip.show_current)
    return strip


def band(strip, index, picture=None):
    """Give the colour of a slice's verdict as it is seen."""
    left, right = strip.columns_of(index)
    picture = picture or strip.grab().toImage()
    return picture.pixelColor((left + right) // 2, HEIGHT - EDGE - BAND // 2)


def bar_height(strip, index):
    """Measure the bar above the band, beside its middle, where the current slice may be marked."""
    left, right = strip.columns_of(index)
    picture, column = strip.grab().toImage(), left + (right - left) // 4
    empty = QColor(DARK.ground)
    return sum(picture.pixelColor(column, row) != empty for row in range(EDGE, HEIGHT - EDGE - BAND))


@pytest.mark.parametrize("colours", [DARK, LIGHT])
@pytest.mark.parametrize("current", [0, 5])
def test_each_slice_has_the_colour_of_its_verdict(strip, colours, current):
    strip.set_colours(colours)
    strip.add(SLICES, 0)
    strip.show_current(current)
    picture = strip.grab().toImage()
    for index, (verdict, plausible, _) in enumerate(VERDICTS):
        _, expected = marker_of(verdict, colours, plausible)
        assert band(strip, index, picture) == expected, verdict
        left, right = strip.columns_of(index)
        for x in (left, right - 1):
            assert picture.pixelColor(x, HEIGHT - EDGE - BAND // 2) == expected, verdict
    assert len({band(strip, index, picture).name() for index in range(len(SLICES))}) >= 9


def test_a_bar_is_as_high_as_a_tumour_is_probable(strip):
    strip.add(SLICES, 0)
    heights = {verdict: bar_height(strip, index) for index, (verdict, _, _) in enumerate(VERDICTS)}
    room = HEIGHT - EDGE - BAND - 9
    for verdict, _, share in VERDICTS:
        if verdict in REFUSED:
            assert heights[verdict] == 1, "a refused slice has a line, and no bar"
        elif verdict != FAILED:
            assert abs(heights[verdict] - max(share * room, 1)) <= 1, verdict
    assert heights[FAILED] == 0


def test_a_stack_of_more_slices_than_pixels_shows_the_tumour(strip):
    strip.begin(4 * WIDTH, 0)
    sparse = [a_slice(index, *VERDICTS[1 if index == 1003 else 0]) for index in range(4 * WIDTH)]
    strip.add(sparse, 0)
    colour = marker_of("glioma", DARK)[1]
    left, _ = strip.columns_of(1003)
    assert strip.grab().toImage().pixelColor(left, HEIGHT - EDGE - BAND // 2) == colour


def test_what_is_not_done_yet_is_seen(strip):
    strip.add(SLICES[:4], 0)
    picture = strip.grab().toImage()
    pending = [band(strip, index, picture) for index in range(4, len(SLICES))]
    assert {colour.name() for colour in pending} == {QColor(DARK.raised).name()}
    assert all(band(strip, index, picture) not in pending for index in range(4))
    assert strip.tip_of(7) == "Slice 8: not classified yet"


def test_another_stack_leaves_nothing_of_the_former(strip):
    strip.add(SLICES, 0)
    strip.begin(len(SLICES), 3)
    assert {band(strip, index).name() for index in range(len(SLICES))} == {QColor(DARK.raised).name()}
    assert strip.tip_of(1) == "Slice 2: not classified yet"
    assert strip.value() == 3


def test_another_level_needs_no_new_slice(strip):
    open_kind = SliceVerdict(TUMOUR, ("glioma", "meningioma"), (TUMOUR, 0.98))
    strip.add([a_slice(1, *VERDICTS[1], at_99=open_kind)], 0)
    assert band(strip, 1) == marker_of("glioma", DARK)[1]
    strip.set_level(1)
    assert band(strip, 1) == marker_of(TUMOUR, DARK, ("glioma", "meningioma"))[1]
    assert strip.tip_of(1) == "Slice 2: A tumour: glioma or meningioma, tumour 98 %"


def test_the_current_slice_is_marked(strip):
    strip.add(SLICES, 0)

    def marked():
        picture, text = strip.grab().toImage(), QColor(DARK.text)
        columns = [x for x in range(WIDTH) if picture.pixelColor(x, EDGE + 1) == text]
        return {strip.index_at(x) for x in columns}

    for index in (0, 4, 9):
        strip.show_current(index)
        assert marked() == {index}


def test_a_click_goes_to_the_slice(strip):
    for index in (7, 0, 9):
        left, right = strip.columns_of(index)
        QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint((left + right) // 2, 20))
        assert strip.value() == index


def test_a_drag_goes_along(strip):
    gone = []
    strip.sliced.connect(gone.append)
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=QPoint(90, 10))
    for x in (150, 210, 270, 5000):
        QTest.mouseMove(strip, QPoint(x, 10))
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=QPoint(5000, 10))
    assert gone == [1, 2, 3, 4, 9]


def test_the_wheel_steps_as_over_the_picture(strip):
    turn_wheel(strip, -120)
    turn_wheel(strip, -120)
    assert strip.value() == 2
    turn_wheel(strip, 120)
    assert strip.value() == 1


def test_keys_step(strip):
    strip.setFocus()
    steps = [
        (Qt.Key.Key_End, 9),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_Down, 1),
        (Qt.Key.Key_Right, 2),
        (Qt.Key.Key_Up, 1),
        (Qt.Key.Key_Left, 0),
        (Qt.Key.Key_Left, 0),
        (Qt.Key.Key_PageDown, 9),
        (Qt.Key.Key_PageUp, 0),
    ]
    for key, index in steps:
        QTest.keyClick(strip, key)
        assert strip.value() == index, key


def test_the_keys_of_the_strip_are_not_those_of_the_window(strip):
    for key in (Qt.Key.Key_Home, Qt.Key.Key_PageUp):
        event = QKeyEvent(QKeyEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
        event.ignore()
        QApplication.sendEvent(strip, event)
        assert event.isAccepted()


@pytest.mark.parametrize(
    ("index", "words"),
    [
        (0, "Slice 1: No tumour found, no tumour 2 %"),
        (1, "Slice 2: Glioma, glioma 98 %"),
        (7, "Slice 8: Unlike what the model learnt from"),
        (8, "Slice 9: This does not look like a brain MRI"),
        (9, "Slice 10 could not be read: expected a whole file, got half of one"),
    ],
)
def test_a_tooltip_describes_the_slice_below_the_mouse(strip, index, words):
    strip.add(SLICES, 0)
    left, right = strip.columns_of(index)
    at = QPoint((left + right) // 2, 10)
    QApplication.sendEvent(strip, QHelpEvent(QHelpEvent.Type.ToolTip, at, strip.mapToGlobal(at)))
    assert QToolTip.text() == words


def test_what_is_seen_is_read_out(strip):
    strip.add(SLICES, 0)
    strip.show_current(1)
    assert strip.accessibleName() == "Slices of the stack"
    assert strip.accessibleDescription() == "Slice 2: Glioma, glioma 98 %"


def test_the_nearest_suspicious_slice_is_found(strip):
    strip.add(SLICES, 0)
    suspicious = [
        index for index, (verdict, _, share) in enumerate(VERDICTS) if share >= 0.5 and verdict not in REFUSED
    ]
    strip.show_current(0)
    ahead = []
    while (index := strip.next_suspicious(1)) is not None:
        ahead.append(index)
        strip.show_current(index)
    assert ahead == suspicious
    strip.show_current(9)
    assert strip.next_suspicious(-1) == suspicious[-1]
    strip.show_current(suspicious[0])
    assert strip.next_suspicious(-1) is None


def test_a_screen_reader_may_set_the_slice(strip):
    gone = []
    strip.sliced.connect(gone.append)
    strip.setValue(6)
    assert gone == [6]


def test_columns_leave_no_gap(strip):
    for width in (80, 333, 600):
        strip.resize(width, HEIGHT)
        edges = [strip.columns_of(index) for index in range(strip.count)]
        assert edges[0][0] == EDGE
        assert edges[-1][1] == width - EDGE
        assert all(before[1] == after[0] for before, after in pairwise(edges))
        assert all(strip.index_at(left) == index for index, (left, _) in enumerate(edges))
