"""The line that says how far a long command is."""

import io

import pytest

from cli.progress import ProgressLine
from core.jobs import Progress


class Screen(io.StringIO):
    def __init__(self, is_terminal):
        super().__init__()
        self._is_terminal = is_terminal

    def isatty(self):
        return self._is_terminal


def test_a_total_that_is_not_known_yet_is_left_out():
    screen = Screen(False)
    ProgressLine(screen)(Progress("Classifying images", 3, 0))
    assert screen.getvalue() == "Classifying images: 3\n"


@pytest.mark.parametrize(("rate", "shown"), [(2.25, "2.2500"), (123.4, "123")])
def test_figures_are_shown_as_far_as_they_count(rate, shown):
    screen = Screen(False)
    ProgressLine(screen)(Progress("Classifying images", 3, 4, 65, {"images per second": rate}))
    assert screen.getvalue() == f"Classifying images: 3 of 4, 1 min 05 s left, images per second {shown}\n"


def test_on_a_terminal_the_line_is_rewritten_and_ends_with_the_work():
    screen = Screen(True)
    line = ProgressLine(screen)
    line(Progress("Classifying images", 1, 2))
    line.clear()
    line(Progress("Classifying images", 2, 2))
    erase = "\r\x1b[K"
    assert screen.getvalue() == f"{erase}Classifying images: 1 of 2{erase}{erase}Classifying images: 2 of 2\n"


def test_elsewhere_nothing_is_taken_away():
    screen = Screen(False)
    ProgressLine(screen).clear()
    assert screen.getvalue() == ""
