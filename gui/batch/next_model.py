"""The model that the next batch will be classified with."""

from pathlib import Path

from core.batch.model_in_use import ModelChoice, model_in_use, with_model
from core.batch.saved import BatchPlan
from gui.batch.run import BatchRun
from gui.batch.setup_bar import SetupBar


class NextModel:
    """Shows the model, with the levels that it offers, and puts it into plans; while a batch runs, its own is shown."""

    def __init__(self, chosen: Path | None, setup: SetupBar, run: BatchRun) -> None:
        """Take what is remembered.

        Args:
            chosen: folder of the model; None for the one that comes with the program.
            setup: shows it.
            run: has a model of its own.
        """
        self._chosen, self._setup, self._run = chosen, setup, run

    @property
    def choice(self) -> ModelChoice:
        """What answers now."""
        return model_in_use(self._chosen)

    def choose(self, folder: Path | None) -> None:
        """Take another one; None for the one that comes with the program."""
        self._chosen = folder
        self.show()

    def show(self) -> None:
        """Show it, unless a batch runs."""
        if not self._run.is_running:
            model = self.choice
            self._setup.show_model(model.title)
            self._setup.offer_levels(model.levels)

    def put_into(self, plan: BatchPlan) -> BatchPlan:
        """Let a plan be done by it."""
        return with_model(plan, self.choice)
