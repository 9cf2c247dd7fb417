"""Bootstrap: figures with 95 % intervals, resampled over groups.

Own code: SciPy's bootstrap draws single observations, not whole groups, and draws again for each figure.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.statistics.figures import Figure

_RESAMPLES = 2000
_FEWER_RESAMPLES = 500
_AT_ONCE = 1_000_000
# Draws that are kept, a byte each; for more groups than this allows there are fewer resamples, 500 at least.
_MOST_DRAWS = 100_000_000
_MANY = 20_000
_SEED = 20
_LEVELS = (0.025, 0.975)

FloatArray = npt.NDArray[np.float64]
Choice = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure and its 95 % interval; not a number where it is not defined."""

    value: float
    interval: tuple[float, float]

    def as_dict(self) -> Figure:
        """Return it as plain values, None if it is not defined."""
        low, high = self.interval
        return {"value": _defined(self.value), "interval": [_defined(low), _defined(high)]}


UNDEFINED = Metric(np.nan, (np.nan, np.nan))


class Bootstrap:
    """Draws whole groups with replacement (Davison and Hinkley, 1997), since the images of one patient are alike.

    Intervals are percentiles of the resamples. Those of figures that can only err to one side, such as a calibration
    error, lean to that side where images are few.
    """

    def __init__(self, groups: Sequence[str]) -> None:
        """Draw the resamples once, so that all figures use the same.

        Args:
            groups: of N images; images of one group are drawn together.
        """
        names = {name: number for number, name in enumerate(sorted(set(groups)))}
        self._members = np.array([names[group] for group in groups], np.int64)
        resamples = max(_FEWER_RESAMPLES, min(_RESAMPLES, _MOST_DRAWS // max(1, len(names))))
        rng = np.random.default_rng(_SEED)
        # How often each group is drawn: 1 on average, so that a byte is far more than enough.
        self._draws = np.empty((resamples, len(names)), np.uint8)
        if len(names) > _MANY:
            # The same by chance, and many times as fast where groups are many.
            for draw in self._draws:
                draw[:] = np.bincount(rng.integers(len(names), size=len(names)), minlength=len(names))
            return
        chances = np.full(len(names), 1 / max(1, len(names)))
        for block in self._blocks(resamples) if names else ():
            self._draws[block] = rng.multinomial(len(names), chances, size=block.stop - block.start)

    def _blocks(self, resamples: int) -> Iterator[slice]:
        """Divide the resamples so that numbers for all groups in one of them stay small."""
        step = max(1, _AT_ONCE // max(1, self._draws.shape[1]))
        for start in range(0, resamples, step):
            yield slice(start, min(start + step, resamples))

    def of_sums(self, columns: FloatArray, statistic: Callable[[FloatArray], FloatArray]) -> Metric:
        """Measure a figure of sums over the images.

        Args:
            columns: (N, K) of the images, to be summed.
            statistic: from sums (..., K) to the figure (...), not a number where it is not defined.
        """
        sums = np.stack([np.bincount(self._members, column, self._draws.shape[1]) for column in columns.T], axis=1)
        weights = sums.astype(np.float32)
        blocks = [self._draws[block].astype(np.float32) @ weights for block in self._blocks(len(self._draws))]
        drawn = np.concatenate(blocks).astype(np.float64)
        return _metric(float(statistic(sums.sum(axis=0))), statistic(drawn))

    def of_weights(self, count: int, statistic: Callable[[FloatArray], FloatArray]) -> Metric:
        """Measure a figure of how often each image is drawn; with 500 resamples, since it takes longer.

        Args:
            count: of the images, N.
            statistic: from weights (R, N) of the images to the figure (R,), not a number where it is not defined.
        """
        step = max(1, _AT_ONCE // max(1, count))
        drawn = [
            statistic(self._draws[start : min(start + step, _FEWER_RESAMPLES), self._members].astype(np.float64))
            for start in range(0, _FEWER_RESAMPLES, step)
        ]
        return _metric(float(statistic(np.ones((1, count)))[0]), np.concatenate(drawn))

    def mean(self, values: FloatArray, among: Choice | None = None) -> Metric:
        """Measure a mean.

        Args:
            values: (N,) of the images.
            among: (N,) bool, the images that count; all by default. The mean of none is not defined.
        """
        counted = np.ones(len(values)) if among is None else among.astype(np.float64)
        return self.of_sums(np.stack([values * counted, counted], axis=1), _ratio)

    def share(self, hits: Choice, among: Choice | None = None) -> Metric:
        """Measure the share of images that hit.

        If all hit, or none, every resample is the same, so that the interval would have no width. Instead it is
        that of Clopper and Pearson (1934) for as many trials as there are groups that contribute.

        Args:
            hits: (N,) bool.
            among: (N,) bool, the images that count; all by default. The share of none is not defined.
        """
        metric = self.mean(hits.astype(np.float64), among)
        if metric.value not in (0.0, 1.0):
            return metric
        return extreme(metric.value, len(np.unique(self._members if among is None else self._members[among])))

    def count_groups(self, among: Choice) -> int:
        """Count the groups of the images (N,) bool."""
        return len(np.unique(self._members[among]))


def extreme(value: float, trials: int) -> Metric:
    """Return the interval of Clopper and Pearson of a share of 0 or 1 for a number of independent trials."""
    bound = _LEVELS[0] ** (1 / trials)
    return Metric(1.0, (bound, 1.0)) if value else Metric(0.0, (0.0, 1 - bound))


def divided(dividend: FloatArray, divisor: FloatArray) -> FloatArray:
    """Divide, returning NaN if the divisor is 0."""
    result = np.full(np.broadcast_shapes(dividend.shape, divisor.shape), np.nan)
    return np.divide(dividend, divisor, out=result, where=divisor > 0)


def mean_of_defined(values: FloatArray) -> FloatArray:
    """Average the numbers along the last axis; NaN if there are none."""
    is_defined = ~np.isnan(values)
    return divided(np.where(is_defined, values, 0).sum(axis=-1), is_defined.sum(axis=-1).astype(np.float64))


def _ratio(sums: FloatArray) -> FloatArray:
    return divided(sums[..., 0], sums[..., 1])


def _metric(value: float, drawn: FloatArray) -> Metric:
    drawn = drawn[~np.isnan(drawn)]
    if np.isnan(value) or not len(drawn):
        return UNDEFINED
    low, high = np.quantile(drawn, _LEVELS)
    return Metric(value, (float(low), float(high)))


def _defined(value: float) -> float | None:
    return None if np.isnan(value) else value
