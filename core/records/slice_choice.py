"""Which slices of a study are told."""

from enum import Enum


class SliceChoice(Enum):
    """Which slices of a volume or series are told."""

    ALL = "all"
    PEAK = "peak"
