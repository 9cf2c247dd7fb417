"""Class aliases: names in datasets for classes that Falx knows, such as glioma_tumor for glioma."""

import re
from collections.abc import Collection, Iterable

from core.model.known_classes import KNOWN_CLASSES, TUMOUR_FREE, TUMOUR_WORD, class_spelled, plain_spelling

_TUMOUR_FREE_BESIDE_TUMOURS = {
    spelling for known in KNOWN_CLASSES if known.is_tumour_free for spelling in known.spelling_beside_tumours
}
# The name in a dataset of two classes for images with a tumour, if the others are called "no".
_SOME_TUMOUR = re.compile(rf"yes|(brain)?{TUMOUR_WORD}")


def resolve_aliases(names: Iterable[str], classes: Collection[str] = ()) -> dict[str, str]:
    """Find the names that are aliases of another.

    Args:
        names: of the classes of a dataset.
        classes: that the names may be mapped to, such as those of a model; without any, the four that Falx knows.

    Returns:
        For each alias, the class that it means.
    """
    found = sorted(set(names))
    # A model may have learnt the four under other names.
    own = {known: name for name in classes if (known := class_spelled(name))}
    stands_for = {name: known for name in found if (known := class_spelled(name))}
    stands_for |= _tumour_free(found, stands_for)
    return {
        name: target
        for name, known in stands_for.items()
        if name not in classes and (target := own.get(known, known)) != name
    }


def _tumour_free(names: Collection[str], known: dict[str, str]) -> dict[str, str]:
    if TUMOUR_FREE in known.values():
        return {}
    free = [name for name in names if plain_spelling(name) in _TUMOUR_FREE_BESIDE_TUMOURS]
    others = [name for name in names if name not in free]
    has_tumour = any(name in known or _SOME_TUMOUR.fullmatch(plain_spelling(name)) for name in others)
    return {free[0]: TUMOUR_FREE} if len(free) == 1 and has_tumour else {}
