"""The words of a verdict; apart from what makes one, so that a list can be shown without NumPy."""

from collections.abc import Sequence

NOT_A_BRAIN_MRI = "not-a-brain-mri"
UNCERTAIN = "uncertain"
FAILED = "failed"

# The classes that Falx knows; a model may have others.
GLIOMA, MENINGIOMA, PITUITARY, TUMOUR_FREE = "glioma", "meningioma", "pituitary", "notumor"

_DISPLAY_NAMES = {
    GLIOMA: "Glioma",
    MENINGIOMA: "Meningioma",
    PITUITARY: "Pituitary tumour",
    TUMOUR_FREE: "No tumour",
}
_OTHER_NAMES = {UNCERTAIN: "Uncertain", NOT_A_BRAIN_MRI: "Not like a brain MRI", FAILED: "Could not be read"}


def display_name(class_name: str) -> str:
    """Give a class its name in words; an unknown class keeps its own."""
    return _DISPLAY_NAMES.get(class_name, class_name)


def inline_name(class_name: str) -> str:
    """Give a class its name within a sentence; an unknown class keeps its own."""
    return _DISPLAY_NAMES[class_name].lower() if class_name in _DISPLAY_NAMES else class_name


def verdict_name(verdict: str, prediction_set: Sequence[str] = ()) -> str:
    """Give a verdict in a few words: where it is open between classes, two by their names, more by their number."""
    if verdict == UNCERTAIN and len(prediction_set) > 2:
        return f"Uncertain between {len(prediction_set)} classes"
    return whole_verdict(verdict, prediction_set)


def whole_verdict(verdict: str, prediction_set: Sequence[str] = ()) -> str:
    """Give a verdict in words where there is room for all the classes between which it is open."""
    if verdict == UNCERTAIN and prediction_set:
        return f"Uncertain: {' or '.join(map(inline_name, prediction_set))}"
    return _OTHER_NAMES.get(verdict) or display_name(verdict)
