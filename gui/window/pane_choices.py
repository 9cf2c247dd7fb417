"""What the panes of a comparison can show, in words."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.model.heat_maps.known_heat_maps import find_heat_method, methods_in_order
from core.program.translation import mark, tr
from gui.compare.content import PaneContent
from gui.compare.side_pane import SidePane
from gui.settings import Settings
from gui.study.study_model import StudyModel
from gui.study.texts import series_facts, series_title
from gui.viewer.viewer import Viewer

if TYPE_CHECKING:
    from core.series.entry import Series

_NO_MAP, _MODEL, _SERIES = mark("No heat map"), mark("Model in use"), mark("Same series")
# More would be no menu any more.
_MOST_SERIES = 30


class PaneChoices:
    """Lists methods, models and series, and names what a pane shows."""

    def __init__(self, viewer: Viewer, settings: Settings, studies: StudyModel) -> None:
        """Take what there is to choose from.

        Args:
            viewer: shows the first pane.
            settings: hold the model in use.
            studies: that are open.
        """
        self._viewer, self._settings, self._studies = viewer, settings, studies

    def equip(self, pane: SidePane) -> None:
        """Give the head of a pane its menus."""

        def methods() -> list[tuple[str, PaneContent]]:
            return [(words, replace(pane.content, method=name)) for words, name in self.methods(pane)]

        def models() -> list[tuple[str, PaneContent]]:
            return [(words, replace(pane.content, model=folder)) for words, folder in self.models()]

        def series() -> list[tuple[str, PaneContent]]:
            return [(words, replace(pane.content, series=one)) for words, one in self.series()]

        pane.head.add_choice("method", tr("Heat map of this pane"), methods)
        pane.head.add_choice("model", tr("Model of this pane"), models)
        pane.head.add_choice("series", tr("Series of this pane"), series)

    def name(self, pane: SidePane) -> None:
        """Name in the head of a pane what it shows; a menu with nothing else to choose is not offered."""
        content, models = pane.content, self.models()
        method = find_heat_method(content.method)
        chosen = next((words for words, folder in models if folder == content.model), tr(_MODEL))
        pane.head.set_choice("method", method.title if method else tr(_NO_MAP))
        pane.head.set_choice("model", chosen, is_offered=len(models) > 1)
        pane.head.set_choice(
            "series", _words_of(content.series), is_offered=self._has_other_series, is_same=content.series is None
        )

    def caption_of(self, pane: SidePane) -> str:
        """Describe a pane in a line: map, series, verdict, model."""
        series = pane.head.choice("series") if pane.content.series else ""
        method, view = pane.head.choice("method"), pane.view
        if pane.content.method and not view.shows_heat:
            method = tr(_NO_MAP)
        elif pane.content.method and not view.has_heat:
            method = tr("{method} (not drawn yet)", method=method)
        shown = ", ".join(part for part in (method, series) if part)
        return f"{shown}: {pane.head.words}   {pane.facts.title if pane.facts else ''}".rstrip()

    def methods(self, pane: SidePane) -> list[tuple[str, str]]:
        """List the heat maps of a pane's model."""
        has_evidence = pane.facts is None or pane.facts.has_evidence
        return [(tr(_NO_MAP), ""), *((method.title, method.name) for method in methods_in_order(has_evidence))]

    def models(self) -> list[tuple[str, Path | None]]:
        """List the installed models, the one in use first."""
        from core.model.store import installed_packages, package_in_use

        current = package_in_use(self._settings.model)
        others = [folder for folder in installed_packages() if folder != current]
        return [(tr(_MODEL), None), *((folder.name, folder) for folder in others)]

    def series(self) -> "list[tuple[str, Series | None]]":
        """List the series that are open: that of the first pane, then those after it, then those before it."""
        image = self._viewer.image
        found = [one for study in self._studies.studies for one in study.series]
        source = image.source if image else None
        at = next((index for index, one in enumerate(found) if source in one.files), len(found))
        others = [*found[at + 1 :], *found[:at]][:_MOST_SERIES]
        return [(tr(_SERIES), None), *((_words_of(one), one) for one in others)]

    def study_of(self, source: Path) -> str:
        """Return the fingerprint of the study that a file is of; "" where that is unknown."""
        found = (one.study for study in self._studies.studies for one in study.series if source in one.files)
        return next(found, "")

    @property
    def _has_other_series(self) -> bool:
        return sum(len(study.series) for study in self._studies.studies) > 1


def _words_of(series: "Series | None") -> str:
    if series is None:
        return tr(_SERIES)
    return ", ".join(part for part in (series_title(series), series_facts(series)) if part)
