"""Random changes of the training images."""

import numpy as np
import tensorflow as tf

from core.phantom import head_phantom
from training.augmentation import augment
from training.config import AugmentationConfig

NONE = AugmentationConfig(flip=False, rotation_deg=0, shift=0, zoom=0, gamma=0, brightness=0)


def images(count=4):
    return tf.constant(np.stack([head_phantom(i, size=64) for i in range(count)])[..., None], tf.float32)


def seed(number):
    return tf.constant((1, number), tf.int32)


def test_nothing_asked_changes_nothing():
    np.testing.assert_allclose(augment(images(), seed(0), NONE), images(), atol=1e-3)


def test_same_seed_same_images():
    config = AugmentationConfig()
    np.testing.assert_array_equal(augment(images(), seed(4), config), augment(images(), seed(4), config))
    assert np.abs(augment(images(), seed(4), config) - augment(images(), seed(6), config)).max() > 10


def test_flip_mirrors_about_the_middle():
    varied = augment(images(32), seed(1), AugmentationConfig(True, 0, 0, 0, 0, 0)).numpy()
    plain = images(32).numpy()
    is_kept = np.abs(varied - plain).max(axis=(1, 2, 3)) < 1e-2
    is_mirrored = np.abs(varied - plain[:, :, ::-1]).max(axis=(1, 2, 3)) < 1e-2
    assert np.all(is_kept | is_mirrored)
    assert 4 <= is_kept.sum() <= 28


def test_range_is_kept():
    varied = augment(images(16), seed(2), AugmentationConfig(gamma=0.5, brightness=0.5)).numpy()
    assert varied.min() >= 0
    assert varied.max() <= 255
