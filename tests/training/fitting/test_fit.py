"""Fine-tuning keeps the best network that it has seen, or the last where it is asked to."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from core.image.phantom import head_phantom
from core.jobs.events import ProgressReporter

pytest.importorskip("tensorflow")

from training.dataset.manifest import Row
from training.fitting.checkpoint import load_checkpoint
from training.fitting.fine_tuner import FineTuner
from training.fitting.fit import BEST, LAST, evaluate, fit
from training.fitting.kept_weights import kept_of, read_start_loss
from training.networks import architectures
from training.samples.images import Examples, Pictures
from training.samples.sampler import Batch, Sampler
from training.settings.config import TrainingConfig

# Networks are trained.
pytestmark = pytest.mark.slow

# At the full rate from the first step on, each step moves each weight by far more than its size.
RUINOUS = TrainingConfig(size=64, epochs=2, head_epochs=1, batch_size=8, rate=0.3, warmup_share=0.0)


@pytest.fixture
def eagerly():
    """Run a step as it stands: to build its graph takes ten times as long as a few steps of small pictures."""
    tf = pytest.importorskip("tensorflow")
    tf.config.run_functions_eagerly(True)
    yield
    tf.config.run_functions_eagerly(False)


def examples(first, count, size=64):
    images = [head_phantom(first + i, "glioma" if i % 2 else None, size=size) for i in range(count)]
    return Examples(np.stack(images), np.arange(count) % 2)


def sampler_of(training, network, config):
    rows = [Row(Path("a.png"), ("glioma", "notumor")[label]) for label in training.labels]
    pictures = Pictures(rows, training.images, np.zeros_like(training.images), [])
    geometry = architectures.feature_geometry(network)
    return Sampler(pictures, np.arange(len(rows)), ("glioma", "notumor"), config, geometry)


def fit_to(training, network, validation, folder, report, config=RUINOUS):
    sampler = sampler_of(training, network, config)
    return fit(network, config, sampler, training, validation, folder, report, "")


def test_ruinous_epochs_leave_the_weights_of_the_head_phase(tmp_path, monkeypatch):
    validation = examples(100, 8)
    network = architectures.build(RUINOUS, 2)
    head_weights = []

    def stop_after_an_epoch(progress):
        if progress.epochs:
            if not head_weights:
                head_weights.extend(load_checkpoint(tmp_path / BEST)[0]["weights"])
            if progress.done == progress.total // 2 and "validation loss" in progress.values:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fit_to(examples(0, 16), network, validation, tmp_path, stop_after_an_epoch)
    # The second epoch, after a resume, leaves the network as ruined as it is.
    monkeypatch.setattr(FineTuner, "run_epoch", lambda *_: 1.0)
    history = fit_to(examples(0, 16), network, validation, tmp_path, lambda progress: None)
    assert len(history) == 2
    # In the end the logits are centred.
    head_weights[-2] -= head_weights[-2].mean(axis=1, keepdims=True)
    head_weights[-1] -= head_weights[-1].mean()
    for mine, expected in zip(network.get_weights(), head_weights, strict=True):
        np.testing.assert_array_equal(mine, expected)
    kept_loss = evaluate(network, validation)[0]
    assert not any(epoch.validation_loss < kept_loss for epoch in history)


@pytest.mark.parametrize(
    ("settings", "losses", "expected"),
    [
        ({}, [0.5, 0.4, 0.6], 2),
        ({}, [9.0, 9.5, 9.0], 0),
        ({"patience": 1}, [0.5, 0.6], 1),
        ({"keeps_last": True}, [0.5, 0.4, 0.6], 3),
        ({"keeps_last": True, "patience": 1}, [0.5, 0.6], 1),
        ({}, [float("nan"), 0.5, float("nan")], 2),
    ],
)
def test_the_weights_that_are_kept_are_those_that_are_claimed(tmp_path, monkeypatch, settings, losses, expected):
    config = dataclasses.replace(RUINOUS, epochs=3, head_epochs=0, **settings)
    network, figures, told = architectures.build(config, 2), iter([0.9, *losses]), []
    weights = {}

    def learn(*_):
        # Each epoch leaves weights that are known again.
        weights[len(weights)] = network.get_weights()
        network.set_weights([array + 1e-3 for array in network.get_weights()])
        return 1.0

    monkeypatch.setattr(FineTuner, "run_epoch", learn)
    monkeypatch.setattr("training.fitting.fit._measure", lambda *_: (next(figures), 0.5))
    examples_ = examples(0, 16)
    checkpoints, folder = tmp_path / "checkpoints", tmp_path
    history = fit_to(examples_, network, examples_, checkpoints, lambda progress: told.append(progress.values), config)
    assert len(history) == len(losses)
    assert {"validation loss at the start": 0.9} in told
    assert read_start_loss(folder) == 0.9
    kept = kept_of(config, [epoch.validation_loss for epoch in history], read_start_loss(folder))
    assert kept.epoch == expected
    weights[len(weights)] = load_checkpoint(checkpoints / LAST)[0]["weights"]
    for mine, claimed in zip(network.get_weights()[:-2], weights[expected][:-2], strict=True):
        np.testing.assert_array_equal(mine, claimed)


def test_the_last_epoch_is_kept_where_it_is_asked_for(tmp_path):
    config = dataclasses.replace(RUINOUS, epochs=1, keeps_last=True)
    network = architectures.build(RUINOUS, 2)
    fit_to(examples(0, 16), network, examples(100, 8), tmp_path, lambda progress: None, config)
    best, last = (load_checkpoint(tmp_path / name)[0]["weights"] for name in (BEST, LAST))
    assert any((one != other).any() for one, other in zip(best, last, strict=True))
    for mine, expected in zip(network.get_weights()[:-2], last[:-2], strict=True):
        np.testing.assert_array_equal(mine, expected)


@pytest.mark.usefixtures("eagerly")
def test_what_is_dropped_in_an_epoch_does_not_depend_on_the_epochs_before():
    # At hardly any rate the weights stay, so that losses differ by what is drawn and dropped alone.
    config = dataclasses.replace(RUINOUS, rate=1e-9, dropout=0.5)

    def losses(*epochs):
        network = architectures.build(config, 2, seed=1)
        sampler = sampler_of(examples(0, 16), network, config)
        tuner = FineTuner(network, config, np.ones(2, np.float32), steps=4)
        return [tuner.run_epoch(sampler, epoch, ProgressReporter("", 4, lambda progress: None), 2) for epoch in epochs]

    first, second = losses(0, 1)
    assert losses(1) == pytest.approx([second], rel=1e-4)
    assert first != pytest.approx(second, rel=1e-4)


@pytest.mark.usefixtures("eagerly")
@pytest.mark.parametrize(("is_made", "is_smoothed"), [(1.0, True), (0.0, False)])
def test_labels_of_real_slices_are_smoothed_unless_that_is_left(is_made, is_smoothed):
    training = examples(0, 8)
    plain = TrainingConfig(size=64, batch_size=8, dropout=0.0, label_smoothing=0.0)
    losses = {}
    for smoothing in (0.0, 0.4):
        config = dataclasses.replace(plain, label_smoothing=smoothing, smooths_real=False)
        network = architectures.build(config, 2, config.seed)
        tuner = FineTuner(network, config, np.ones(2, np.float32), 10)
        cells = network.get_layer("pooled").input.shape[1]
        none = np.zeros((8, cells, cells), np.float32)
        flags = np.zeros(8, np.float32), np.full(8, is_made, np.float32)
        batch = Batch(training.images, training.labels, none, *flags)
        # The same weights in both: only the targets differ.
        losses[smoothing] = tuner.step(batch, tuner.prepared(batch))
    assert (losses[0.4] != pytest.approx(losses[0.0], rel=1e-4)) is is_smoothed
