"""The weightings of MRI that each kind of tumour was learnt on."""

from collections.abc import Iterable, Mapping, Sequence

from core.image.mr_contrast import CONTRASTS
from core.model.known_classes import KNOWN_CLASSES
from core.model.package import ModelPackage

_KINDS = frozenset(one.name for one in KNOWN_CLASSES if not one.is_tumour_free)


def contrasts_of_kinds(
    images: Iterable[tuple[str, str]], others: Sequence[ModelPackage] = ()
) -> Mapping[str, tuple[str, ...]]:
    """List the weightings of the training images of each kind of tumour.

    Args:
        images: class and weighting of each, the weighting "" where unknown.
        others: models that the network starts from or learns from, which know what they have seen themselves.

    Returns:
        For each kind of tumour that Falx knows and whose weightings are all known, those weightings in the order of
        `core.image.mr_contrast.CONTRASTS`. In a picture of another weighting, the kind is left open.
    """
    seen: dict[str, set[str]] = {}
    for name, contrast in images:
        if name in _KINDS:
            seen.setdefault(name, set()).add(contrast)
    for other in others:
        for name in seen:
            if name in other.classes:
                seen[name].update(other.kind_contrasts.get(name, ("",)))
    return {
        name: tuple(one for one in CONTRASTS if one in found) for name, found in sorted(seen.items()) if "" not in found
    }
