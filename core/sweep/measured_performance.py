"""What verdicts of a model were measured to be worth, in a sentence: from the figures of its package alone."""

from collections.abc import Mapping
from typing import Any

from core.program.wording import count_of, format_percent

# Of the images that a training used itself.
_OWN = "validation"


def study_performance(metrics: Mapping[str, Any], studies: Mapping[str, Any], model: str) -> str:
    """Describe how often the verdicts of a model were right: on whole studies where measured, else on slices.

    Of several protocols, the one with the worst figures counts: what is opened may be as unlike the training data.

    Args:
        metrics: of the package, by protocol.
        studies: its `studies_measured`.
        model: name and version.
    """
    return _of_studies(studies) or _of_slices(metrics, model) or "How often its verdicts are right was not measured."


def _of_studies(studies: Mapping[str, Any]) -> str:
    names = ("tumour_studies", "found", "tumour_free_studies", "called", "cleared")
    counts = [count for name in names if isinstance(count := studies.get(name), int)]
    if len(counts) < len(names):
        return ""
    tumours, found, free, called, cleared = counts
    seen = "" if studies.get("is_unseen") is True else "; patients that it may have learnt from"
    return (
        f"{found} of {count_of(tumours, 'study', 'studies')} with a tumour called, {called} of {free} without "
        f"({cleared} cleared){seen}."
    )


def _of_slices(metrics: Mapping[str, Any], model: str) -> str:
    found = []
    for name, figures in metrics.items():
        if name == _OWN or not isinstance(figures, Mapping):
            continue
        any_tumour = figures.get("any_tumour")
        sensitivity, specificity = _share(any_tumour, "sensitivity"), _share(any_tumour, "specificity")
        if sensitivity is not None and specificity is not None:
            found.append((sensitivity, 1 - specificity, name, figures.get("model") == model))
    if not found:
        return ""
    right, wrong, name, is_own = min(found, key=lambda one: one[0] - one[1])
    # The figures first: a narrow window shows the beginning.
    models = "" if is_own else " with models of its recipe"
    return (
        f"{format_percent(right)} of slices with a tumour called, {format_percent(wrong)} of those without: measured "
        f"on {name.replace('_', ' ')}{models}, not on whole studies."
    )


def _share(figures: Any, key: str) -> float | None:
    figure = figures.get(key) if isinstance(figures, Mapping) else None
    if not isinstance(figure, Mapping):
        return None
    value = figure.get("mean") if "folds" in figure else figure.get("value")
    return float(value) if isinstance(value, int | float) else None
