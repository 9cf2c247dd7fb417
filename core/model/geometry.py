"""Receptive-field grid: where in the network's input a feature cell looks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FeatureGeometry:
    """The receptive-field grid: the centre of cell i is at input pixel stride * i + offset, along both axes.

    Attributes:
        stride: input pixels between neighbouring cells.
        offset: input pixel at the centre of cell 0.
        cells: number of cells along an axis.
    """

    stride: float
    offset: float
    cells: int


def even_geometry(size: int, cells: int) -> FeatureGeometry:
    """Return the grid of cells that divide an input of a size evenly."""
    stride = size / cells
    return FeatureGeometry(stride=stride, offset=(stride - 1) / 2, cells=cells)
