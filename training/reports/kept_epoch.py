"""Kept epoch: which epoch's weights a model has, in words and as plain values."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from core.program.translation import tr


@dataclass(frozen=True, slots=True)
class Kept:
    """Which network of a run its model is.

    Attributes:
        epoch: whose weights it has; 0 for the network that fine-tuning started with.
        done: epochs of fine-tuning that were trained.
        is_last_by_settings: whether it is the last because the settings ask for that, whatever its loss.
        has_head_phase: whether fine-tuning started with the result of a head phase.
        averaged: number of last epochs whose weights are averaged; 0 for the weights of that epoch alone.
    """

    epoch: int
    done: int
    is_last_by_settings: bool
    has_head_phase: bool
    averaged: int = 0

    @property
    def words(self) -> str:
        """The description of the network, to follow "the weights of"."""
        before = start_words(self.has_head_phase)
        if self.done == 0:
            return tr("{before}, without fine-tuning", before=before)
        if self.epoch == 0:
            epochs = tr("the one epoch") if self.done == 1 else tr("any of the {done} epochs", done=self.done)
            return tr(
                "{before}, which did better on the validation data than {epochs} of fine-tuning",
                before=before,
                epochs=epochs,
            )
        if self.averaged:
            return tr(
                "epochs {first} to {last} of {done}, averaged, as the settings ask",
                first=self.epoch - self.averaged + 1,
                last=self.epoch,
                done=self.done,
            )
        place = tr("epoch {epoch} of {done}", epoch=self.epoch, done=self.done)
        if self.is_last_by_settings:
            return tr("{place}, the last, as the settings ask", place=place)
        return tr("{place}, the best on the validation data", place=place)

    @property
    def is_chosen_by_validation(self) -> bool:
        """Whether the validation data decided on the weights, so that figures on them are too good."""
        return self.has_head_phase or (self.done > 0 and not self.is_last_by_settings)


def start_words(has_head_phase: bool) -> str:
    """Name the network that fine-tuning starts with."""
    return tr("the training of the last layers alone") if has_head_phase else tr("the network that it started from")


def kept_from(values: Mapping[str, object]) -> Kept | None:
    """Read it from what a run or a package states of its training; None if it does not."""
    stated = values.get("kept")
    if not isinstance(stated, Mapping):
        return None
    try:
        found = Kept(**stated)
    except TypeError:
        return None
    numbers = (found.averaged, found.epoch, found.done)
    is_sound = all(type(number) is int for number in numbers) and 0 <= found.averaged <= found.epoch <= found.done
    return found if is_sound else None


def kept_values(kept: Kept) -> dict[str, object]:
    """Return it as plain values, for `kept_from`."""
    return asdict(kept)
