"""Texts as long as they usually get, so that their room is there before they are."""

from core.model.known_classes import KNOWN_CLASSES, TUMOUR_FREE
from core.model.verdicts import TUMOUR
from core.sweep.measured_performance import study_performance
from core.sweep.result import StudyVerdict
from core.sweep.sentence import study_sentence


def longest_sentence() -> str:
    """Write a sentence on a study of more than a hundred slices, with all kinds of tumours in question."""
    kinds = [one.name for one in KNOWN_CLASSES if one.name != TUMOUR_FREE]
    study = StudyVerdict(TUMOUR, tuple(kinds), (99, 109), is_refused=False)
    return study_sentence(study, 104, 120)


def longest_performance() -> str:
    """Write what verdicts are worth by the figures of another model, as wide as figures get."""
    figures = {"sensitivity": {"value": 1.0}, "specificity": {"value": 0.5}}
    return study_performance({"other_scanners": {"any_tumour": figures}}, {}, "")
