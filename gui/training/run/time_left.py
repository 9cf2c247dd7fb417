"""The remaining time of a training, roughly."""

from core.jobs.events import Progress

# Measured: making the package takes about as long as half an epoch.
_PUBLISHING_EPOCHS = 0.5


class Forecast:
    """Estimates the remaining time from the pace of fine-tuning, and of earlier folds."""

    def __init__(self) -> None:
        """Start without any measurement."""
        self._fold_started: dict[int, float] = {}
        self._fold_seconds: float | None = None
        self._first_fold: int | None = None

    def seconds_left(self, progress: Progress, now: float) -> float | None:
        """Estimate from the latest progress; None where nothing is known yet."""
        left = self._of_run(progress)
        if progress.fold is None:
            return left
        number, count = progress.fold
        self._fold_started.setdefault(number, now)
        self._first_fold = self._first_fold or number
        if number > self._first_fold:
            done = number - self._first_fold
            self._fold_seconds = (self._fold_started[number] - self._fold_started[self._first_fold]) / done
        if self._fold_seconds is not None:
            rest = max(0.0, self._fold_seconds - (now - self._fold_started[number]))
            return rest + (count - number) * self._fold_seconds
        if left is None:
            return None
        whole = now - self._fold_started[number] + left
        return left + (count - number) * whole

    def _of_run(self, progress: Progress) -> float | None:
        if not progress.epochs or progress.seconds_left is None or progress.done >= progress.total:
            return None
        epochs_left = (progress.total - progress.done) / progress.total * progress.epochs
        return progress.seconds_left * (1 + _PUBLISHING_EPOCHS / epochs_left)
