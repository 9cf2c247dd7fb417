"""Estimate the time and memory of a training from a second of measuring. It is a rough estimate."""

import math
import os
import sys
import time
from dataclasses import dataclass

import numpy as np

from core.jobs.child import JobPipe
from core.jobs.events import Progress
from core.model.classifier import open_interpreter
from core.model.package import NETWORK_FILE, ModelPackage
from core.model.store import shipped_package
from core.program.cores import available_cores
from training.settings.config import TrainingConfig
from training.settings.config_file import config_of
from training.settings.known_networks import USUAL, network_named
from training.settings.progressive_sizes import work_of

# Speed and memory refer to MobileNetV2 whose last stage steps, at this many pixels a side.
_YARDSTICK = (USUAL, 32)
_YARDSTICK_SIZE = 224
_MEASURING_S, _LEAST_PASSES = 0.7, 4

# The cost of an image, in multiples of the measured pass: to learn from, and to be evaluated by TensorFlow.
# From steps of `standard.toml` (5) and `guided.toml` (8), by `make bench` and by a training.
_LEARNING, _LOOKING = 7.0, 3.0
# For reading, preprocessing and comparing, on one core; for the fixed part of every training.
_READING_S, _PREPARING_S = 0.012, 30.0
_SPREAD = 1.8

_TENSORFLOW_BYTES = 1_200_000_000
# Memory of the maps that are kept for the gradient, an image at 224 pixels.
_ACTIVATION_BYTES = 60_000_000
_LARGER_AREA = 1.25**2


@dataclass(frozen=True, slots=True)
class Speed:
    """The measured speed: passes of a plain MobileNetV2 at 224 pixels a second on all cores, and the computer."""

    images_per_s: float
    cores: int
    memory_bytes: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """The expected time and memory of a training.

    Attributes:
        seconds: likely.
        least_s: if all goes well.
        most_s: if it does not.
        memory_bytes: likely, at the peak.
    """

    seconds: float
    least_s: float
    most_s: float
    memory_bytes: int


def measure_speed(pipe: JobPipe) -> Speed:
    """Run the shipped network on an empty image for a moment, as a job."""
    pipe.report(Progress("Measuring this computer", 0, 1))
    cores = available_cores()
    package = ModelPackage.open(shipped_package())
    config = config_of(package.training["config"])
    interpreter = open_interpreter(package.read(NETWORK_FILE), threads=1)
    place = interpreter.get_input_details()[0]["index"]
    interpreter.set_tensor(place, np.zeros((1, package.input_size, package.input_size, 1), np.float32))
    # The first pass allocates.
    interpreter.invoke()
    started, worked, passes = time.perf_counter(), time.thread_time(), 0
    while time.perf_counter() - started < _MEASURING_S or passes < _LEAST_PASSES:
        interpreter.invoke()
        passes += 1
    # The processor's time: other programs that run now may not run for as long as a training takes.
    pass_s = max(time.thread_time() - worked, 1e-6) / passes
    pipe.report(Progress("Measuring this computer", 1, 1))
    return Speed(cores * _work(config) * (2 if config.mirrored else 1) / pass_s, cores, _memory_bytes())


def estimate(
    config: TrainingConfig, images: int, speed: Speed, folds: int | None = None, threads: int | None = None
) -> Estimate:
    """Estimate the time and memory of a training.

    Args:
        config: of it.
        images: to train on, validation data included.
        speed: of this computer.
        folds: of a cross-validation.
        threads: that it may use; None for all.
    """
    share = min(threads or speed.cores, speed.cores) / speed.cores
    pass_s = _pass_s(config, speed) / share
    kept = images * (1 - 1 / folds) if folds else images
    trained = kept * (1 - config.validation_share)
    frozen = network_named(config.architecture).frozen_percent[config.frozen_blocks] / 100
    an_image = pass_s * (frozen + (1 - frozen) * _LEARNING)
    drawn = config.epoch_images or trained
    seconds = _PREPARING_S + kept * _READING_S / (speed.cores * share)
    # Smaller pictures at the start take less; the validation pictures are of the full size throughout.
    seconds += work_of(config, 1)(config.epochs) * drawn * an_image
    seconds += config.epochs * kept * config.validation_share * pass_s * _LOOKING
    # Once for the features that the head learns from, once for calibration and novelty.
    seconds += kept * pass_s * _LOOKING * (2 if config.head_epochs else 1)
    if folds:
        seconds = folds * (seconds + images / folds * pass_s * _LOOKING)
    memory = _memory_of(config, kept)
    return Estimate(seconds, seconds / _SPREAD, seconds * _SPREAD, memory)


def _pass_s(config: TrainingConfig, speed: Speed) -> float:
    """Return how long one image takes through the whole network, as measured."""
    return _work(config) / speed.images_per_s


def _work(config: TrainingConfig) -> float:
    """Return how much one pass takes, in multiples of the measured one."""
    architecture, stride = _YARDSTICK
    share = network_named(config.architecture).macs[config.stride] / network_named(architecture).macs[stride]
    return share * (config.size / _YARDSTICK_SIZE) ** 2


def _memory_of(config: TrainingConfig, images: float) -> int:
    """Add up what is kept: the images as they are, and with their masks, larger, twice while they are divided."""
    pixels = config.size**2
    stored = images * pixels * (1 + 4 * _LARGER_AREA)
    batch = config.batch_size if config.epochs else 8
    learning = batch * _ACTIVATION_BYTES * pixels / _YARDSTICK_SIZE**2
    return math.ceil(_TENSORFLOW_BYTES + stored + learning)


def _memory_bytes() -> int:
    """Ask the system how much memory the computer has; 0 if it does not say."""
    if sys.platform == "win32":
        import ctypes

        class Status(ctypes.Structure):
            _fields_ = (
                ("length", ctypes.c_ulong),
                ("load", ctypes.c_ulong),
                *((f"field_{number}", ctypes.c_ulonglong) for number in range(7)),
            )

        status = Status(length=ctypes.sizeof(Status))
        is_known = ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
        return int(status.field_0) if is_known else 0
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return 0
