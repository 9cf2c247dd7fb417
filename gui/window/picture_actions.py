"""The menu actions that change only the display of the picture."""

from gui.panel.prediction_panel import PredictionPanel
from gui.viewer.viewer import Viewer
from gui.window.menus import Menus


def connect_picture_actions(menus: Menus, viewer: Viewer, panel: PredictionPanel) -> None:
    """Connect the menus to slices, zoom, window and heat map."""
    menus.fit.triggered.connect(viewer.view.fit)
    menus.one_to_one.triggered.connect(viewer.view.show_one_to_one)
    menus.invert.triggered.connect(viewer.view.toggle_inverted)
    menus.reset.triggered.connect(viewer.view.reset)
    menus.heat.triggered.connect(panel.heat.toggle)
    menus.previous_slice.triggered.connect(lambda: viewer.step_slice(-1))
    menus.next_slice.triggered.connect(lambda: viewer.step_slice(1))
    menus.zoom_in.triggered.connect(lambda: viewer.view.zoom_by(1.25))
    menus.zoom_out.triggered.connect(lambda: viewer.view.zoom_by(0.8))
    menus.more_opaque.triggered.connect(lambda: panel.heat.step_opacity(1))
    menus.less_opaque.triggered.connect(lambda: panel.heat.step_opacity(-1))
