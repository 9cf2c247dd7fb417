"""Saves what is seen as a picture, all panes of a comparison: asks where, and says what happened."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from core.program.translation import tr
from gui.report.view_picture import dated, draw_export, save_picture
from gui.viewer.viewer import Viewer
from gui.window.dialogs import choose_target


def save_view(window: QWidget, viewer: Viewer, path: Path | None, folder: Path, describe: Callable[[], str]) -> str:
    """Ask where to save the view, save it, and describe what happened; "" if the user cancels.

    Args:
        window: the dialog is over.
        viewer: whose picture is saved, with the panes beside it.
        path: of the picture; None for none.
        folder: to begin in.
        describe: writes the caption below the picture; asked when the picture is drawn, since maps and verdicts may
            come while the dialog is open.
    """
    if path is None or not viewer.is_showing_picture:
        return tr("There is no picture to save. Open one first.")
    target = choose_target(window, folder / f"{path.stem} falx.png")
    if not target:
        return ""
    seen = viewer.framed_view if viewer.panes.is_single else viewer.panes
    is_saved = save_picture(draw_export(seen, dated(describe())), target)
    return (
        tr("Saved {name}", name=target.name)
        if is_saved
        else tr("{name} could not be saved. Choose another folder.", name=target.name)
    )
