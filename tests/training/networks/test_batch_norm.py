"""The fused batch normalisation computes what Keras' own does."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from training.networks.architectures import build
from training.networks.batch_norm import FusedBatchNormalization, estimate_statistics
from training.settings.config import TrainingConfig

# Networks are built and run.
pytestmark = pytest.mark.slow

MAPS = np.random.default_rng(0).normal(1.0, 2.0, (4, 6, 6, 8)).astype(np.float32)


@pytest.fixture
def layers():
    made = keras.layers.BatchNormalization(momentum=0.9), FusedBatchNormalization(momentum=0.9)
    for layer in made:
        layer.build(MAPS.shape)
        rng = np.random.default_rng(1)
        layer.set_weights([rng.uniform(0.5, 1.5, 8) for _ in range(4)])
    return made


def learned(layer):
    maps = tf.constant(MAPS)
    with tf.GradientTape() as tape:
        tape.watch(maps)
        normalised = layer(maps, training=True)
        loss = tf.reduce_sum(normalised**3)
    return [normalised, *tape.gradient(loss, [maps, layer.gamma, layer.beta])]


def test_training_gives_what_keras_gives(layers):
    for own, fused in zip(*map(learned, layers), strict=True):
        np.testing.assert_allclose(fused, own, rtol=1e-4, atol=1e-4)


def test_moving_averages_follow_the_batch(layers):
    own, fused = layers
    before = fused.moving_variance.numpy()
    learned(own), learned(fused)
    count = MAPS.size // MAPS.shape[-1]
    np.testing.assert_allclose(fused.moving_mean, own.moving_mean, rtol=1e-5)
    of_sample = own.moving_variance.numpy() - 0.9 * before
    np.testing.assert_allclose(fused.moving_variance - 0.9 * before, of_sample * count / (count - 1), rtol=1e-4)


def test_outside_training_and_frozen_it_goes_by_what_it_keeps(layers):
    own, fused = layers
    np.testing.assert_array_equal(fused(MAPS, training=False), own(MAPS, training=False))
    own.trainable = fused.trainable = False
    np.testing.assert_array_equal(fused(MAPS, training=True), own(MAPS, training=True))


def test_every_network_trains_with_it():
    for architecture in ("mobilenet-v2", "efficientnet-lite0"):
        network = build(TrainingConfig(architecture=architecture, size=64, stride=8), 4)
        found = [layer for layer in network.layers if isinstance(layer, keras.layers.BatchNormalization)]
        assert found
        assert all(isinstance(layer, FusedBatchNormalization) for layer in found)


def test_statistics_are_estimated_anew_as_the_mean_of_the_batches_own():
    maps = keras.Input((6, 6, 8))
    frozen, own = (FusedBatchNormalization(momentum=0.9, name=name) for name in ("frozen", "own"))
    frozen.trainable = False
    network = keras.Model(maps, own(frozen(maps)))
    batches = [MAPS, 3 * MAPS + 1, MAPS[:2]]
    before = [array.copy() for array in frozen.get_weights()]
    estimate_statistics(network, batches)
    for mine, unchanged in zip(frozen.get_weights(), before, strict=True):
        np.testing.assert_array_equal(mine, unchanged)
    scale = 1 / (1 + frozen.epsilon)
    np.testing.assert_allclose(
        own.moving_mean, np.mean([b.mean(axis=(0, 1, 2)) for b in batches], axis=0) * scale**0.5, rtol=1e-3, atol=1e-4
    )
    # The kernel keeps that of the population.
    variances = [b.var(axis=(0, 1, 2), ddof=1) for b in batches]
    np.testing.assert_allclose(own.moving_variance, np.mean(variances, axis=0) * scale, rtol=1e-3)
    assert own.momentum == 0.9
