"""Comparing in the main window: opens panes beside the picture, and closes them."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.program.translation import tr
from gui.compare.content import Offer, PaneContent, begin_layout
from gui.compare.layout import Layout
from gui.compare.linking import Linking
from gui.compare.pane_head import PaneHead, short_verdict, verdict_words
from gui.compare.side_pane import OpenModel, SidePane
from gui.panel.prediction_panel import PredictionPanel
from gui.settings import Settings
from gui.study.study_model import StudyModel
from gui.viewer.viewer import Viewer
from gui.window.active_pane import ActivePane
from gui.window.classification import Classification
from gui.window.menus import Menus
from gui.window.pane_choices import PaneChoices
from gui.window.pane_options import PaneOptions
from gui.window.pane_slices import PaneSlices
from gui.work.answers import Answer
from gui.work.inference import opener

if TYPE_CHECKING:
    from core.image.slice import Slice


class Comparing(QObject):
    """Opens panes, lets them follow the first one, and lets the panel follow the active one.

    `said` carries messages for the status line.
    """

    said = Signal(str)

    def __init__(
        self,
        classification: Classification,
        viewer: Viewer,
        panel: PredictionPanel,
        menus: Menus,
        settings: Settings,
        studies: StudyModel,
        open_model: OpenModel,
    ) -> None:
        """Start with one pane.

        Args:
            classification: classifies the picture of the first pane.
            viewer: shows the first pane.
            panel: shows the verdict of the active one.
            menus: of the window.
            settings: hold the model in use, opacity and level.
            studies: that are open.
            open_model: returns how a model is opened, by its folder; None for the one in use.
        """
        super().__init__(classification)
        self._viewer, self._panel, self._classification, self._settings = viewer, panel, classification, settings
        self._menus, self._choices = menus.comparing, PaneChoices(viewer, settings, studies)
        self._open_model = open_model
        self._panes: list[SidePane] = []
        self._stack: list[Slice] = []
        self._head: PaneHead | None = None
        # Whether the heat map was shown before the panes, where they have changed that.
        self._had_heat: bool | None = None
        self._linking = Linking(self)
        self._linking.add(viewer.view)
        self._active = ActivePane(classification, self._choices, self._linking, self)
        self._pane_slices = PaneSlices(viewer, self._linking, self._choices, self)
        self._options = PaneOptions(menus, lambda: self._panes, self)
        for layout, action in self._menus.layouts.items():
            action.triggered.connect(lambda _=False, layout=layout: self.begin(layout))
        self._menus.link.toggled.connect(self._on_link_toggled)
        self._menus.one.triggered.connect(self.leave)
        self._menus.one.setEnabled(False)
        viewer.slice_shown.connect(self._on_viewer_slice_shown)
        viewer.stack_shown.connect(self._on_viewer_stack_shown)
        viewer.panes.first.activated.connect(lambda: self._active.follow(None))
        classification.answer_shown.connect(self._on_classification_answer_shown)
        classification.cleared.connect(self._name_first)
        panel.heat.toggled.connect(self._on_heat_toggled)
        panel.heat.opacity_changed.connect(self._on_opacity_changed)
        panel.level_changed.connect(self._on_level_changed)

    @property
    def panes(self) -> list[SidePane]:
        """The panes after the first one."""
        return list(self._panes)

    @property
    def active(self) -> SidePane | None:
        """The pane that the panel follows; None for the first one."""
        return self._active.pane

    @property
    def caption(self) -> str:
        """The caption of what is seen: a line for each pane, each with the verdict on what that pane shows."""
        first = self._classification.caption
        if not self._panes:
            return first
        captions = [first, *(self._choices.caption_of(pane) for pane in self._panes)]
        return "\n".join(f"{number}. {words}" for number, words in enumerate(captions, start=1))

    def begin(self, layout: Layout) -> None:
        """Show the panes of a layout; the same layout again shows one pane."""
        if self._viewer.image is None:
            self.said.emit(tr("Open a picture first, then compare."))
            return
        is_same = bool(self._panes) and self._menus.layouts[layout].property("is_shown")
        self.leave()
        if is_same:
            return
        start = begin_layout(layout, self._offer())
        if not start.others:
            self.said.emit(start.lack)
            return
        if start.shows_heat is not None and start.shows_heat != self._panel.heat.is_on:
            self._had_heat = self._panel.heat.is_on
            self._panel.heat.toggle()
        self._menus.layouts[layout].setProperty("is_shown", True)
        self._add_panes(start.others)

    @Slot()
    def leave(self) -> bool:
        """Show one pane again; return whether there were several."""
        if not self._panes:
            return False
        self._active.follow(None)
        panes, self._panes = self._panes, []
        self._viewer.panes.set_others([])
        self._viewer.panes.first.set_active(None)
        self._linking.keep([self._viewer.view])
        if self._head:
            self._head.hide()
        for pane in panes:
            pane.stop()
            pane.deleteLater()
        for action in self._menus.layouts.values():
            action.setProperty("is_shown", False)
        self._menus.one.setEnabled(False)
        if self._had_heat is not None and self._panel.heat.is_on != self._had_heat:
            self._panel.heat.toggle()
        self._had_heat = None
        return True

    def use_model(self, folder: Path | None) -> None:
        """Let the panes of the model in use ask another one."""
        for pane in self._panes:
            if pane.content.model is None:
                pane.use_model(opener(folder))
                self._active.show_answer_of(pane)

    def stop(self) -> None:
        """End the threads of all panes."""
        for pane in self._panes:
            pane.stop()

    def _offer(self) -> Offer:
        facts = self._classification.facts
        return Offer(
            method=self._classification.method_name,
            has_evidence=facts is None or facts.has_evidence,
            models=tuple(folder for _, folder in self._choices.models() if folder is not None),
            series=tuple(one for _, one in self._choices.series() if one is not None),
        )

    def _add_panes(self, contents: tuple[PaneContent, ...]) -> None:
        if self._head is None:
            self._head = PaneHead()
            self._viewer.panes.first.set_head(self._head)
        self._head.show()
        for content in contents:
            store = self._viewer.view.measuring.measurement_list.store
            pane = SidePane(content, self._open_model, self._settings.opacity, self._panel.wanted_level, store)
            self._choices.equip(pane)
            self._options.apply(pane)
            self._viewer.watch(pane.view)
            pane.view.menu_asked.connect(self._viewer.view.menu_asked)
            pane.head.chosen.connect(lambda content, pane=pane: self._choose(pane, content))
            pane.view.escaped.connect(self.leave)
            pane.activated.connect(lambda pane=pane: self._activate(pane))
            pane.answer_shown.connect(lambda _answer, pane=pane: self._active.show_answer_of(pane))
            pane.failed.connect(lambda pane=pane: self._active.show_answer_of(pane))
            pane.stepped.connect(lambda by, pane=pane: self._pane_slices.step(pane, by))
            pane.series_read.connect(lambda pane=pane: self._pane_slices.follow(pane, keeps_view=False))
            self._panes.append(pane)
            self._linking.add(pane.view)
            self._choices.name(pane)
        self._pane_slices.find_study()
        self._viewer.panes.set_others(self._panes)
        self._menus.one.setEnabled(True)
        self._viewer.panes.first.set_active(True)
        for pane in self._panes:
            pane.set_active(False)
        self._name_first()
        for pane in self._panes:
            self._pane_slices.follow(pane, keeps_view=False)

    def _choose(self, pane: SidePane, content: PaneContent) -> None:
        has_other_series = content.series != pane.content.series
        pane.show_content(content)
        self._choices.name(pane)
        self._name_first()
        if has_other_series:
            self._pane_slices.follow(pane, keeps_view=False)
        self._active.follow(pane)
        self._active.lead_commands()
        self._active.show_answer_of(pane)

    @Slot()
    def _name_first(self) -> None:
        if self._head and self._panes:
            answer = self._classification.answer
            method = answer.method.title if answer and self._viewer.view.shows_heat else tr("Picture")
            waiting = tr("Classifying…") if self._viewer.image is not None else ""
            level = self._panel.wanted_level
            verdict = verdict_words(answer, level) if answer else self._classification.lack or waiting
            facts = self._classification.facts
            if facts and any(pane.content.model for pane in self._panes):
                method = f"{method}, {facts.title}"
            self._head.set_title(method)
            self._head.set_words(verdict, short_verdict(answer, level) if answer else "")

    def _activate(self, pane: SidePane) -> None:
        if pane in self._panes:
            self._active.follow(pane)

    @Slot(object)
    def _on_viewer_slice_shown(self, image: object) -> None:
        is_same_stack = self._viewer.slices is self._stack
        self._stack = self._viewer.slices
        if not is_same_stack and self._panes:
            self._pane_slices.find_study()
        self._name_first()
        for pane in self._panes:
            if self._linking.is_on or not is_same_stack:
                self._pane_slices.follow(pane, keeps_view=is_same_stack)

    @Slot(object, bool)
    def _on_viewer_stack_shown(self, slices: "list[Slice]", is_free: bool) -> None:
        if not slices:
            # A page is shown in place of the picture, and of all panes.
            self._active.follow(None)
            for pane in self._panes:
                pane.clear()

    @Slot(object)
    def _on_classification_answer_shown(self, answer: Answer) -> None:
        self._name_first()

    @Slot(bool)
    def _on_heat_toggled(self, is_on: bool) -> None:
        if pane := self._active.pane:
            pane.set_heat_visible(is_on)
        else:
            self._viewer.set_heat_visible(is_on)
            self._name_first()

    @Slot(float)
    def _on_opacity_changed(self, opacity: float) -> None:
        for pane in self._panes:
            pane.view.set_opacity(opacity)

    @Slot(float)
    def _on_level_changed(self, level: float) -> None:
        for pane in self._panes:
            pane.set_level(level)
        self._name_first()

    @Slot(bool)
    def _on_link_toggled(self, is_on: bool) -> None:
        self._linking.set_on(is_on, self._viewer.active_view)
        self._active.lead_commands()
        if is_on:
            for pane in self._panes:
                self._pane_slices.follow(pane, keeps_view=True)
