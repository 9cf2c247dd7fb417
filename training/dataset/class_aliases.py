"""Other names of the four classes that Falx knows, as the datasets that people download have them."""

import re
from collections.abc import Collection, Iterable

from core.model.verdicts import GLIOMA, MENINGIOMA, PITUITARY, TUMOUR_FREE

_TUMOUR = "(tumou?rs?)"
_PATTERNS = {
    GLIOMA: rf"(brain)?gliomas?{_TUMOUR}?",
    MENINGIOMA: rf"(brain)?meningiomas?{_TUMOUR}?",
    PITUITARY: rf"pituitary(adenomas?|{_TUMOUR})?",
    TUMOUR_FREE: rf"(no|non|without){_TUMOUR}|nontumou?rous|tumou?rfree",
}
# These mean a brain without a tumour only where another class is a tumour.
_TUMOUR_FREE_BESIDE_TUMOURS = ("healthy", "normal", "no")
# What a dataset of two classes calls its images with a tumour, where it calls the others "no".
_SOME_TUMOUR = re.compile(rf"yes|(brain)?{_TUMOUR}")


def known_class(name: str) -> str:
    """Give the class that a name stands for beyond doubt, whatever stands beside it; empty where there is none.

    Example:
        `known_class("glioma_tumor")` and `known_class("Glioma")` are "glioma".
    """
    plain = _plain(name)
    return next((known for known, pattern in _PATTERNS.items() if re.fullmatch(pattern, plain)), "")


def understand_names(names: Iterable[str], classes: Collection[str] = ()) -> dict[str, str]:
    """Find the names that stand for another.

    Args:
        names: of the classes of a dataset.
        classes: that the names are to be of, such as those of a model; without any, the four that Falx knows.

    Returns:
        For each name that stands for another, that.
    """
    found = sorted(set(names))
    # A model may have learnt the four by other names.
    own = {known: name for name in classes if (known := known_class(name))}
    stands_for = {name: known for name in found if (known := known_class(name))}
    stands_for |= _tumour_free(found, stands_for)
    return {
        name: target
        for name, known in stands_for.items()
        if name not in classes and (target := own.get(known, known)) != name
    }


def _tumour_free(names: Collection[str], known: dict[str, str]) -> dict[str, str]:
    if TUMOUR_FREE in known.values():
        return {}
    free = [name for name in names if _plain(name) in _TUMOUR_FREE_BESIDE_TUMOURS]
    others = [name for name in names if name not in free]
    has_tumour = any(name in known or _SOME_TUMOUR.fullmatch(_plain(name)) for name in others)
    return {free[0]: TUMOUR_FREE} if len(free) == 1 and has_tumour else {}


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())
