"""Split leaks: on which side of a split an image is, and whether its network saw the other side."""

from training.dataset.manifest import TRAINING, Dataset, Row

NO_SPLIT = "no split"


class Sides:
    """The sides of a split that rows are on: splits where any is named, else folds, else none."""

    def __init__(self, dataset: Dataset) -> None:
        """Find out how the dataset is split."""
        self.kind = None
        if any(row.split for row in dataset.rows):
            self.kind = "split"
        elif any(row.fold is not None for row in dataset.rows):
            self.kind = "fold"
        self._has_training = any(_is_training(row) for row in dataset.rows)

    def of(self, row: Row) -> str:
        """Name the side of a row."""
        if self.kind == "split":
            return row.split.capitalize() or NO_SPLIT
        if self.kind == "fold" and row.fold is not None:
            return f"fold {row.fold}"
        return NO_SPLIT

    def is_across(self, one: Row, other: Row) -> bool:
        """Return whether two rows are on different sides, at least one of them to be trained on."""
        sides = {self.of(one), self.of(other)}
        return len(sides) == 2 and NO_SPLIT not in sides and not (one.is_test_only and other.is_test_only)

    def is_leak(self, tested: Row, trained: Row) -> bool:
        """Return whether a network that was trained on one row is measured on the other."""
        if not self.is_across(tested, trained) or trained.is_test_only:
            return False
        return self.kind == "fold" or not self._has_training or _is_training(trained)

    def is_held_out(self, row: Row) -> bool:
        """Return whether a row is measured on."""
        return self.of(row) != NO_SPLIT and (self.kind == "fold" or not self._has_training or not _is_training(row))


def _is_training(row: Row) -> bool:
    return row.split == TRAINING
