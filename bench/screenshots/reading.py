"""Screenshots of the main window: verdict, heat map, doubt."""

from bench.screenshots.phantoms import Scans
from bench.screenshots.shots import Shot
from bench.screenshots.stage import Stage
from core.image.sample_files import sample_files
from gui.widgets.theme import Theme
from gui.window.main_window import MainWindow

_SIZE = (1000, 620)
_README_SIZE, _README_SAMPLE = (1280, 800), "meningioma"


def take_reading(stage: Stage, window: MainWindow, scans: Scans) -> None:
    """Open a clear slice, one that the model doubts, and a picture that is no slice."""
    window.resize(*_SIZE)
    for shot, path in ((Shot.UNCERTAIN, scans.uncertain), (Shot.OUTSIDE, scans.outside), (Shot.VERDICT, scans.clear)):
        window.open_paths([path])
        stage.wait_for(lambda path=path: _is_answered(window, path.name), f"verdict on {path.name}")
        stage.take(shot, window)
    window.menus.heat.trigger()
    stage.take(Shot.HEAT_MAP, window)


def take_window(stage: Stage, window: MainWindow) -> None:
    """Take the README's picture: a sample under its heat map, in the dark."""
    window.menus.theme_chosen.emit(Theme.DARK)
    window.resize(*_README_SIZE)
    shown = next(path for path in sample_files() if _README_SAMPLE in path.name)
    window.open_paths([shown, *(path for path in sample_files() if path != shown)])
    stage.wait_for(lambda: _is_answered(window, shown.name), f"verdict on {shown.name}")
    stage.take(Shot.WINDOW, window)


def _is_answered(window: MainWindow, name: str) -> bool:
    return window.windowTitle().startswith(name) and window.viewer.view.has_heat
