"""Window with a timer to listen to: `python -m bench.heartbeat idle`, `... batch FOLDER`, `... training FOLDER`.

Prints the milliseconds between the beats of a timer, a line each. An idle window runs until its input is closed, one
with work until the work has ended.
"""

import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMainWindow

BEAT_MS = 5
# Fewer than the recipe's, since each asks the same of the window.
HEAD_EPOCHS, EPOCHS = 5, 2

_SIZE = (1280, 800)
_RECIPE = Path(__file__).resolve().parent.parent / "training" / "recipes" / "standard.toml"


class Heartbeat(QObject):
    """Notes the times of a timer's beats."""

    def __init__(self) -> None:
        """Start to listen."""
        super().__init__()
        self.times: list[float] = []
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(lambda: self.times.append(time.perf_counter()))
        self._timer.start()

    def intervals_ms(self) -> list[float]:
        """Return the milliseconds between beats."""
        return [(after - before) * 1e3 for before, after in zip(self.times, self.times[1:], strict=False)]


class _Input(QObject):
    closed = Signal()

    def watch(self) -> None:
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        sys.stdin.read()
        self.closed.emit()


def _listen_idle(app: QApplication) -> list[float]:
    window = QMainWindow()
    window.resize(*_SIZE)
    window.show()
    heartbeat, input_watch = Heartbeat(), _Input()
    input_watch.closed.connect(lambda: app.exit())
    input_watch.watch()
    app.exec()
    return heartbeat.intervals_ms()


def _listen_to_batch(app: QApplication, folder: Path, place: Path) -> list[float]:
    from gui.batch.window import BatchWindow

    window = _show(app, BatchWindow, place)
    window.setup.set_paths([folder])
    window.run.ended.connect(lambda *_: app.exit())
    # What happens once, such as the first import of NumPy for the small pictures, counts too.
    heartbeat = Heartbeat()
    window.setup.start()
    app.exec()
    intervals = heartbeat.intervals_ms()
    if len(window.model.results.rows) == 0:
        sys.exit("the batch ended without a row")
    window.shut_down()
    return intervals


def _listen_to_training(app: QApplication, folder: Path, place: Path) -> list[float]:
    from gui.training.training_window import TrainingWindow
    from gui.widgets.step_list import Step
    from training.runs.order import TrainingOrder
    from training.runs.request import TrainingRequest
    from training.settings.config_file import read_config

    window = _show(app, TrainingWindow, place)
    window.show_step(Step.RUN)
    # Not `quit`, at which the window asks whether to leave the measuring that follows a training.
    window.run_page.finished.connect(lambda *_: app.exit())
    window.run_page.halted.connect(lambda words: app.exit(1))
    heartbeat = Heartbeat()
    config = replace(read_config(_RECIPE), head_epochs=HEAD_EPOCHS, epochs=EPOCHS)
    request = TrainingRequest(folder, place / "run", config, None)
    window.run_page.start(TrainingOrder(request, None, is_yielding=True, threads=None))
    if app.exec():
        sys.exit(f"the training ended early: {window.run_page.end.words}")
    intervals = heartbeat.intervals_ms()
    window.shut_down()
    return intervals


def _show(app: QApplication, kind: Callable[[Any, Any], Any], place: Path) -> Any:
    """Open a window of Falx, with its own settings in a folder."""
    from gui.settings import Settings
    from gui.widgets.theme import apply_theme, colours_of

    settings = Settings(QSettings(str(place / "settings.ini"), QSettings.Format.IniFormat))
    apply_theme(app, settings.theme)
    window = kind(settings, colours_of(settings.theme))
    window.resize(*_SIZE)
    window.show()
    return window


def main(which: str, *arguments: str) -> None:
    """Listen to the window that is named."""
    app = QApplication([])
    listen = {"batch": _listen_to_batch, "training": _listen_to_training}
    with tempfile.TemporaryDirectory() as place:
        intervals = _listen_idle(app) if which == "idle" else listen[which](app, Path(arguments[0]), Path(place))
    print("\n".join(f"{interval:.3f}" for interval in intervals))


if __name__ == "__main__":
    main(*sys.argv[1:])
