"""The line that says how far a long command is."""

import io

import pytest

from cli.progress import ProgressLine
from core.jobs.events import Progress


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
    assert screen.getvalue() == f"Classifying images: 3 of 4, 1 min left, images per second {shown}\n"


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


@pytest.mark.parametrize(
    ("done", "fold", "words"),
    [
        (0, None, "Epoch 1 of 3, step 0 of 4"),
        (1, None, "Epoch 1 of 3, step 1 of 4"),
        (4, None, "Epoch 1 of 3, step 4 of 4"),
        (5, None, "Epoch 2 of 3, step 1 of 4"),
        (12, None, "Epoch 3 of 3, step 4 of 4"),
        (5, (2, 5), "Fold 2 of 5: Epoch 2 of 3, step 1 of 4"),
    ],
)
def test_epochs_are_counted_where_work_is_passed_over_several_times(done, fold, words):
    screen = Screen(False)
    ProgressLine(screen)(Progress("Fine-tuning", done, 12, fold=fold, epochs=3))
    assert screen.getvalue() == f"{words}\n"


@pytest.mark.parametrize("figures", [{"validation loss": 2.0}, {"loss": 1.0, "validation loss": 2.0}])
def test_the_end_of_an_epoch_is_reported_with_its_figures(figures):
    screen = Screen(False)
    line = ProgressLine(screen)
    for done in (1, 2):
        # Several figures of a step are no end of an epoch.
        line(Progress("Fine-tuning", done, 4, values={"loss": 1.0, "rate": 0.5}, epochs=2))
    line(Progress("Fine-tuning", 2, 4, values=figures, epochs=2, is_epoch_end=True))
    told = screen.getvalue().splitlines()
    assert told == [
        "Epoch 1 of 2, step 1 of 2, loss 1.0000, rate 0.5000",
        f"Epoch 1 of 2, step 2 of 2{''.join(f', {name} {value:.4f}' for name, value in figures.items())}",
    ]
