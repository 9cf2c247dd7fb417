"""The menu actions that change only the display of the picture."""

from gui.panel.prediction_panel import PredictionPanel
from gui.viewer.view_transform import Fit
from gui.viewer.viewer import Viewer
from gui.window.menus import Menus


def connect_picture_actions(menus: Menus, viewer: Viewer, panel: PredictionPanel) -> None:
    """Let menus zoom, turn, and show the heat map."""
    menus.fit.triggered.connect(lambda: viewer.active_view.fit())
    menus.fit_width.triggered.connect(lambda: viewer.active_view.fit(Fit.WIDTH))
    menus.one_to_one.triggered.connect(lambda: viewer.active_view.show_one_to_one())
    menus.invert.triggered.connect(lambda: viewer.active_view.set_inverted(not viewer.active_view.is_inverted))
    menus.reset.triggered.connect(lambda: viewer.active_view.reset())
    menus.heat.triggered.connect(panel.heat.toggle)
    menus.zoom_in.triggered.connect(lambda: viewer.active_view.zoom_by(1.25))
    menus.zoom_out.triggered.connect(lambda: viewer.active_view.zoom_by(0.8))
    menus.more_opaque.triggered.connect(lambda: panel.heat.step_opacity(1))
    menus.less_opaque.triggered.connect(lambda: panel.heat.step_opacity(-1))
    turning = menus.turning
    turning.right.triggered.connect(lambda: viewer.active_view.turn_by(lambda turn: turn.clockwise()))
    turning.left.triggered.connect(lambda: viewer.active_view.turn_by(lambda turn: turn.clockwise(-1)))
    turning.across.triggered.connect(lambda: viewer.active_view.turn_by(lambda turn: turn.flipped_across()))
    turning.down.triggered.connect(lambda: viewer.active_view.turn_by(lambda turn: turn.flipped_down()))
