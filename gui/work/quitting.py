"""The question before running work is stopped: the same in every window, naming all running work."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from core.jobs import job_targets
from core.program.translation import mark, tr
from gui.widgets.window_keys import add_window_keys


@dataclass(frozen=True, slots=True)
class Work:
    """Running work.

    Attributes:
        words: names it, a whole sentence.
        afterwards: says what a stop means for it, a whole sentence; `{leave}` names the action.
    """

    words: str
    afterwards: str

    def consequence(self, leave: str) -> str:
        """Return what happens to the work if the user does something that ends it, as "quit"."""
        return tr(self.afterwards, leave=leave)


_LOOK_MS = 300
_RESUMED = mark("Finished parts are kept, and you can resume later.")
_ANEW = mark("You will have to start it again.")
_LOST = mark("If you {leave}, its result is lost.")
_NOTHING_CHANGED = mark("Nothing will be changed.")
# By the function that does the work. Other work is stopped without a question, because nothing is lost.
_WORKS = {
    job_targets.CLASSIFY_FOLDER: Work(mark("A folder is being classified."), _RESUMED),
    job_targets.WRITE_REPORT: Work(mark("A report is being saved."), _ANEW),
    job_targets.WRITE_RECORDS: Work(mark("Results are being saved."), _ANEW),
    job_targets.WRITE_HEAT_MAPS: Work(mark("Heat maps are being saved."), _ANEW),
    job_targets.INSTALL_PACKAGE: Work(mark("A model is being installed."), _NOTHING_CHANGED),
    job_targets.TRAIN: Work(mark("A model is being trained."), _RESUMED),
    job_targets.MEASURE: Work(mark("A new model is being measured."), _LOST),
    job_targets.EVALUATE: Work(mark("A model is being evaluated."), _RESUMED),
    job_targets.INSTALL_TRAINED: Work(mark("A model is being installed."), _NOTHING_CHANGED),
    job_targets.UNDO_INSTALLATION: Work(mark("An installation is being undone."), _NOTHING_CHANGED),
    job_targets.EXPORT_TRAINED: Work(mark("A model is being exported."), _ANEW),
    job_targets.DOWNLOAD_WEIGHTS: Work(mark("Weights are being downloaded."), _ANEW),
}


def works_of(owners: Iterable[QObject | None]) -> list[Work]:
    """List the running work of windows and their parts, each once, without work that is already stopping."""
    # Not needed for the first paint: it brings the modules of processes with it.
    from gui.work.job import Job

    jobs = [job for owner in owners if owner for job in owner.findChildren(Job)]
    found = [_WORKS[job.target] for job in jobs if job.is_running and not job.is_ending and job.target in _WORKS]
    return list(dict.fromkeys(found))


class EndChoice(Enum):
    """What happens to work whose window is closed."""

    STOP = "stop"
    BACKGROUND = "background"
    STAY = "stay"


def is_end_agreed(window: QWidget, running: Callable[[], list[Work]], closes_program: bool) -> bool:
    """Ask whether work may be stopped; return at once where there is none.

    Args:
        window: the one that closes.
        running: lists all running work.
        closes_program: whether the program ends with the window.
    """
    return not running() or _ask(window, running, closes_program, has_background=False) is EndChoice.STOP


def ask_about_end(window: QWidget, running: Callable[[], list[Work]]) -> EndChoice:
    """Ask whether to stop work with its window, or to continue it in the background; without work, stop at once.

    Args:
        window: the one that closes.
        running: lists all running work of the window.
    """
    return _ask(window, running, closes_program=False, has_background=True) if running() else EndChoice.STOP


def work_of(target: str) -> Work:
    """Return the work that a function does.

    Args:
        target: its dotted path.
    """
    return _WORKS[target]


def _question(works: list[Work], leave: str) -> tuple[str, str]:
    """Return what is asked about running work, and what happens to it."""
    if not works:
        return tr("The work has ended meanwhile."), ""
    if len(works) == 1:
        return tr(works[0].words), works[0].consequence(leave)
    return (
        tr("Falx is still working."),
        "\n".join(f"• {tr(work.words)} {work.consequence(leave)}" for work in works),
    )


def _ask(window: QWidget, running: Callable[[], list[Work]], closes_program: bool, has_background: bool) -> EndChoice:
    # Not needed for the first paint.
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(window)
    leave = tr("quit") if closes_program else tr("stop it") if has_background else tr("close the window")
    box.setWindowTitle("Falx")
    box.setTextFormat(Qt.TextFormat.PlainText)
    stop = box.addButton(
        tr("Stop and quit") if closes_program else tr("Stop and close"), QMessageBox.ButtonRole.DestructiveRole
    )
    background = (
        box.addButton(tr("Continue in the background"), QMessageBox.ButtonRole.AcceptRole) if has_background else None
    )
    stay = box.addButton(
        tr("Keep Falx open") if closes_program else tr("Keep the window open"), QMessageBox.ButtonRole.RejectRole
    )
    shown: list[Work] = []

    def describe() -> None:
        works = running()
        if works == shown:
            return
        shown[:] = works
        text, more = _question(works, leave)
        box.setText(text)
        box.setInformativeText(more)
        if not works:
            stop.setText(tr("Quit") if closes_program else tr("Close the window"))
            if background:
                background.hide()

    describe()
    # The work may end meanwhile, or something else begin.
    watch = QTimer(box, interval=_LOOK_MS)
    watch.timeout.connect(describe)
    watch.start()
    box.setDefaultButton(background or stay)
    box.setEscapeButton(stay)
    # To quit is what this question is about.
    add_window_keys(box, quit_program=box.close)
    box.exec()
    clicked = box.clickedButton()
    if clicked is stop:
        return EndChoice.STOP
    return EndChoice.BACKGROUND if background and clicked is background else EndChoice.STAY
