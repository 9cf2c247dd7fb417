"""Head phase, the first phase of a training: only the head learns, on features of the frozen backbone."""

from collections.abc import Callable, Iterator

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

from core.jobs.events import ProgressReporter, Report
from training.samples.images import Examples, Images
from training.settings.config import TrainingConfig

_BATCH = 64
# A step of the head takes less time than Keras spends between two.
_STEPS_AT_ONCE = 16


def in_batches(images: Images) -> Iterator[npt.NDArray[np.float32]]:
    """Yield (n, S, S, 1) float32 of at most `_BATCH` images at a time: as float32 all at once would fill the memory."""
    for start in range(0, len(images), _BATCH):
        yield images[start : start + _BATCH, :, :, None].astype(np.float32)


def feature_extractor(network: keras.Model) -> Callable[[npt.NDArray[np.float32]], tf.Tensor]:
    """Make a function that returns the pooled features (n, K) of images (n, S, S, 1) float32."""
    backbone = keras.Model(network.input, network.get_layer("pooled").output)
    return tf.function(lambda images: backbone(images, training=False), autograph=False)


def train_head(
    network: keras.Model,
    config: TrainingConfig,
    training: Examples,
    validation: Examples,
    weights: npt.NDArray[np.float32],
    report: Report,
) -> None:
    """Train the head alone, on features that the frozen backbone computes once.

    Args:
        network: from `networks.build`.
        config: its settings.
        training: what the head learns from.
        validation: what early stopping is based on.
        weights: (C,) float32, how much an image of each class counts.
        report: is called with the progress.
    """
    extract = feature_extractor(network)
    reporter = ProgressReporter("Computing the features of each image", len(training.labels), report)
    features: list[npt.NDArray[np.float32]] = []
    for batch in in_batches(training.images):
        features.append(extract(batch).numpy())
        reporter.report(min(len(features) * _BATCH, len(training.labels)))
    held_out = np.concatenate([extract(batch).numpy() for batch in in_batches(validation.images)])
    hidden, logits = network.get_layer("hidden"), network.get_layer("logits")
    inputs = keras.Input((held_out.shape[1],))
    head = keras.Model(inputs, logits(keras.layers.Dropout(config.dropout)(hidden(inputs))))
    head.compile(
        keras.optimizers.Adam(config.head_rate),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
        steps_per_execution=_STEPS_AT_ONCE,
    )
    stop = keras.callbacks.EarlyStopping("val_loss", patience=5, restore_best_weights=True)
    reporter = ProgressReporter("Training the last layers alone", config.head_epochs, report)
    tell = keras.callbacks.LambdaCallback(
        on_epoch_end=lambda epoch, logs: reporter.report(epoch + 1, logs),
        # Many images make an epoch long; a stop should not have to wait for its end.
        on_train_batch_end=lambda batch, logs: reporter.repeat(),
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
