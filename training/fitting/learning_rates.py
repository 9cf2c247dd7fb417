"""Optimizers and learning rates of a training, step by step."""

import math
from typing import Any

import keras
import tensorflow as tf

from training.networks.architectures import NEW_LAYERS
from training.settings.config import TrainingConfig


class WarmupCosine(keras.optimizers.schedules.LearningRateSchedule):
    """Linear rise, then a cosine down to 0 (Loshchilov and Hutter, 2017)."""

    def __init__(self, highest: float, warmup: int, total: int) -> None:
        self._highest, self._warmup, self._total = highest, max(warmup, 1), max(total, 2)

    def __call__(self, step: Any) -> tf.Tensor:
        step = tf.cast(step, tf.float32)
        rise = (step + 1) / self._warmup
        fall = 0.5 * (1 + tf.cos(math.pi * (step - self._warmup) / max(self._total - self._warmup, 1)))
        return self._highest * tf.where(step < self._warmup, rise, fall)

    def get_config(self) -> dict[str, Any]:
        return {"highest": self._highest, "warmup": self._warmup, "total": self._total}


def divide_trained(network: keras.Model, config: TrainingConfig, steps: int) -> list[tuple[Any, list[Any]]]:
    """Divide the trained weights into those that were loaded and the others, each with its own learning rate."""
    is_new = {
        id(variable): layer.name.startswith(NEW_LAYERS) for layer in network.layers for variable in layer.variables
    }
    parts = []
    for new, rate in ((False, config.rate), (True, config.neck_rate or config.rate)):
        chosen = [variable for variable in network.trainable_variables if is_new[id(variable)] == new]
        if not chosen:
            continue
        schedule = WarmupCosine(rate, round(config.warmup_share * steps), steps)
        optimizer = keras.optimizers.AdamW(schedule, weight_decay=config.weight_decay, clipnorm=1.0)
        optimizer.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])
        optimizer.build(chosen)
        parts.append((optimizer, chosen))
    return parts
