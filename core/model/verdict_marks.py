"""What marks a verdict besides its words: a shape, and a colour of the program's palette."""

from collections.abc import Sequence

from core.model.verdicts import FAILED, NOT_A_BRAIN_MRI, TUMOUR, UNLIKE_TRAINING
from core.model.verdicts import UNCERTAIN as UNCERTAIN_VERDICT

# Shapes besides those of the classes.
OPEN_KIND, UNCERTAIN = "open-kind", "uncertain"
UNLIKE, OUTSIDE, UNREADABLE = "unlike", "outside", "unreadable"

# The shape, and the name of the colour in `core.program.palette.Palette`.
_SPECIAL = {
    TUMOUR: (OPEN_KIND, "tumour"),
    UNCERTAIN_VERDICT: (UNCERTAIN, "uncertain"),
    UNLIKE_TRAINING: (UNLIKE, "outside"),
    NOT_A_BRAIN_MRI: (OUTSIDE, "outside"),
    FAILED: (UNREADABLE, "faint"),
}


def mark_of(verdict: str, prediction_set: Sequence[str] = ()) -> tuple[str, str]:
    """Return the mark of a verdict: the name of its shape, and that of its colour.

    Args:
        verdict: a class, or a verdict that names none.
        prediction_set: the plausible classes; a single one means that the verdict is a class, whatever its name.

    Returns:
        Of a class its name, which leads to its shape and colour, and "".
    """
    is_class = tuple(prediction_set) == (verdict,)
    return (verdict, "") if is_class else _SPECIAL.get(verdict, (verdict, ""))
