"""The model that classifies the next batch."""

from pathlib import Path

from core.batch.model_in_use import ModelChoice, model_in_use, with_model
from core.batch.saved_batch import BatchPlan
from gui.batch.run import BatchRun
from gui.batch.setup_bar import SetupBar


class NextModel:
    """Shows the model and its levels, and puts it into plans; while a batch runs, shows the model of that batch."""

    def __init__(self, chosen: Path | None, setup: SetupBar, run: BatchRun) -> None:
        """Start with the remembered model.

        Args:
            chosen: folder of the model; None for the one that comes with the program.
            setup: shows the model.
            run: the batch under way, which keeps its model.
        """
        self._chosen, self._setup, self._run = chosen, setup, run

    @property
    def choice(self) -> ModelChoice:
        """The model in use."""
        return model_in_use(self._chosen)

    def choose(self, folder: Path | None) -> None:
        """Use another model; None for the one that comes with the program."""
        self._chosen = folder
        self.show()

    def show(self) -> None:
        """Show the model, unless a batch runs."""
        if not self._run.is_running:
            model = self.choice
            self._setup.show_model(model.title)
            self._setup.offer_levels(model.levels)

    def put_into(self, plan: BatchPlan) -> BatchPlan:
        """Return a plan that uses this model."""
        return with_model(plan, self.choice)
