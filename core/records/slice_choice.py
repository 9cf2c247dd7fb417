"""Which slices of a volume or series are reported: all, or the one to look at first."""

from enum import Enum


class SliceChoice(Enum):
    """Which slices of a volume or series are reported."""

    ALL = "all"
    PEAK = "peak"
