"""Screenshots of the main window: verdict, heat map, doubt."""

from pathlib import Path

from bench.screenshots.phantoms import Scans, write_study, write_volume
from bench.screenshots.shots import Shot
from bench.screenshots.stage import Stage
from core.image.measuring import Point
from core.image.sample_files import sample_files
from gui.compare.layout import Layout
from gui.viewer.tools.measurement import Kind, Measurement
from gui.widgets.theme import Theme
from gui.window.main_window import MainWindow

_SIZE = (1000, 620)
_MEASURED = (
    (Kind.RULER, ((115, 112), (143, 122))),
    (Kind.ELLIPSE, ((70, 80), (100, 105))),
    (Kind.ANGLE, ((60, 150), (95, 125), (135, 150))),
)
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
    window.menus.heat.trigger()
    take_explanations(stage, window)
    take_strip(stage, window, scans.folder.parent)
    take_measured(stage, window, scans.folder.parent)


def take_strip(stage: Stage, window: MainWindow, folder: Path) -> None:
    """Open a study, and wait until all of its slices are classified."""
    study = write_study(folder / "study.nii.gz")
    window.open_paths([study])
    stage.wait_for(lambda: window.stacks.sweeping.look_first is not None, f"verdict on the whole of {study.name}")
    stage.wait_for(lambda: _is_answered(window, study.name), f"verdict on {study.name}")
    stage.take(Shot.STRIP, window)


def take_explanations(stage: Stage, window: MainWindow) -> None:
    """Check the heat map of the shown picture, then show it beside two others."""
    window.menus.check_heat.trigger()
    check = window.explain_and_compare.explaining.check_window
    if check:
        stage.wait_for(lambda: check.plot.found, "check of the heat map")
        stage.take(Shot.CHECKED, check)
        check.close()
    window.resize(*_README_SIZE)
    comparing = window.explain_and_compare.comparing
    comparing.begin(Layout.FOUR)
    stage.wait_for(lambda: all(pane.view.has_heat for pane in comparing.panes), "heat maps in four panes")
    stage.take(Shot.COMPARED, window)
    comparing.leave()
    window.resize(*_SIZE)


def take_measured(stage: Stage, window: MainWindow, folder: Path) -> None:
    """Measure a tumour in each way that there is, in a volume that is written into a folder."""
    volume = write_volume(folder / "head.nii.gz")
    window.open_paths([volume])
    stage.wait_for(lambda: window.stacks.sweeping.look_first is not None, f"verdict on the whole of {volume.name}")
    stage.wait_for(lambda: _is_answered(window, volume.name), f"verdict on {volume.name}")
    for kind, points in _MEASURED:
        window.viewer.view.measuring.measurement_list.add(Measurement(kind, tuple(Point(*point) for point in points)))
    stage.take(Shot.MEASURED, window)


def take_window(stage: Stage, window: MainWindow, theme: Theme = Theme.DARK) -> None:
    """Take the README's picture: a sample under its heat map."""
    window.menus.theme_chosen.emit(theme)
    window.resize(*_README_SIZE)
    shown = next(path for path in sample_files() if _README_SAMPLE in path.name)
    window.open_paths([shown, *(path for path in sample_files() if path != shown)])
    stage.wait_for(lambda: _is_answered(window, shown.name), f"verdict on {shown.name}")
    if not window.viewer.view.shows_heat:
        window.menus.heat.trigger()
    stage.take(Shot.WINDOW, window)


def _is_answered(window: MainWindow, name: str) -> bool:
    return window.windowTitle().startswith(name) and window.viewer.view.has_heat
