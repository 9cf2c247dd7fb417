"""Which weights of a run become its model: one answer for the training, its pages, the model card and the command line.

Fine-tuning starts with a network, that of the head phase if there is one, and gives another after each epoch. Their
losses on the validation data decide which of them is kept, unless the settings ask for the last.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import FalxError
from core.program.translation import tr
from core.state_file import from_json, read_object
from training.fitting.checkpoint import load_state
from training.fitting.early_stopping import has_stalled
from training.reports.kept_epoch import Kept, kept_from, start_words
from training.run_files import CHECKPOINTS, LAST, RUN_FILE
from training.settings.config import TrainingConfig
from training.settings.config_file import config_of


def best_epoch(losses: Sequence[float], start_loss: float) -> int:
    """Return the number of the epoch with the least loss, the first of several; 0 if no epoch improved the start.

    Args:
        losses: on the validation data after each epoch, oldest first; NaN counts as the worst.
        start_loss: the same before the first epoch; infinite where it is not known.
    """
    comparable = [math.inf if math.isnan(loss) else loss for loss in (start_loss, *losses)]
    return comparable.index(min(comparable))


def kept_of(config: TrainingConfig, losses: Sequence[float], start_loss: float) -> Kept:
    """Return which network a training ends with if it trains no more epochs than these.

    Args:
        config: its settings.
        losses: as in `best_epoch`.
        start_loss: as in `best_epoch`.
    """
    done, has_head = len(losses), config.head_epochs > 0
    if asks_for_end(config) and 0 < done == config.epochs:
        return Kept(done, done, True, has_head, averaged_epochs(config))
    return Kept(best_epoch(losses, start_loss), done, False, has_head)


def asks_for_end(config: TrainingConfig) -> bool:
    """Return whether settings ask for the weights of the last epoch, or of the last ones, if all are run."""
    return config.keeps_last or config.averaged_epochs > 0


def averaged_epochs(config: TrainingConfig) -> int:
    """Return over how many epochs at the end of a training its weights are averaged; 0 for no average."""
    count = min(config.averaged_epochs, config.epochs)
    return count if count > 1 else 0


def outlook(config: TrainingConfig, losses: Sequence[float], start_loss: float, model: str = "The model") -> str:
    """Describe in a sentence or two which network a running training will end with.

    Args:
        config: its settings.
        losses: as in `best_epoch`, as far as they are known.
        start_loss: as in `best_epoch`.
        model: the first words of the sentence.
    """
    kept = kept_of(config, losses, start_loss)
    if not config.epochs:
        return tr("{model} will have the weights of {network}.", model=model, network=kept.words)
    if is_over(config, losses):
        return tr("{model} has the weights of {network}.", model=model, network=kept.words)
    if asks_for_end(config):
        early = tr(" If the training stops early, the best network so far is kept.") if can_stall(config) else ""
        if count := averaged_epochs(config):
            which = tr("epochs {first} to {last}, averaged", first=config.epochs - count + 1, last=config.epochs)
        else:
            which = tr("epoch {epoch}, the last", epoch=config.epochs)
        return tr(
            "{model} will have the weights of {which}, as the settings ask.{early}",
            model=model,
            which=which,
            early=early,
        )
    if kept.epoch:
        return tr("{model} will have the weights of this epoch unless a later one is better.", model=model)
    return tr(
        "{model} will have the weights of {start} unless an epoch is better.",
        model=model,
        start=start_words(kept.has_head_phase),
    )


def is_over(config: TrainingConfig, losses: Sequence[float]) -> bool:
    """Return whether a training has no more epochs to do; `losses` as in `best_epoch`."""
    return len(losses) >= config.epochs or has_stalled(losses, config.patience)


def can_stall(config: TrainingConfig) -> bool:
    """Return whether a training may stop before its last epoch, by `early_stopping.has_stalled`."""
    return config.patience < config.epochs - 1


def read_start_loss(folder: Path) -> float:
    """Read the loss on the validation data before the first epoch of a run; infinite if it is not known."""
    try:
        return float(load_state(folder / CHECKPOINTS / LAST)["start_loss"])
    except (FalxError, KeyError, TypeError, ValueError):
        return math.inf


def read_kept(folder: Path) -> Kept | None:
    """Read which network the model of a run is; None if that cannot be known.

    Args:
        folder: of the run.
    """
    try:
        path = folder / RUN_FILE
        run = read_object(path)
        if found := kept_from(run):
            return found
        # An earlier Falx did not record it.
        losses, start_loss = validation_losses(run, path), read_start_loss(folder)
        config = config_of(from_json(run, _Settings, path).config)
        return kept_of(config, losses, start_loss) if math.isfinite(start_loss) else None
    except FalxError:
        return None


def validation_losses(run: Mapping[str, Any], path: Path) -> list[float]:
    """Return the losses on the validation data after each epoch, from the record of a run.

    Args:
        run: the record.
        path: of its file, for the message.

    Raises:
        InvalidStateError: if it holds none.
    """
    return [epoch.validation_loss for epoch in from_json(run, _Losses, path).epochs]


@dataclass(frozen=True, slots=True)
class _Loss:
    validation_loss: float


@dataclass(frozen=True, slots=True)
class _Losses:
    epochs: tuple[_Loss, ...]


@dataclass(frozen=True, slots=True)
class _Settings:
    config: Mapping[str, Any]
