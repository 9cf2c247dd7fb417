"""What is measured of an epoch of fine-tuning."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Epoch:
    """Figures of one epoch of fine-tuning; losses are cross-entropies in nats."""

    number: int
    loss: float
    validation_loss: float
    validation_accuracy: float
