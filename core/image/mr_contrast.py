"""The weightings of brain MRI that change how a tumour looks."""

T1, T1_CONTRAST, T2, FLAIR, OTHER = "t1", "t1ce", "t2", "flair", "other"
CONTRASTS = (T1, T1_CONTRAST, T2, FLAIR, OTHER)

_NAMES = {
    T1: "T1 without contrast agent",
    T1_CONTRAST: "T1 with contrast agent",
    T2: "T2",
    FLAIR: "FLAIR",
    OTHER: "another weighting",
}


def contrast_name(contrast: str) -> str:
    """Return a weighting's name within a sentence."""
    return _NAMES[contrast]
