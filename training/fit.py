"""Fine-tuning: the head on cached features first, then the whole network."""

import dataclasses
import json
import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

from core.errors import InvalidConfigError
from core.files import replacing
from core.jobs import Pace, Report
from training.checkpoint import load_checkpoint, save_checkpoint
from training.config import TrainingConfig
from training.conversion import FrozenStem
from training.guidance import evidence_loss, guidance_loss
from training.images import Examples, Images
from training.optimizers import divide_trained
from training.request import BEST, EPOCHS_FILE, FINE_TUNING, LAST
from training.samples import Batch, Sampler

_BATCH = 64

Labels = npt.NDArray[np.int64]
Answer = Callable[[Images], npt.NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Epoch:
    """Figures of one epoch of fine-tuning; losses are cross-entropies in nats."""

    number: int
    loss: float
    validation_loss: float
    validation_accuracy: float


def fit(
    network: keras.Model,
    config: TrainingConfig,
    sampler: Sampler,
    training: Examples,
    validation: Examples,
    folder: Path,
    report: Report,
    fingerprint: str,
    is_finishing: bool = False,
) -> list[Epoch]:
    """Train a network; it ends with the weights of its best epoch on the validation data, or of the head phase.

    Where the settings say so and no epoch is left to run, it ends with those of the last.

    Args:
        network: from `networks.build`, with the weights to start from.
        config: how.
        sampler: draws what the second phase learns from.
        training: what the first phase learns from, as it is.
        validation: what early stopping goes by.
        folder: where the checkpoints live; one that is found there is continued.
        report: is told of the progress.
        fingerprint: of config and data; a checkpoint with another is refused.
        is_finishing: whether the checkpoint is all there will be: no more epochs are trained.

    Returns:
        The epochs, oldest first.

    Raises:
        InvalidConfigError: if the checkpoint belongs to another run, or there is none to finish.
    """
    keras.utils.set_random_seed(config.seed)
    weights = _class_weights(training.labels, network.get_layer("logits").units, config.class_weights)
    steps = math.ceil(sampler.epoch_images / config.batch_size)
    tuner = _FineTuner(network, config, weights, steps * config.epochs)
    answer = _compile(network)
    history: list[Epoch] = []
    if (folder / LAST).exists():
        groups, state = load_checkpoint(folder / LAST)
        if state["fingerprint"] != fingerprint:
            raise InvalidConfigError(
                f"{folder.name}: expected the checkpoint of the same settings and data, found one of another run; "
                "choose another folder"
            )
        tuner.restore(groups)
        history = [Epoch(**epoch) for epoch in state["history"]]
        # A checkpoint of Falx 0.1.0 does not tell it.
        start_loss = state.get("start_loss", math.inf)
    elif is_finishing:
        raise InvalidConfigError(
            f"{folder.parent.name}: expected a checkpoint to make a model of, found none yet; go on with the training"
        )
    else:
        if config.head_epochs:
            _train_head(network, config, training, validation, weights, report)
        start_loss = _measure(answer, validation)[0]
        save_checkpoint(folder / BEST, {"weights": network.get_weights()}, {})
        _save(folder, tuner, history, fingerprint, start_loss)
    best = min([start_loss, *(epoch.validation_loss for epoch in history)])
    pace = Pace(FINE_TUNING, steps * config.epochs, report, done_before=steps * len(history))
    while not is_finishing and len(history) < config.epochs and not _has_stalled(history, config.patience):
        number = len(history)
        loss = tuner.run_epoch(sampler, number, pace, steps)
        history.append(Epoch(number + 1, loss, *_measure(answer, validation)))
        if history[-1].validation_loss < best:
            best = history[-1].validation_loss
            save_checkpoint(folder / BEST, {"weights": network.get_weights()}, {})
        _save(folder, tuner, history, fingerprint, start_loss)
        pace.tell(steps * len(history), _figures(history[-1]))
    if not (config.keeps_last and len(history) == config.epochs):
        network.set_weights(load_checkpoint(folder / BEST)[0]["weights"])
    center_logits(network)
    return history


def center_logits(network: keras.Model) -> None:
    """Shift the last layer so that the logits of each image add up to 0, which changes no probability.

    Cross-entropy leaves their level to chance. Where it is low, all of a class's evidence speaks against every class,
    one less than the others, and its Grad-CAM, which keeps what speaks for it, is empty.
    """
    layer = network.get_layer("logits")
    kernel, bias = layer.get_weights()
    layer.set_weights([kernel - kernel.mean(axis=1, keepdims=True), bias - bias.mean()])


def predict_logits(network: keras.Model, images: Images) -> npt.NDArray[np.float32]:
    """Compute the logits (N, C) of images (N, S, S) uint8, without augmentation."""
    return _compile(network)(images)


def evaluate(network: keras.Model, examples: Examples) -> tuple[float, float]:
    """Measure the mean cross-entropy in nats and the accuracy of a network, without augmentation."""
    return _measure(_compile(network), examples)


def _compile(network: keras.Model) -> Answer:
    """Make what gives the logits; it is traced once, however often the weights change."""
    signature = [tf.TensorSpec((None, *network.input.shape[1:]), tf.float32)]
    answer = tf.function(
        lambda batch: network(batch, training=False)["logits"], input_signature=signature, autograph=False
    )
    return lambda images: np.concatenate([answer(batch).numpy() for batch in _batches(images)])


def _measure(answer: Answer, examples: Examples) -> tuple[float, float]:
    logits = answer(examples.images)
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(examples.labels, logits)
    return float(tf.reduce_mean(losses)), float(np.mean(np.argmax(logits, axis=1) == examples.labels))


def _save(folder: Path, tuner: "_FineTuner", history: Sequence[Epoch], fingerprint: str, start_loss: float) -> None:
    state = {
        "fingerprint": fingerprint,
        "start_loss": start_loss,
        "history": [dataclasses.asdict(epoch) for epoch in history],
    }
    save_checkpoint(folder / LAST, tuner.state(), state)
    lines = [json.dumps(dataclasses.asdict(epoch)) + "\n" for epoch in history]
    with replacing(folder / EPOCHS_FILE) as temporary:
        temporary.write_text("".join(lines), "utf-8")


def _figures(epoch: Epoch) -> dict[str, float]:
    return {
        "loss": epoch.loss,
        "validation loss": epoch.validation_loss,
        "validation accuracy": epoch.validation_accuracy,
    }


def _has_stalled(history: Sequence[Epoch], patience: int) -> bool:
    if not history:
        return False
    best = min(history, key=lambda epoch: epoch.validation_loss)
    return len(history) - best.number >= patience


def _class_weights(labels: Labels, class_count: int, is_balanced: bool) -> npt.NDArray[np.float32]:
    counts = Counter(labels.tolist())
    if not is_balanced:
        return np.ones(class_count, np.float32)
    return np.array([len(labels) / (len(counts) * max(counts[i], 1)) for i in range(class_count)], np.float32)


def _batches(images: Images) -> Iterator[npt.NDArray[np.float32]]:
    """Give (n, S, S, 1) float32 of at most `_BATCH` images at a time: as float32 all at once would fill the memory."""
    for start in range(0, len(images), _BATCH):
        yield images[start : start + _BATCH, :, :, None].astype(np.float32)


def _train_head(
    network: keras.Model,
    config: TrainingConfig,
    training: Examples,
    validation: Examples,
    weights: npt.NDArray[np.float32],
    report: Report,
) -> None:
    """Train the head alone, on features that the frozen backbone computes once."""
    backbone = keras.Model(network.input, network.get_layer("pooled").output)
    extract = tf.function(lambda images: backbone(images, training=False), autograph=False)
    pace = Pace("Computing features", len(training.labels), report)
    features: list[npt.NDArray[np.float32]] = []
    for batch in _batches(training.images):
        features.append(extract(batch).numpy())
        pace.tell(min(len(features) * _BATCH, len(training.labels)))
    held_out = np.concatenate([extract(batch).numpy() for batch in _batches(validation.images)])
    hidden, logits = network.get_layer("hidden"), network.get_layer("logits")
    inputs = keras.Input((held_out.shape[1],))
    head = keras.Model(inputs, logits(keras.layers.Dropout(config.dropout)(hidden(inputs))))
    head.compile(
        keras.optimizers.Adam(config.head_rate),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    stop = keras.callbacks.EarlyStopping("val_loss", patience=5, restore_best_weights=True)
    pace = Pace("Training the head", config.head_epochs, report)
    tell = keras.callbacks.LambdaCallback(
        on_epoch_end=lambda epoch, logs: pace.tell(epoch + 1, logs),
        # Many images make an epoch long; whoever stops it is not to wait for its end.
        on_train_batch_end=lambda batch, logs: pace.repeat(),
    )
    head.fit(
        np.concatenate(features),
        training.labels,
        sample_weight=weights[training.labels],
        validation_data=(held_out, validation.labels),
        batch_size=config.batch_size,
        epochs=config.head_epochs,
        callbacks=[stop, tell],
        verbose=0,
    )


class _FineTuner:
    """Trains all layers that are not frozen, epoch by epoch."""

    def __init__(
        self, network: keras.Model, config: TrainingConfig, weights: npt.NDArray[np.float32], steps: int
    ) -> None:
        self._network, self._config = network, config
        self._weights = tf.constant(weights)
        self._parts = divide_trained(network, config, steps)
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
            ],
            # Nothing in it depends on a tensor's value; translating Keras' code would take longer than an epoch.
            autograph=False,
        )

    def _learn(self, inputs: tf.Tensor, labels: tf.Tensor, cover: tf.Tensor, is_known: tf.Tensor) -> tf.Tensor:
        variables = [variable for _, part in self._parts for variable in part]
        with tf.GradientTape() as tape:
            answers = self._trained(inputs, training=True)
            loss = self._loss(answers, labels, cover, is_known)
        gradients = tape.gradient(loss, variables)
        for optimizer, part in self._parts:
            optimizer.apply_gradients(zip(gradients[: len(part)], part, strict=True))
            gradients = gradients[len(part) :]
        return loss

    def _loss(
        self, answers: dict[str, tf.Tensor], labels: tf.Tensor, cover: tf.Tensor, is_known: tf.Tensor
    ) -> tf.Tensor:
        config, class_count = self._config, len(self._weights)
        smooth = config.label_smoothing
        targets = tf.one_hot(labels, class_count) * (1 - smooth) + smooth / class_count
        losses = tf.nn.softmax_cross_entropy_with_logits(targets, answers["logits"])
        loss = tf.reduce_mean(losses * tf.gather(self._weights, labels))
        if config.evidence_weight and "evidence" in answers:
            loss += config.evidence_weight * evidence_loss(answers["evidence"], cover, is_known)
        if config.guidance_weight:
            hidden, logits = self._network.get_layer("hidden"), self._network.get_layer("logits")
            head = (hidden.kernel, hidden.bias, logits.kernel)
            loss += config.guidance_weight * guidance_loss(answers["features"], head, labels, cover)
        return loss

    def run_epoch(self, sampler: Sampler, number: int, pace: Pace, steps: int) -> float:
        """Pass once over the samples of an epoch; returns the mean loss."""
        keras.utils.set_random_seed(self._config.seed + number)
        losses: list[float] = []
        # Closed, so that the sampler's threads end with an epoch that is left.
        with closing(sampler.epoch(number, self._prepared)) as batches:
            for batch, inputs in batches:
                losses.append(float(self._step(inputs, batch.labels, batch.cover, batch.is_known)))
                pace.tell(number * steps + len(losses), {"loss": float(np.mean(losses[-50:]))})
        return float(np.mean(losses))

    def _prepared(self, batch: Batch) -> npt.NDArray[np.float32]:
        """Compute what enters the layers that are trained, on the sampler's threads."""
        return self._stem(batch.images) if self._stem else batch.images[..., None].astype(np.float32)

    def state(self) -> dict[str, list[npt.NDArray[Any]]]:
        """Weights of the network and variables of the optimizers."""
        return {
            "weights": self._network.get_weights(),
            "optimizer": [variable.numpy() for variable in self._variables()],
        }

    def restore(self, groups: dict[str, list[npt.NDArray[Any]]]) -> None:
        """Go back to a `state`."""
        self._network.set_weights(groups["weights"])
        for variable, value in zip(self._variables(), groups["optimizer"], strict=True):
            variable.assign(value)

    def _variables(self) -> list[Any]:
        return [variable for optimizer, _ in self._parts for variable in optimizer.variables]
