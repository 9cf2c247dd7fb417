"""What a training is said to take: never exact, but larger for more of anything."""

import dataclasses

import pytest

from training.settings.config import TrainingConfig
from training.settings.estimate import Speed, estimate, measure_speed
from training.settings.known_networks import NETWORKS, STRIDES

SPEED = Speed(images_per_s=200.0, cores=2, memory_bytes=16_000_000_000)
CONFIG = TrainingConfig(frozen_blocks=5)


class DeafWire:
    def report(self, progress):
        pass


def seconds(config=CONFIG, images=5000, **options):
    return estimate(config, images, SPEED, **options).seconds


@pytest.mark.parametrize(
    "change",
    [{"size": 320}, {"epochs": 20}, {"frozen_blocks": 0}, {"stride": 16}, {"architecture": "efficientnetv2-b0"}],
)
def test_more_work_takes_longer(change):
    assert seconds(dataclasses.replace(CONFIG, **change)) > seconds()


def test_pictures_that_grow_take_less_time():
    growing = dataclasses.replace(CONFIG, first_size=128)
    assert 0.6 * seconds() < seconds(growing) < 0.9 * seconds()
    assert seconds(dataclasses.replace(CONFIG, first_size=CONFIG.size)) == seconds()


def test_more_images_folds_and_fewer_threads_take_longer():
    assert seconds(images=10_000) > 1.5 * seconds()
    assert seconds(folds=5) > 3 * seconds()
    assert seconds(threads=1) > 1.5 * seconds()


def test_fine_tuning_from_block_five_at_192_pixels_is_of_the_order_that_was_measured():
    config = TrainingConfig(size=192, frozen_blocks=5, epochs=1, head_epochs=0)
    longer = dataclasses.replace(config, epochs=2)
    images_per_s = 5000 / (seconds(longer) - seconds(config))
    assert 20 < images_per_s < 80


def test_the_head_alone_takes_minutes():
    assert seconds(TrainingConfig(size=192, epochs=0)) < 300


def test_memory_grows_with_images_and_size():
    small, many, large = (
        estimate(config, images, SPEED).memory_bytes
        for config, images in ((CONFIG, 1000), (CONFIG, 100_000), (dataclasses.replace(CONFIG, size=512), 1000))
    )
    assert small < large < many
    assert many > SPEED.memory_bytes


def test_every_network_can_be_estimated():
    for network in NETWORKS:
        architecture, blocks = network.name, network.blocks
        for stride in STRIDES:
            for frozen in range(blocks + 1):
                config = TrainingConfig(architecture=architecture, stride=stride, frozen_blocks=frozen)
                found = estimate(config, 100, SPEED)
                assert 0 < found.least_s < found.seconds < found.most_s


def test_this_computer_is_measured():
    speed = measure_speed(DeafWire())
    assert speed.images_per_s > 0
    assert speed.cores > 0
    assert speed.memory_bytes >= 0
