"""Fit a network: train the head on cached features first, then fine-tune the whole network."""

import dataclasses
import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

from core.errors import InvalidConfigError
from core.files import replacing
from core.jobs.events import Progress, ProgressReporter, Report
from training.fitting.checkpoint import load_checkpoint, save_checkpoint
from training.fitting.early_stopping import has_stalled
from training.fitting.epoch import LOSS, START_LOSS, VALIDATION_ACCURACY, VALIDATION_LOSS, Epoch
from training.fitting.head_phase import in_batches, train_head
from training.fitting.kept_weights import averaged_epochs, best_epoch, kept_of
from training.fitting.progressive_resizing import ProgressiveTuner
from training.run_files import BEST, EPOCHS_FILE, LAST
from training.samples.class_balancing import class_weights
from training.samples.images import Examples, Images
from training.samples.sampler import Sampler
from training.settings.config import TrainingConfig
from training.settings.progressive_sizes import work_of

Arrays = list[npt.NDArray[Any]]
Answer = Callable[[Images], npt.NDArray[np.float32]]

# Reported where the phase before has come to its end, so that its end is not shown meanwhile.
_MEASURING = Progress("Measuring on the validation images", 0, 0)


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
    """Train a network; it ends with the weights that `training.fitting.kept_weights.kept_of` names.

    Args:
        network: from `networks.build`, with the weights to start from.
        config: how.
        sampler: draws what the second phase learns from.
        training: what the first phase learns from, as it is.
        validation: what early stopping is based on.
        folder: of the checkpoints; one that is found there is continued.
        report: is called with the progress.
        fingerprint: of config and data; a checkpoint with another is refused.
        is_finishing: whether to stop at the checkpoint: no more epochs are trained.

    Returns:
        The epochs, oldest first.

    Raises:
        InvalidConfigError: if the checkpoint belongs to another run, or there is none to finish.
    """
    keras.utils.set_random_seed(config.seed)
    class_count = network.get_layer("logits").units
    weights = class_weights(training.labels, class_count) if config.class_weights else np.ones(class_count, np.float32)
    steps = math.ceil(sampler.epoch_images / config.batch_size)
    answer = _compile(network)
    history: list[Epoch] = []
    # Of the last epochs, the mean of their weights so far.
    average: Arrays = []
    if (folder / LAST).exists():
        groups, state = load_checkpoint(folder / LAST)
        if state["fingerprint"] != fingerprint:
            raise InvalidConfigError(
                subject=folder,
                expected="the checkpoint of the same settings and data",
                found="one of another run",
                advice="choose another folder",
            )
        history = [Epoch(**epoch) for epoch in state["history"]]
        tuner = ProgressiveTuner(network, config, weights, steps * config.epochs, min(len(history), config.epochs - 1))
        tuner.restore(groups)
        average = groups.get("average", [])
        # A checkpoint of Falx 0.1.0 does not state it.
        start_loss = state.get("start_loss", math.inf)
    elif is_finishing:
        raise InvalidConfigError(
            subject=folder.parent,
            expected="a checkpoint to make a model of",
            found="none yet",
            advice="continue the training",
        )
    else:
        if config.head_epochs:
            train_head(network, config, training, validation, weights, report)
        report(_MEASURING)
        start_loss = _measure(answer, validation)[0]
        save_checkpoint(folder / BEST, {"weights": network.get_weights()}, {})
        tuner = ProgressiveTuner(network, config, weights, steps * config.epochs)
        _save(folder, tuner, average, history, fingerprint, start_loss)
    reporter = ProgressReporter(
        "Fine-tuning the whole network",
        steps * config.epochs,
        report,
        steps * len(history),
        work_of(config, steps),
        epochs=config.epochs or None,
    )
    if config.epochs and not is_finishing and math.isfinite(start_loss):
        reporter.report(steps * len(history), {START_LOSS: start_loss})
    while not is_finishing and len(history) < config.epochs and not _is_stalled(history, config):
        number = len(history)
        loss = tuner.run_epoch(sampler, number, reporter, steps)
        if number + 1 == config.epochs:
            report(_MEASURING)
        history.append(Epoch(number + 1, loss, *_measure(answer, validation)))
        if best_epoch(_losses(history), start_loss) == len(history):
            save_checkpoint(folder / BEST, {"weights": network.get_weights()}, {})
        average = _averaged(average, network.get_weights(), len(history) - config.epochs + averaged_epochs(config))
        _save(folder, tuner, average, history, fingerprint, start_loss)
        reporter.report(steps * len(history), _figures(history[-1]), is_epoch_end=True)
    kept = kept_of(config, _losses(history), start_loss)
    if kept.averaged:
        report(Progress("Averaging the weights of the last epochs", 0, 0))
        network.set_weights(average)
        tuner.settle_statistics(sampler)
    elif not kept.is_last_by_settings:
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
    """Make a function that returns the logits; it is traced once, however often the weights change."""
    signature = [tf.TensorSpec((None, *network.input.shape[1:]), tf.float32)]
    answer = tf.function(
        lambda batch: network(batch, training=False)["logits"], input_signature=signature, autograph=False
    )
    return lambda images: np.concatenate([answer(batch).numpy() for batch in in_batches(images)])


def _measure(answer: Answer, examples: Examples) -> tuple[float, float]:
    logits = answer(examples.images)
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(examples.labels, logits)
    return float(tf.reduce_mean(losses)), float(np.mean(np.argmax(logits, axis=1) == examples.labels))


def _averaged(average: Arrays, weights: Arrays, count: int) -> Arrays:
    """Add weights to an average, as the `count`-th of it; before the first there is none."""
    if count < 2:
        return weights if count == 1 else []
    return [mean + (new - mean) / np.float32(count) for mean, new in zip(average, weights, strict=True)]


def _save(
    folder: Path,
    tuner: ProgressiveTuner,
    average: Arrays,
    history: Sequence[Epoch],
    fingerprint: str,
    start_loss: float,
) -> None:
    state = {
        "fingerprint": fingerprint,
        "start_loss": start_loss,
        "history": [dataclasses.asdict(epoch) for epoch in history],
    }
    save_checkpoint(folder / LAST, {**tuner.state(), "average": average}, state)
    lines = [json.dumps(dataclasses.asdict(epoch)) + "\n" for epoch in history]
    with replacing(folder / EPOCHS_FILE) as temporary:
        temporary.write_text("".join(lines), "utf-8")


def _figures(epoch: Epoch) -> dict[str, float]:
    return {
        LOSS: epoch.loss,
        VALIDATION_LOSS: epoch.validation_loss,
        VALIDATION_ACCURACY: epoch.validation_accuracy,
    }


def _is_stalled(history: Sequence[Epoch], config: TrainingConfig) -> bool:
    return has_stalled(_losses(history), config.patience)


def _losses(history: Sequence[Epoch]) -> list[float]:
    return [epoch.validation_loss for epoch in history]
