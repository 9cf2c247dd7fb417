"""Agreement of the predictions with the folders' names, where those are classes: confusion, recall, precision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from core.model.known_classes import class_spelled
from core.model.verdicts import REFUSED
from core.records.record import Record

# The folder of a picture and those above it: class/patient/series/picture.
_FOLDERS = 3


def true_class(path: str, classes: Sequence[str]) -> str | None:
    """Return the class that a folder of a picture is named after, spelled as in the datasets that Falx knows.

    The folder that the picture is in is looked at first, then the two above it, as in class/patient/series/picture. The
    nearest that names a class counts: in glioma/no tumour/a.png it is the tumour-free one. No folder further up does.

    Args:
        path: of the picture.
        classes: that the model knows.

    Returns:
        One of the classes; None if no folder is named after one.
    """
    named = (_class_named(folder.name, tuple(classes)) for folder in list(Path(path).parents)[:_FOLDERS])
    return next(filter(None, named), None)


@lru_cache(4096)
def _class_named(folder: str, classes: tuple[str, ...]) -> str | None:
    name, spelled = folder.casefold(), class_spelled(folder)
    own = (known for known in classes if known.casefold() == name)
    meant = (known for known in classes if spelled and class_spelled(known) == spelled)
    return next(own, None) or next(meant, None)


@dataclass(frozen=True, slots=True)
class ClassScore:
    """Recall and precision of one class.

    Attributes:
        images: slices in folders that are named after it.
        recall: the share of those that got it as their most probable class; None if there are none.
        precision: the share of the slices that got it which are in its folder; None if there are none.
    """

    images: int
    recall: float | None
    precision: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the most probable classes agree with the folders' names.

    Attributes:
        classes: their names.
        confusion: slices by true class (rows) and most probable class (columns).
        unread: files in such folders that could not be read.
        others: records of files in folders that are named otherwise.
        refused: slices among the compared ones that the model refused to classify.
    """

    classes: tuple[str, ...]
    confusion: tuple[tuple[int, ...], ...]
    unread: int
    others: int
    refused: int = 0

    @property
    def images(self) -> int:
        """How many slices were compared."""
        return sum(map(sum, self.confusion))

    @property
    def disagreements(self) -> int:
        """How many of them got another class than their folder's."""
        return self.images - sum(row[index] for index, row in enumerate(self.confusion))

    @property
    def accuracy(self) -> float:
        """The share that got their folder's class."""
        return 1 - self.disagreements / self.images

    def by_class(self) -> Mapping[str, ClassScore]:
        """Return recall and precision of each class."""
        scores = {}
        for index, name in enumerate(self.classes):
            images = sum(self.confusion[index])
            answered = sum(row[index] for row in self.confusion)
            hits = self.confusion[index][index]
            scores[name] = ClassScore(images, hits / images if images else None, hits / answered if answered else None)
        return scores


class AgreementCounter:
    """Compares records with the folders that they are in, one by one."""

    def __init__(self, classes: Sequence[str]) -> None:
        """Start with none.

        Args:
            classes: that the model knows.
        """
        self._classes = tuple(classes)
        self._confusion = [[0] * len(classes) for _ in classes]
        self._unread = self._others = self._refused = 0

    def add(self, record: Record) -> str | None:
        """Count a record; returns its true class if its folder states it."""
        truth = true_class(record.path, self._classes)
        if truth is None:
            self._others += 1
        elif record.finding is None:
            self._unread += 1
        else:
            row = self._confusion[self._classes.index(truth)]
            row[self._classes.index(record.finding.label)] += 1
            self._refused += record.finding.verdict in REFUSED
        return truth

    def agreement(self) -> Agreement | None:
        """Return the result; None unless slices were in folders of at least two classes."""
        if sum(any(row) for row in self._confusion) < 2:
            return None
        return Agreement(self._classes, tuple(map(tuple, self._confusion)), self._unread, self._others, self._refused)
