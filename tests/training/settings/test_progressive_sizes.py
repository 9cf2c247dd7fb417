"""Pictures grow while a network learns, and the weights of the last epochs are averaged."""

import contextlib
import dataclasses
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from core.image.phantom import head_phantom
from core.image.slice import Slice
from core.image.windowing import EIGHT_BIT
from core.jobs.events import ProgressReporter
from core.model.classifier import Classifier
from training.settings.config import TrainingConfig
from training.settings.progressive_sizes import size_in, sizes_of, work_of

pytest.importorskip("tensorflow")

from tests.training.fitting.test_fit import examples, sampler_of
from training.fitting.checkpoint import load_checkpoint
from training.fitting.fine_tuner import FineTuner
from training.fitting.fit import LAST, fit
from training.fitting.kept_weights import read_kept
from training.networks import architectures
from training.runs.request import TrainingRequest
from training.runs.run import train

STEP = FineTuner.step
PLAIN = TrainingConfig(size=192, epochs=10)
CONFIG = TrainingConfig(
    architecture="baseline-cnn",
    stride=16,
    size=96,
    first_size=64,
    growing_share=0.5,
    epochs=4,
    averaged_epochs=2,
    mirror_agreement=0.5,
    head_epochs=0,
    batch_size=8,
    rate=1e-3,
    patience=50,
)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, [192] * 10),
        ({"first_size": 128}, [128] * 4 + [160] * 3 + [192] * 3),
        ({"first_size": 160, "growing_share": 0.5}, [160] * 5 + [192] * 5),
        ({"first_size": 192}, [192] * 10),
        ({"first_size": 256}, [192] * 10),
        # The last epoch is of the full size, whatever is asked for.
        ({"first_size": 64, "growing_share": 1.0, "epochs": 3}, [64, 128, 192]),
        ({"first_size": 64, "epochs": 1}, [192]),
    ],
)
def test_the_pictures_of_each_epoch_have_their_size(settings, expected):
    config = dataclasses.replace(PLAIN, **settings)
    assert [size_in(config, number) for number in range(config.epochs)] == expected


def test_sizes_rise_to_that_of_the_network():
    assert sizes_of(dataclasses.replace(PLAIN, size=150, first_size=64)) == (64, 96, 128, 150)


def test_small_pictures_are_less_work_but_not_as_much_less_as_they_are_smaller():
    assert work_of(PLAIN, 5)(50) == pytest.approx(10)
    growing = dataclasses.replace(PLAIN, first_size=96, growing_share=0.5, epochs=2)
    work = work_of(dataclasses.replace(growing, size=128), 5)
    assert 0.75**2 < work(5) < 1
    assert work(2.5) == pytest.approx(work(5) / 2)
    assert work(10) == pytest.approx(work(5) + 1)


def test_the_time_left_counts_what_is_still_to_grow(monkeypatch):
    now, told = [0.0], []
    monkeypatch.setattr("core.jobs.events.time", SimpleNamespace(monotonic=lambda: now[0]))
    reporter = ProgressReporter("", 4, told.append, work=lambda done: max(done, 3 * done - 4))
    now[0] = 2.0
    reporter.report(2)
    # Two steps of work 1 took a second each; two of work 3 are left.
    assert told[-1].seconds_left == pytest.approx(6.0)


class Trained:
    """A training from chance to its end, stopped after the steps `stops` and continued, and what was seen of it."""

    def __init__(self, folder, stops=()):
        self.sizes, self.settled_at, self.after = [], [], {}
        self._folder = folder
        for self._stop in (*stops, None):
            # What continues knows nothing but the checkpoint.
            self.network = architectures.build(CONFIG, 2, seed=len(self.sizes))
            sampler = sampler_of(examples(0, 16, 120), self.network, CONFIG)
            sides = examples(0, 16, CONFIG.size), examples(100, 8, CONFIG.size)
            with pytest.MonkeyPatch.context() as patch, contextlib.suppress(KeyboardInterrupt):
                patch.setattr(FineTuner, "step", lambda *learnt: self._watched(*learnt))
                patch.setattr("training.fitting.fine_tuner.estimate_statistics", self._settle)
                fit(self.network, CONFIG, sampler, *sides, folder, self._watch, "")

    def _watched(self, tuner, batch, inputs):
        self.sizes.append(batch.images.shape[1])
        return STEP(tuner, batch, inputs)

    def _settle(self, network, batches):
        self.settled_at = [inputs.shape[1] for inputs in batches]

    def _watch(self, progress):
        if progress.epochs and "validation loss" in progress.values:
            self.after[progress.done // 2] = load_checkpoint(self._folder / LAST)[0]["weights"]
        elif progress.epochs and progress.done == self._stop and "loss" in progress.values:
            raise KeyboardInterrupt


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return Trained(tmp_path_factory.mktemp("whole"))


def test_the_network_is_shown_growing_pictures(whole):
    assert whole.sizes == [64] * 4 + [96] * 4


def test_the_model_has_the_mean_of_the_last_weights_and_statistics_of_its_own(whole):
    means = [np.mean(pair, axis=0) for pair in zip(whole.after[3], whole.after[4], strict=True)]
    assert any((one != other).any() for one, other in zip(whole.after[3], means, strict=True))
    # In the end the logits are centred.
    for mine, mean in zip(whole.network.get_weights()[:-2], means[:-2], strict=True):
        np.testing.assert_allclose(mine, mean, rtol=1e-5, atol=1e-7)
    assert whole.settled_at == [96, 96]


def test_a_training_that_was_stopped_at_each_size_ends_as_one_that_was_not(whole, tmp_path):
    # In the second and in the last epoch.
    again = Trained(tmp_path, stops=(3, 7))
    assert again.sizes == [64] * 5 + [96] * 5
    way = distance(whole.after[1], whole.after[4])
    assert distance(again.network.get_weights(), whole.network.get_weights()) < 0.05 * way


def distance(one, other):
    return float(np.sqrt(sum(np.sum((a - b) ** 2) for a, b in zip(one, other, strict=True) if a.ndim > 1)))


def test_what_grew_and_was_averaged_becomes_a_package(dataset: Path, tmp_path: Path) -> None:
    config = dataclasses.replace(CONFIG, epochs=3, validation_share=0.25)
    result = train(TrainingRequest(dataset, tmp_path / "run", config, weights=None), lambda progress: None)
    classifier = Classifier.open(result.package)
    classifier.self_check()
    prediction = classifier.predict(Slice(head_phantom(3), EIGHT_BIT, Path("phantom"), 0, 1, ""))
    assert classifier.package.input_size == 96
    assert prediction.probabilities.sum() == pytest.approx(1.0, abs=1e-5)
    kept = read_kept(tmp_path / "run")
    assert kept is not None
    assert kept.words == "epochs 2 to 3 of 3, averaged, as the settings ask"
    assert result.words == f"the model has the weights of {kept.words}"
    assert kept.words in (result.package / "MODEL_CARD.md").read_text("utf-8")
