"""Which slice each pane of a comparison shows: that of the first pane, or the one at its place in another series."""

from PySide6.QtCore import QObject

from gui.compare.linking import Linking
from gui.compare.side_pane import SidePane
from gui.viewer.viewer import Viewer
from gui.window.pane_choices import PaneChoices


class PaneSlices(QObject):
    """Lets the slices of panes follow the first pane, as long as the panes are linked."""

    def __init__(self, viewer: Viewer, linking: Linking, choices: PaneChoices, parent: QObject) -> None:
        """Start without panes.

        Args:
            viewer: shows the first pane.
            linking: says whether the panes are linked, and lays one as the other.
            choices: know which study a file is of.
            parent: of the object.
        """
        super().__init__(parent)
        self._viewer, self._linking, self._choices = viewer, linking, choices
        # Of the stack; found once, because it is looked for among all files.
        self._study = ""

    def find_study(self) -> None:
        """Find the study that the first pane shows, because there is another stack, or the panes are new."""
        image = self._viewer.image
        self._study = self._choices.study_of(image.source) if image else ""

    def follow(self, pane: SidePane, keeps_view: bool) -> None:
        """Show in a pane the slice of the first pane, or the one at the same place of another series."""
        image = self._viewer.image
        if image is None or (pane.content.series and not pane.slices):
            return
        shown = image
        slices = pane.slices if pane.content.series else self._viewer.slices
        if pane.presets.slices is not slices:
            pane.presets.begin(slices)
        if pane.content.series:
            from core.series.matching import matching_index

            share = self._viewer.slices.index(image) / max(len(self._viewer.slices) - 1, 1)
            is_same_study = pane.content.series.study == self._study
            shown = pane.slices[matching_index(image, share, pane.slices, is_same_study)]
        if shown is not pane.image:
            pane.show_image(shown, keeps_view and pane.image is not None)
        self._linking.align(pane.view, self._viewer.view)

    def step(self, pane: SidePane, by: int) -> None:
        """Step from the slice of a pane: in all of them if they are linked."""
        if self._linking.is_on:
            self._viewer.step_slice(by)
            return
        slices = pane.slices or self._viewer.slices
        if pane.image in slices:
            index = min(max(slices.index(pane.image) + by, 0), len(slices) - 1)
            if slices[index] is not pane.image:
                pane.show_image(slices[index], keeps_view=True)
