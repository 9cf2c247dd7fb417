"""The weightings of brain MRI that change how a tumour looks."""

from core.program.translation import mark, tr

T1, T1_CONTRAST, T2, FLAIR, OTHER = "t1", "t1ce", "t2", "flair", "other"
CONTRASTS = (T1, T1_CONTRAST, T2, FLAIR, OTHER)

_NAMES = {
    T1: mark("T1 with no contrast agent named"),
    T1_CONTRAST: mark("T1 with contrast agent"),
    T2: "T2",
    FLAIR: "FLAIR",
    OTHER: mark("another weighting"),
}


def contrast_name(contrast: str) -> str:
    """Return a weighting's name within a sentence."""
    return tr(_NAMES[contrast])
