"""The classes that Falx knows, in one table: a class is added by a line here. A model may have others."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from core.program.translation import lowered, mark, tr


class Shape(Enum):
    """What marks a class besides its colour."""

    CIRCLE = "circle"
    SQUARE = "square"
    TRIANGLE = "triangle"
    TRIANGLE_DOWN = "triangle-down"
    RING = "ring"


@dataclass(frozen=True, slots=True)
class KnownClass:
    """All that Falx knows of a class.

    Attributes:
        name: in packages, records and datasets.
        words: the name in words.
        colour: on a dark ground and in plots, as #RRGGBB.
        light_colour: the same hue, darkened until it stands out from a light ground.
        shape: of its marker, no other class's.
        spelling: a regular expression of the names that datasets give it, in small letters and digits alone.
        spelling_beside_tumours: names that mean it only where another class of the dataset is a tumour, in small
            letters and digits alone.
        verdict: in words, where that is more than the name.
        is_tumour_free: whether its images show no tumour; that holds for one class.
        is_infiltrating: whether the tumour grows beyond its outline, so that oedema is erased with it.
        displacement: how far a tumour of the class may be from where it was, as a share of the image's side.
    """

    name: str
    words: str
    colour: str
    light_colour: str
    shape: Shape
    spelling: str
    spelling_beside_tumours: tuple[str, ...] = ()
    verdict: str = ""
    is_tumour_free: bool = False
    is_infiltrating: bool = False
    displacement: float = 0.15


TUMOUR_WORD = "(tumou?rs?)"
GLIOMA, MENINGIOMA, PITUITARY, TUMOUR_FREE = "glioma", "meningioma", "pituitary", "notumor"

# Colours by Okabe and Ito (2008), safe for colour-blind eyes.
KNOWN_CLASSES = (
    KnownClass(
        *(GLIOMA, mark("Glioma"), "#E69F00", "#B87800", Shape.CIRCLE),
        spelling=rf"(brain)?gliomas?{TUMOUR_WORD}?",
        is_infiltrating=True,
    ),
    KnownClass(
        *(MENINGIOMA, mark("Meningioma"), "#56B4E9", "#2B83B8", Shape.SQUARE),
        spelling=rf"(brain)?meningiomas?{TUMOUR_WORD}?",
        displacement=0.08,
    ),
    KnownClass(
        *(PITUITARY, mark("Pituitary tumour"), "#009E73", "#00805D", Shape.TRIANGLE),
        spelling=rf"pituitary(adenomas?|{TUMOUR_WORD})?",
        displacement=0.03,
    ),
    KnownClass(
        *(TUMOUR_FREE, mark("No tumour"), "#9AA0A6", "#6B7278", Shape.RING),
        spelling=rf"(no|non|without){TUMOUR_WORD}|nontumou?rous|tumou?rfree",
        spelling_beside_tumours=("healthy", "normal", "no"),
        verdict=mark("No tumour found"),
        is_tumour_free=True,
    ),
)
_BY_NAME = {known.name: known for known in KNOWN_CLASSES}


def find_class(name: str) -> KnownClass | None:
    """Find a class by its name; None where Falx knows none of that name."""
    return _BY_NAME.get(name)


def class_spelled(name: str) -> str:
    """Return the class that a name means beyond doubt, whatever is beside it; empty if there is none.

    Example:
        `class_spelled("glioma_tumor")` and `class_spelled("Glioma")` are "glioma".
    """
    plain = plain_spelling(name)
    return next((known.name for known in KNOWN_CLASSES if re.fullmatch(known.spelling, plain)), "")


def plain_spelling(name: str) -> str:
    """Reduce a name to small letters and digits, as spellings are given."""
    return re.sub(r"[\W_]+", "", name.casefold())


def display_name(class_name: str) -> str:
    """Return a class's name in words; an unknown class keeps its own."""
    known = find_class(class_name)
    return tr(known.words) if known else class_name


def inline_name(class_name: str) -> str:
    """Return a class's name within a sentence; an unknown class keeps its own."""
    known = find_class(class_name)
    return lowered(tr(known.words)) if known else class_name


def joined_names(class_names: Sequence[str]) -> str:
    """Join the names of classes within a sentence: "glioma, meningioma or pituitary tumour"."""
    *before, last = map(inline_name, class_names)
    return tr("{names} or {last}", names=", ".join(before), last=last) if before else last
