"""The active pane of a comparison: the panel shows its verdict, and its head says what the panel chooses."""

from PySide6.QtCore import QObject, Slot

from core.program.translation import tr
from gui.compare.content import PaneContent
from gui.compare.linking import Linking
from gui.compare.side_pane import SidePane
from gui.translated_messages.relay import relayed
from gui.window.classification import Classification
from gui.window.pane_choices import PaneChoices


class ActivePane(QObject):
    """Lets commands and panel follow one pane: the first one, unless another is clicked or gets the focus."""

    def __init__(self, classification: Classification, choices: PaneChoices, linking: Linking, parent: QObject) -> None:
        """Start with the first pane.

        Args:
            classification: classifies the picture of the first pane; its panel shows the verdict of the active one.
            choices: name what a pane shows.
            linking: says whether the panes are linked.
            parent: of the object.
        """
        super().__init__(parent)
        self._classification, self._choices, self._linking = classification, choices, linking
        self._viewer, self._panel = classification.viewer, classification.panel
        self._pane: SidePane | None = None
        self._panel.heat.chosen.connect(self._on_heat_chosen)

    @property
    def pane(self) -> SidePane | None:
        """The active pane; None for the first one."""
        return self._pane

    def follow(self, pane: SidePane | None) -> None:
        """Let commands and panel follow a pane; None for the first one."""
        if pane is self._pane:
            return
        was, self._pane = self._pane, pane
        self.lead_commands()
        self._classification.follow(pane is None)
        first = self._viewer.panes.first
        for one, is_active in ((was or first, False), (pane or first, True)):
            one.set_active(is_active)
        if pane:
            self.show_answer_of(pane)

    def lead_commands(self) -> None:
        """Let commands concern the view of the active pane.

        Linked panes of one series have one window, which is found by that of the first pane.
        """
        pane, viewer = self._pane, self._viewer
        has_own = pane and (pane.content.series or not self._linking.is_on)
        viewer.activate(pane.view if pane else viewer.view, pane.presets if pane and has_own else viewer.presets)

    def show_answer_of(self, pane: SidePane) -> None:
        """Show in the panel the verdict on a pane, or what is under way, if the pane is the active one."""
        if pane is not self._pane:
            return
        if pane.facts and self._panel.facts is not pane.facts:
            self._panel.show_model(pane.facts)
        method = pane.content.method or (pane.answer.method.name if pane.answer else "")
        self._panel.heat.show_state(method, pane.content.class_name, pane.view.shows_heat)
        if pane.answer:
            self._panel.show_answer(pane.answer)
        elif pane.failure:
            self._panel.clear(tr("No answer"), "", relayed(pane.failure.text))
        elif pane.image:
            self._panel.clear(tr("Classifying…"), "")
        else:
            self._panel.clear("", "")

    @Slot()
    def _on_heat_chosen(self) -> None:
        pane, heat = self._pane, self._panel.heat
        if pane:
            pane.show_content(PaneContent(heat.method_name, heat.class_name, pane.content.model, pane.content.series))
            self._choices.name(pane)
