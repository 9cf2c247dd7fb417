"""The Tools menu: windows that classify folders, train and evaluate; the models on this computer."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMainWindow

from core.program.translation import tr
from gui.settings import Settings
from gui.translated_messages.relay import relayed
from gui.widgets.theme import Colours, colours_of
from gui.widgets.window_keys import add_window_keys
from gui.widgets.window_titles import bring_forward
from gui.window.menus import Menus
from gui.window.ongoing_work import OngoingWork
from gui.work.model_watch import ModelWatch

if TYPE_CHECKING:
    from gui.batch.window import BatchWindow
    from gui.history.history_thread import HistoryKeeper
    from gui.history.history_window import HistoryWindow
    from gui.training.evaluate_window import EvaluateWindow
    from gui.training.training_window import TrainingWindow
    from gui.work.quitting import Work


class ToolsMenu(QObject):
    """Makes each window on first use, and lists the models whenever their menu opens.

    `model_chosen` carries the folder of a model, None for the one that comes with the program; `navigation_started` a
    navigator over the rows of a batch; `said` what happened in the background, in words; `model_changed`, in words,
    that another model answers although the user did not choose it; `level_chosen` the level that was chosen for a
    batch.
    """

    model_chosen = Signal(object)
    navigation_started = Signal(object)
    said = Signal(str)
    model_changed = Signal(str)
    level_chosen = Signal(float)

    def __init__(self, settings: Settings, menus: Menus, parent: QMainWindow) -> None:
        """Connect the menus.

        Args:
            settings: store the model in use.
            menus: of the main window.
            parent: the main window.
        """
        super().__init__(parent)
        self._settings, self._menu, self._window = settings, menus.models, parent
        self._open = menus.open
        # Of the main window, once it has one.
        self.keeper: HistoryKeeper | None = None
        self.batch: BatchWindow | None = None
        self.history: HistoryWindow | None = None
        self.training: TrainingWindow | None = None
        self.evaluation: EvaluateWindow | None = None
        self.ongoing = OngoingWork(parent.statusBar())
        self.models = ModelWatch(settings, self)
        self.models.changed.connect(self._on_models_changed)
        self.models.replaced.connect(self._on_models_replaced)
        self.models.removed.connect(self._on_models_removed)
        self.models.returned.connect(self._on_models_returned)
        self.model_chosen.connect(self.models.note)
        menus.models.aboutToShow.connect(self._on_models_about_to_show)
        menus.classify_folder.triggered.connect(self._on_classify_folder_triggered)
        menus.history.triggered.connect(self._on_history_triggered)
        menus.train.triggered.connect(self._on_train_triggered)
        menus.evaluate.triggered.connect(self._on_evaluate_triggered)

    def set_colours(self, colours: Colours) -> None:
        """Apply the colours of a theme."""
        for window in (self.batch, self.history, self.training, self.evaluation):
            if window:
                window.set_colours(colours)

    def set_level(self, level: float) -> None:
        """Use a level for further verdicts."""
        if self.batch:
            self.batch.set_level(level)

    def is_end_agreed(self) -> bool:
        """Ask once, naming all running work in any window, whether it may end with the program."""
        from gui.work.quitting import is_end_agreed, works_of

        def running() -> "list[Work]":
            return works_of((self._window, self.batch, self.training, self.evaluation))

        return is_end_agreed(self._window, running, closes_program=True)

    def stop(self) -> None:
        """Close the windows and stop running work without a question; finished parts of it are kept."""
        if self.batch:
            self.batch.shut_down()
        if self.history:
            self.history.shut_down()
        if self.training:
            self.training.shut_down()
        if self.evaluation:
            self.evaluation.shut_down()

    def use_model(self, folder: Path | None) -> None:
        """Use the model that the user chose; this outdates notices about another one."""
        self.model_changed.emit("")
        self.model_chosen.emit(folder)

    def _watch(self, window: "BatchWindow | TrainingWindow | EvaluateWindow", changed: SignalInstance) -> None:
        """Show in the status line what runs in a window, and how it ended while the window was closed."""
        window.background_ended.connect(self.said)
        self.ongoing.watch(window, window.come_forward, changed, window.background_ended)

    def _on_installed_changed(self) -> None:
        """Open the model in use again after any installation."""
        if not self.models.look() and self._settings.model:
            self.model_chosen.emit(self._settings.model)

    def _on_models_changed(self) -> None:
        if self.training:
            self.training.settings_page.refresh_starts()
        if self.evaluation:
            self.evaluation.list_models()

    def _on_models_replaced(self, folder: Path) -> None:
        from core.errors import FalxError
        from core.model.package import ModelPackage

        # The worker reports why a damaged model cannot be used.
        with suppress(FalxError):
            title = ModelPackage.open(folder).title
            self.model_changed.emit(
                tr("The model in use, {title}, was replaced by another model, which answers now.", title=title)
            )
        self.model_chosen.emit(folder)

    def _on_models_removed(self, title: str) -> None:
        self.model_changed.emit(
            tr(
                "The model in use, {title}, is no longer installed. The model that comes with Falx answers now.",
                title=title,
            )
        )
        self.model_chosen.emit(None)

    def _on_models_returned(self) -> None:
        self.model_changed.emit("")

    def _on_models_about_to_show(self) -> None:
        self.models.look()
        # Not needed for the first paint.
        from core.errors import FalxError
        from core.model.package import ModelPackage
        from core.model.store import installed_packages, package_in_use, shipped_package

        self._menu.clear()
        group = QActionGroup(self._menu)
        current = package_in_use(self._settings.model)
        for folder in installed_packages():
            action = self._menu.addAction(folder.name)
            action.setCheckable(True)
            action.setChecked(folder == current)
            group.addAction(action)
            try:
                package = ModelPackage.open(folder)
            except FalxError:
                action.setText(tr("{name} (damaged)", name=folder.name).replace("&", "&&"))
                action.setEnabled(False)
                continue
            is_shipped = folder == shipped_package()
            origin = tr(" (comes with Falx)") if is_shipped else ""
            action.setText(f"{package.title}{origin}".replace("&", "&&"))
            place: Path | None = None if is_shipped else folder
            action.triggered.connect(lambda _=False, place=place: self.use_model(place))
        self._menu.addSeparator()
        self._menu.addAction(tr("Model &card")).triggered.connect(self._on_card_triggered)

    def _on_card_triggered(self) -> None:
        # Not needed for the first paint.
        from core.errors import FalxError
        from core.model.store import package_in_use
        from gui.window.model_card import show_model_card

        try:
            show_model_card(self._window, package_in_use(self._settings.model))
        except FalxError as error:
            self.said.emit(relayed(str(error)))

    def _on_classify_folder_triggered(self) -> None:
        if self.batch is None:
            from gui.batch.window import BatchWindow

            self.batch = BatchWindow(self._settings, colours_of(self._settings.theme))
            if self.keeper:
                self.batch.opinions.share(self.keeper)
            add_window_keys(self.batch, self._window.close)
            self.batch.navigation_started.connect(self.navigation_started)
            self._watch(self.batch, self.batch.run.work_changed)
            self.batch.level_chosen.connect(self.level_chosen)
            self.model_chosen.connect(self.batch.set_model)
        self.batch.come_forward()

    def _on_history_triggered(self) -> None:
        if self.history is None and self.keeper:
            from gui.history.history_window import HistoryWindow

            self.history = HistoryWindow(self._settings, colours_of(self._settings.theme), self.keeper)
            add_window_keys(self.history, self._window.close)
            self.history.navigation_started.connect(self.navigation_started)
            self.history.training_asked.connect(self._on_history_training_asked)
            self.history.open_asked.connect(self._on_history_open_asked)
        if self.history:
            self.history.come_forward()

    def _on_history_open_asked(self) -> None:
        bring_forward(self._window)
        self._open.trigger()

    def _on_history_training_asked(self, manifest: Path) -> None:
        self._on_train_triggered()
        if self.training:
            from gui.history.questions import is_replacing_agreed
            from gui.widgets.step_list import Step

            self.training.show_step(Step.DATA)
            page = self.training.data_page
            if not page.places or is_replacing_agreed(self.training):
                page.clear()
                page.add_places([manifest])

    def _on_train_triggered(self) -> None:
        if self.training is None:
            from gui.training.training_window import TrainingWindow

            self.training = TrainingWindow(self._settings, colours_of(self._settings.theme))
            add_window_keys(self.training, self._window.close)
            self.training.installed_changed.connect(self._on_installed_changed)
            self.training.use_asked.connect(self.use_model)
            self._watch(self.training, self.training.work_changed)
        self.training.come_forward()

    def _on_evaluate_triggered(self) -> None:
        if self.evaluation is None:
            from gui.training.evaluate_window import EvaluateWindow

            self.evaluation = EvaluateWindow(self._settings, colours_of(self._settings.theme))
            add_window_keys(self.evaluation, self._window.close)
            self._watch(self.evaluation, self.evaluation.work_changed)
        self.evaluation.come_forward()
