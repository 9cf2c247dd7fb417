"""Benchmark of training: the cost of drawing samples and bookkeeping beside the network, and of the head."""

from pathlib import Path

import numpy as np

from bench.comparison import Bar, Comparison, alternate, seconds_each
from core.image.phantom import LESIONS, head_phantom
from core.jobs.events import Progress, ProgressReporter
from training.dataset.manifest import Row
from training.fitting.fine_tuner import FineTuner
from training.fitting.head_phase import feature_extractor, in_batches, train_head
from training.networks import architectures
from training.samples.images import Examples, Pictures
from training.samples.sampler import OVERSAMPLING, Batch, Indices, Sampler
from training.settings.config import TrainingConfig
from training.settings.config_file import read_config

NETWORK_BAR, HEAD_BAR = Bar(0.9, is_least=True), Bar(1.2, is_least=False)

_RECIPES = Path(__file__).resolve().parent.parent / "training" / "recipes"
_LESIONS = (None, *LESIONS)
_CLASSES = [lesion or "notumor" for lesion in _LESIONS]
_IMAGES, _HEAD_IMAGES, _ROUNDS = 160, 1_920, 2


class _Drawn(Sampler):
    """Draws once, and returns the same batches each time."""

    _batches: dict[int, Batch]

    def _batch(self, originals: Indices, epoch: int, start: int) -> Batch:
        self._batches = getattr(self, "_batches", {})
        if start not in self._batches:
            self._batches[start] = super()._batch(originals, epoch, start)
        return self._batches[start]


def measure() -> list[Comparison]:
    """Measure both phases, with the recipes that are offered for them, on drawn heads."""
    return [_fine_tuning(read_config(_RECIPES / "standard.toml")), _head(read_config(_RECIPES / "quick.toml"))]


def _fine_tuning(config: TrainingConfig) -> Comparison:
    network = architectures.build(config, len(_CLASSES), config.seed)
    pictures = _draw(_IMAGES, round(config.size * OVERSAMPLING))
    parts = pictures, np.arange(_IMAGES), _CLASSES, config, architectures.feature_geometry(network)
    sampler, drawn = Sampler(*parts), _Drawn(*parts)
    steps = -(-_IMAGES // config.batch_size)
    tuner = FineTuner(network, config, np.ones(len(_CLASSES), np.float32), steps)

    def epoch() -> None:
        tuner.run_epoch(sampler, 0, ProgressReporter("", steps, _ignore), steps)

    def network_alone() -> None:
        for batch, inputs in drawn.epoch(0, tuner.prepared):
            tuner.step(batch, inputs)

    ours, alone = alternate([seconds_each(epoch, 1), seconds_each(network_alone, 1)], _ROUNDS)
    return Comparison(
        "share of fine-tuning that the network takes (the rest: drawing samples, bookkeeping)",
        ours / steps,
        alone / steps,
        "s/step",
        alone / ours,
        NETWORK_BAR,
        "standard.toml",
    )


def _head(config: TrainingConfig) -> Comparison:
    network = architectures.build(config, len(_CLASSES), config.seed)
    pictures = _draw(_HEAD_IMAGES, config.size)
    labels = np.arange(_HEAD_IMAGES) % len(_CLASSES)
    training, validation = Examples(pictures.images, labels), Examples(pictures.images[:64], labels[:64])
    weights = np.ones(len(_CLASSES), np.float32)

    def features() -> None:
        # Made again, as a training makes it: TensorFlow takes seconds to build what computes them.
        extract = feature_extractor(network)
        for part in (training, validation):
            for batch in in_batches(part.images):
                extract(batch).numpy()

    def head() -> None:
        train_head(network, config, training, validation, weights, _ignore)

    ours, alone = alternate([seconds_each(head, 1), seconds_each(features, 1)], _ROUNDS)
    return Comparison(
        f"head alone on {_HEAD_IMAGES} images, against computing their features",
        ours,
        alone,
        "s",
        ours / alone,
        HEAD_BAR,
        "quick.toml",
    )


def _draw(count: int, size: int) -> Pictures:
    """Draw heads; after the first few dozen they repeat."""
    drawn = [head_phantom(seed, _LESIONS[seed % len(_LESIONS)], size) for seed in range(40)]
    images = np.stack([drawn[index % len(drawn)] for index in range(count)])
    rows = [Row(Path(f"{index}.png"), _CLASSES[index % len(_CLASSES)]) for index in range(count)]
    return Pictures(rows, images, np.zeros_like(images), [])


def _ignore(progress: Progress) -> None:
    pass
