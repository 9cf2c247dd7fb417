"""Progressive resizing: fine-tuning on pictures that grow, with one network a size and shared weights."""

import dataclasses
from typing import Any

import keras
import numpy as np
import numpy.typing as npt

from core.jobs.events import ProgressReporter
from training.fitting.fine_tuner import FineTuner
from training.networks import architectures
from training.samples.sampler import Sampler
from training.settings.config import TrainingConfig
from training.settings.progressive_sizes import size_in


class ProgressiveTuner:
    """Trains a network epoch by epoch, at the size of each; between epochs the network has all that was learnt."""

    def __init__(
        self,
        network: keras.Model,
        config: TrainingConfig,
        weights: npt.NDArray[np.float32],
        steps: int,
        first: int = 0,
    ) -> None:
        """Prepare to train.

        Args:
            network: from `architectures.build`, of the full size.
            config: how.
            weights: (C,) float32, how much an image of each class counts.
            steps: of all epochs together, by which the learning rate falls.
            first: number of the epoch that comes first, from 0 on.
        """
        self._network, self._config, self._weights, self._steps = network, config, weights, steps
        self._prepare(size_in(config, first))

    def run_epoch(self, sampler: Sampler, number: int, reporter: ProgressReporter, steps: int) -> float:
        """Pass once over the samples of an epoch at its size; returns the mean loss."""
        size = size_in(self._config, number)
        if size != self._size:
            # The variables have the same shapes at each size.
            state = self._tuner.state()
            self._prepare(size)
            self._tuner.restore(state)
        if self._trained is self._network:
            return self._tuner.run_epoch(sampler, number, reporter, steps)
        self._trained.set_weights(self._network.get_weights())
        smaller = sampler.at(size, architectures.feature_geometry(self._trained))
        loss = self._tuner.run_epoch(smaller, number, reporter, steps)
        self._network.set_weights(self._trained.get_weights())
        return loss

    def settle_statistics(self, sampler: Sampler) -> None:
        """Estimate the statistics of batch normalisation again, at the full size, for weights set from outside."""
        self._tuner.settle_statistics(sampler, self._config.epochs)

    def state(self) -> dict[str, list[npt.NDArray[Any]]]:
        """Weights of the network and variables of the optimizers."""
        return {**self._tuner.state(), "weights": self._network.get_weights()}

    def restore(self, groups: dict[str, list[npt.NDArray[Any]]]) -> None:
        """Restore a `state`."""
        self._network.set_weights(groups["weights"])
        self._tuner.restore(groups)

    def _prepare(self, size: int) -> None:
        self._size, self._trained = size, self._network
        if size != self._config.size:
            smaller = dataclasses.replace(self._config, size=size, first_size=0)
            self._trained = architectures.build(smaller, len(self._weights))
            # Before the tuner is made, which takes the frozen ones as they are.
            self._trained.set_weights(self._network.get_weights())
        self._tuner = FineTuner(self._trained, self._config, self._weights, self._steps)
