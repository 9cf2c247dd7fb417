"""Verdict metrics: how often verdicts decide, and how often they are right when they do, at each promised level."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt

from core.model.conformal import DecisionRule, TwoQuestionRule
from core.model.known_classes import TUMOUR_FREE
from core.model.verdicts import NOT_A_BRAIN_MRI, TUMOUR, UNCERTAIN, UNLIKE_TRAINING, make_verdict
from training.statistics.bootstrap import Bootstrap, Choice
from training.statistics.figures import Figure, LevelFigures, VerdictFigures

Labels = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Verdicts:
    """The verdicts on N images at one level.

    Attributes:
        sets: (N, C) bool, the plausible classes.
        words: (N,) the verdicts.
        is_decided: (N,) bool, where the verdict is a class or `tumour`.
        is_right: (N,) bool, where a decided verdict holds the true class; `tumour` does if that is any tumour.
        is_called_tumour: (N,) bool, where a tumour is stated, of one kind or of several.
        is_called_tumour_free: (N,) bool, where no tumour is stated.
        is_refused: (N,) bool, where the model refuses to classify.
    """

    sets: Choice
    words: npt.NDArray[np.str_]
    is_decided: Choice
    is_right: Choice
    is_called_tumour: Choice
    is_called_tumour_free: Choice
    is_refused: Choice


def level_key(level: float) -> str:
    """Name a level within `metrics.json`: "95"."""
    return f"{100 * level:.6g}"


def figures_at(metrics: Mapping[str, object], level: float | None = None) -> LevelFigures | None:
    """Find the figures of the verdicts in the results of an evaluation.

    Args:
        metrics: contents of `metrics.json`, whichever program wrote it.
        level: of the figures; by default the one of the evaluation.

    Returns:
        Those of `verdict_metrics`; None if they were not measured at that level.
    """
    wanted = metrics.get("level") if level is None else level
    found = metrics.get("verdicts")
    if not isinstance(wanted, float | int) or not isinstance(found, Mapping):
        return None
    figures = found.get(level_key(wanted))
    return cast(LevelFigures, figures) if isinstance(figures, Mapping) else None


def make_verdicts(
    labels: Labels,
    probabilities: npt.NDArray[np.float32],
    novelty: npt.NDArray[np.float64],
    rule: DecisionRule,
    level: float,
    classes: Sequence[str],
    foreign_limit: float = 1.0,
    is_kind_open: Sequence[bool] | None = None,
) -> Verdicts:
    """Make the verdicts for images with known probabilities, as the classifier would.

    Args:
        labels: (N,) indices of the true classes.
        probabilities: (N, C) calibrated.
        novelty: (N,) in units of the limit.
        rule: from probabilities to plausible classes.
        level: one of the rule's.
        classes: the names of the C classes.
        foreign_limit: the novelty above which a picture is no brain MRI.
        is_kind_open: of the N images, whether their weighting leaves the kind of a tumour open; of none by default.
    """
    sets = np.zeros(probabilities.shape, bool)
    for row, one, is_open in zip(sets, probabilities, is_kind_open or [False] * len(sets), strict=True):
        row[rule.plausible(one, level, is_open)] = True
    has_free = TUMOUR_FREE in classes
    free = list(classes).index(TUMOUR_FREE) if has_free else None
    names = [[name for name, is_held in zip(classes, row, strict=True) if is_held] for row in sets]
    found = zip(names, novelty.tolist(), strict=True)
    words = [make_verdict(held, has_free, how_novel, foreign_limit) for held, how_novel in found]
    is_kept, is_single = novelty <= 1, sets.sum(axis=1) == 1
    # By the sets and not by the words: a class may have the name of a verdict.
    is_free = is_kept & is_single & sets[:, free] if free is not None else np.zeros(len(labels), bool)
    is_tumour = is_kept & ~sets[:, free] if free is not None else np.zeros(len(labels), bool)
    is_decided = (is_kept & is_single) | is_tumour
    return Verdicts(
        sets=sets,
        words=np.array(words, np.str_),
        is_decided=is_decided,
        is_right=is_decided & np.where(is_single, sets[np.arange(len(labels)), labels], labels != free),
        is_called_tumour=is_tumour,
        is_called_tumour_free=is_free,
        is_refused=~is_kept,
    )


def verdict_metrics(
    labels: Labels,
    found: Iterable[tuple[float, Verdicts]],
    groups: Sequence[str],
    classes: Sequence[str],
    rule: DecisionRule,
) -> VerdictFigures:
    """Measure the verdicts of all images, refused or not.

    Args:
        labels: (N,) indices of the true classes.
        found: levels and what `make_verdicts` returned at each; one at least.
        groups: of the N images.
        classes: the names of the C classes.
        rule: that they were made by.

    Returns:
        Plain values: `questions`, to how many each level is promised (2: whether there is a tumour, and of which kind;
        1: which class); `verdicts`, by level in per cent (`level_key`); `unlike_training` and `not_a_brain_mri`, the
        shares of the images that are refused so. Of each level:

        `decided`: the share of the images whose verdict is a class or `tumour`;
        `right_when_decided`: of those, the share that is right;
        `decided_tumour`, `decided_tumour_free`: the share of images with a tumour, and without, that get that verdict;
        `tumour_called_tumour_free`, `tumour_free_called_tumour`: the share that gets the contrary verdict;
        `coverage_tumour`, `coverage_tumour_free`: the share of either side whose set holds that side;
        `coverage_kind`: of the tumours whose set holds any tumour, the share whose set holds the right one;
        `shares`: what share of the images gets each verdict.
        Those by side are missing if the model has no tumour-free class.
    """
    bootstrap = Bootstrap(groups)
    levels: dict[str, LevelFigures] = {}
    words = np.empty(0, np.str_)
    for level, verdicts in found:
        words = verdicts.words
        levels[level_key(level)] = {**level_metrics(labels, verdicts, classes, bootstrap), "level": level}
    return {
        "questions": 2 if isinstance(rule, TwoQuestionRule) else 1,
        "verdicts": levels,
        # The same at every level.
        "unlike_training": _share_of(UNLIKE_TRAINING, words, bootstrap),
        "not_a_brain_mri": _share_of(NOT_A_BRAIN_MRI, words, bootstrap),
    }


def level_metrics(labels: Labels, verdicts: Verdicts, classes: Sequence[str], bootstrap: Bootstrap) -> LevelFigures:
    """Measure the verdicts at one level, as part of `verdict_metrics`, with the same arguments."""
    possible = dict.fromkeys((*classes, TUMOUR, UNCERTAIN, UNLIKE_TRAINING, NOT_A_BRAIN_MRI))

    def share(hits: Choice, among: Choice | None = None) -> Figure:
        return bootstrap.share(hits, among).as_dict()

    figures: LevelFigures = {
        "decided": share(verdicts.is_decided),
        "right_when_decided": share(verdicts.is_right, verdicts.is_decided),
        "shares": {word: _share_of(word, verdicts.words, bootstrap) for word in possible},
    }
    if TUMOUR_FREE not in classes:
        return figures
    free = list(classes).index(TUMOUR_FREE)
    is_free, kinds = labels == free, np.arange(len(classes)) != free
    has_kind: Choice = np.asarray(verdicts.sets[:, kinds].any(axis=1))
    has_own = verdicts.sets[np.arange(len(labels)), labels]
    return {
        **figures,
        "decided_tumour": share(verdicts.is_called_tumour, ~is_free),
        "decided_tumour_free": share(verdicts.is_called_tumour_free, is_free),
        "tumour_called_tumour_free": share(verdicts.is_called_tumour_free, ~is_free),
        "tumour_free_called_tumour": share(verdicts.is_called_tumour, is_free),
        "coverage_tumour": share(has_kind, ~is_free),
        "coverage_tumour_free": share(verdicts.sets[:, free], is_free),
        "coverage_kind": share(has_own, ~is_free & has_kind),
    }


def _share_of(word: str, words: npt.NDArray[np.str_], bootstrap: Bootstrap) -> Figure:
    is_said: Choice = np.asarray(words == word, bool)
    return bootstrap.share(is_said).as_dict()
