"""Figures of an epoch of fine-tuning: losses and accuracy."""

from dataclasses import dataclass

# Names of figures that are reported with the progress of fine-tuning: START_LOSS before the first epoch, LOSS also
# within one, the others at the end of each.
START_LOSS = "validation loss at the start"
LOSS, VALIDATION_LOSS, VALIDATION_ACCURACY = "loss", "validation loss", "validation accuracy"


@dataclass(frozen=True, slots=True)
class Epoch:
    """Figures of one epoch of fine-tuning; losses are cross-entropies in nats."""

    number: int
    loss: float
    validation_loss: float
    validation_accuracy: float
