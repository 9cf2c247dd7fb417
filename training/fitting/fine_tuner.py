"""Fine-tuning, the second phase of a training: all layers that are not frozen learn from augmented samples."""

from contextlib import closing
from itertools import islice
from typing import Any

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

from core.jobs.events import ProgressReporter
from training.fitting.epoch import LOSS
from training.fitting.guidance import evidence_loss, guidance_loss
from training.fitting.learning_rates import divide_trained
from training.fitting.mirror_agreement import agreement_loss
from training.fitting.soft_loss import mixed_loss
from training.networks.batch_norm import estimate_statistics
from training.networks.conversion import FrozenStem
from training.samples.sampler import Sampler
from training.samples.training_batch import Batch, mirrored_count
from training.settings.config import TrainingConfig

# Each dropout layer has this many separate draws.
_DRAWS_BITS = 20
# Batches from which the statistics of batch normalisation are estimated.
_SETTLING_BATCHES = 100


class FineTuner:
    """Trains all layers that are not frozen, epoch by epoch."""

    def __init__(
        self, network: keras.Model, config: TrainingConfig, weights: npt.NDArray[np.float32], steps: int
    ) -> None:
        """Prepare to train.

        Args:
            network: from `networks.build`.
            config: its settings.
            weights: (C,) float32, how much an image of each class counts.
            steps: of all epochs together, over which the learning rate falls.
        """
        self._network, self._config = network, config
        self._weights = tf.constant(weights)
        self._parts = divide_trained(network, config, steps)
        self._chances = [layer.seed_generator for layer in network.layers if isinstance(layer, keras.layers.Dropout)]
        self._outputs = {name: network.output[name] for name in ("logits", "features")}
        if "evidence" in network.output:
            self._outputs["evidence"] = network.output["evidence"]
        self._stem = FrozenStem(network) if config.frozen_blocks else None
        entry = self._stem.output if self._stem else network.input
        self._trained = keras.Model(entry, self._outputs)
        cells = network.get_layer("pooled").input.shape[1]
        self._step = tf.function(
            self._learn,
            input_signature=[
                tf.TensorSpec(entry.shape, tf.float32),
                tf.TensorSpec((None,), tf.int64),
                tf.TensorSpec((None, cells, cells), tf.float32),
                tf.TensorSpec((None,), tf.float32),
                tf.TensorSpec((None,), tf.float32),
                tf.TensorSpec((None, len(weights)), tf.float32),
            ],
            # Nothing in it depends on a tensor's value; translating Keras' code would take longer than an epoch.
            autograph=False,
        )

    def _learn(
        self,
        inputs: tf.Tensor,
        labels: tf.Tensor,
        cover: tf.Tensor,
        is_known: tf.Tensor,
        is_made: tf.Tensor,
        soft: tf.Tensor,
    ) -> tf.Tensor:
        variables = [variable for _, part in self._parts for variable in part]
        with tf.GradientTape() as tape:
            answers = self._trained(inputs, training=True)
            loss = self._loss(answers, labels, cover, is_known, is_made, soft)
        gradients = tape.gradient(loss, variables)
        for optimizer, part in self._parts:
            optimizer.apply_gradients(zip(gradients[: len(part)], part, strict=True))
            gradients = gradients[len(part) :]
        return loss

    def _loss(
        self,
        answers: dict[str, tf.Tensor],
        labels: tf.Tensor,
        cover: tf.Tensor,
        is_known: tf.Tensor,
        is_made: tf.Tensor,
        soft: tf.Tensor,
    ) -> tf.Tensor:
        config, class_count = self._config, len(self._weights)
        smooth: Any = config.label_smoothing
        if not config.smooths_real:
            smooth = smooth * is_made[:, None]
        targets = tf.one_hot(labels, class_count) * (1 - smooth) + smooth / class_count
        losses = tf.nn.softmax_cross_entropy_with_logits(targets, answers["logits"])
        losses = mixed_loss(
            losses, answers["logits"], soft, config.distillation_weight, config.distillation_temperature
        )
        loss = tf.reduce_mean(losses * tf.gather(self._weights, labels))
        if config.evidence_weight and "evidence" in answers:
            loss += config.evidence_weight * evidence_loss(answers["evidence"], cover, is_known)
        if config.guidance_weight:
            hidden, logits = self._network.get_layer("hidden"), self._network.get_layer("logits")
            head = (hidden.kernel, hidden.bias, logits.kernel)
            loss += config.guidance_weight * guidance_loss(answers["features"], head, labels, cover)
        if config.mirror_agreement:
            turned = mirrored_count(tf.shape(labels)[0])
            loss += config.mirror_agreement * agreement_loss(answers["logits"], turned)
        return loss

    def run_epoch(self, sampler: Sampler, number: int, reporter: ProgressReporter, steps: int) -> float:
        """Pass once over the samples of an epoch; returns the mean loss.

        Dropout depends on the seed and the epoch's number alone, as the samples do: a run that was stopped and
        resumed gives the same result as one that was not.
        """
        for place, chance in enumerate(self._chances):
            chance.state.assign((self._config.seed + number, place << _DRAWS_BITS))
        losses: list[float] = []
        # Closed, so that the sampler's threads end with an epoch that is left early.
        with closing(sampler.epoch(number, self.prepared)) as batches:
            for batch, inputs in batches:
                losses.append(self.step(batch, inputs))
                reporter.report(number * steps + len(losses), {LOSS: float(np.mean(losses[-50:]))})
        return float(np.mean(losses))

    def step(self, batch: Batch, inputs: npt.NDArray[np.float32]) -> float:
        """Learn from a batch and what `prepared` made of it; returns the loss."""
        soft = np.zeros((len(batch.labels), len(self._weights)), np.float32) if batch.soft is None else batch.soft
        return float(self._step(inputs, batch.labels, batch.cover, batch.is_known, batch.is_made, soft))

    def prepared(self, batch: Batch) -> npt.NDArray[np.float32]:
        """Compute what enters the layers that are trained, on the sampler's threads."""
        return self._stem(batch.images) if self._stem else batch.images[..., None].astype(np.float32)

    def settle_statistics(self, sampler: Sampler, number: int) -> None:
        """Estimate the statistics of batch normalisation again, from samples of an epoch.

        An average of weights has its own statistics, which the average of statistics is not.
        """
        with closing(sampler.epoch(number, self.prepared)) as batches:
            estimate_statistics(self._trained, (inputs for _, inputs in islice(batches, _SETTLING_BATCHES)))

    def state(self) -> dict[str, list[npt.NDArray[Any]]]:
        """Weights of the network and variables of the optimizers."""
        return {
            "weights": self._network.get_weights(),
            "optimizer": [variable.numpy() for variable in self._variables()],
        }

    def restore(self, groups: dict[str, list[npt.NDArray[Any]]]) -> None:
        """Restore a `state`."""
        self._network.set_weights(groups["weights"])
        for variable, value in zip(self._variables(), groups["optimizer"], strict=True):
            variable.assign(value)

    def _variables(self) -> list[Any]:
        return [variable for optimizer, _ in self._parts for variable in optimizer.variables]
