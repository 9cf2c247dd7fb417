"""What the page by itself knows of its model: the numbers that the browser computes with, and the words for them."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from core.image.colour_map import colour_table
from core.image.presets import Preset
from core.model.conformal import DecisionRule, TwoQuestionRule
from core.model.known_classes import TUMOUR_FREE
from core.model.package import CONTEXT, ModelPackage
from core.model.prediction import Trust
from core.model.verdict_explanation import CALIBRATED, NO_CLASS, REFUSALS, explain_verdict
from core.model.verdicts import NOT_A_BRAIN_MRI, REFUSED, TUMOUR, UNCERTAIN, UNLIKE_TRAINING, whole_verdict
from core.readers.source import MOST_PIXELS, SMALLEST_SIDE
from web.descriptions import describe_mark, describe_server
from web.engine import Engine
from web.limits import Limits

_HEAD = ("w1", "b1", "w2", "b2")
_NOVELTY = ("means", "directions", "variances", "centre", "scale", "weights")


def describe_model(engine: Engine) -> tuple[dict[str, Any], bytes]:
    """Describe a model to the page.

    Returns:
        What goes into `parameters.json`; and its arrays one after the other, float32, little-endian. `arrays` names
        the group and the name of each, its first number, and how many it has.
    """
    package = engine.package
    head, novelty = package.head, package.novelty
    groups: list[tuple[str, str, npt.NDArray[np.float32] | None]] = [
        *(("head", name, getattr(head, name)) for name in _HEAD),
        *(("novelty", name, getattr(novelty, name)) for name in _NOVELTY),
    ]
    arrays, content = _laid_out(groups)
    described = {
        "about": describe_server(engine, Limits()),
        "classes": package.classes,
        "tumour_free": _tumour_free(package),
        "input_size": package.input_size,
        "framing": int(package.framing),
        "geometry": {
            "stride": package.geometry.stride,
            "offset": package.geometry.offset,
            "cells": package.geometry.cells,
        },
        "shapes": package.output_shapes,
        "biases": package.biases.tolist(),
        "temperature": package.temperature,
        "rule": _describe_rule(package.rule),
        "head": {},
        "novelty": {
            "output": CONTEXT if CONTEXT in package.outputs else "pooled",
            "limit": novelty.limit,
            "rest_variance": novelty.rest_variance,
            "bias": novelty.bias,
            "foreign_limit": novelty.foreign_limit,
        },
        "arrays": arrays,
        "limits": {"least_side": SMALLEST_SIDE, "most_pixels": MOST_PIXELS},
        "presets": [{"name": preset.name, "words": preset.value} for preset in Preset],
        "colours": colour_table().tolist(),
        "words": _describe_words(package),
    }
    return described, content


def _laid_out(
    groups: Iterable[tuple[str, str, npt.NDArray[np.float32] | None]],
) -> tuple[list[tuple[str, str, int, int]], bytes]:
    arrays, parts, first = [], [], 0
    for group, name, values in groups:
        if values is None:
            continue
        arrays.append((group, name, first, values.size))
        parts.append(np.ascontiguousarray(values, "<f4").tobytes())
        first += values.size
    return arrays, b"".join(parts)


def _tumour_free(package: ModelPackage) -> int | None:
    return package.classes.index(TUMOUR_FREE) if TUMOUR_FREE in package.classes else None


def _describe_rule(rule: DecisionRule) -> dict[str, Any]:
    """Describe which classes are plausible, at the levels that are offered alone."""
    levels = list(rule.levels)
    if not isinstance(rule, TwoQuestionRule):
        return {"levels": levels, "threshold": getattr(rule, "threshold")}  # noqa: B009 - a rule of format 1
    found = rule.thresholds
    places = [found.coverages.index(level) for level in levels]

    def at_levels(thresholds: tuple[float, ...] | None) -> list[float] | None:
        return [thresholds[place] for place in places] if thresholds else None

    return {
        "levels": levels,
        "tumour": at_levels(found.tumour),
        "tumour_free": at_levels(found.tumour_free),
        "kind": at_levels(found.kind),
    }


def _describe_words(package: ModelPackage) -> dict[str, Any]:
    """Give the sentences that do not depend on the numbers of a picture."""
    return {
        "verdicts": {name: whole_verdict(name, (name,)) for name in package.classes},
        "refused": {verdict: whole_verdict(verdict) for verdict in REFUSED},
        "open_first": whole_verdict(UNCERTAIN, (TUMOUR_FREE,)),
        "no_class": NO_CLASS,
        "calibrated": CALIBRATED,
        "reasons": REFUSALS,
        "meanings": {
            NOT_A_BRAIN_MRI: explain_verdict(Trust.OUTSIDE, ()),
            UNLIKE_TRAINING: explain_verdict(Trust.UNLIKE, ()),
            TUMOUR: explain_verdict(Trust.TUMOUR, ()),
            "open_first": explain_verdict(Trust.UNCERTAIN, (TUMOUR_FREE,)),
            "uncertain": explain_verdict(Trust.UNCERTAIN, ()),
            "tumour_free": explain_verdict(Trust.CLASS, (TUMOUR_FREE,)),
            "class": explain_verdict(Trust.CLASS, ()),
        },
        "marks": {verdict: describe_mark(verdict, ()) for verdict in (TUMOUR, UNCERTAIN, *REFUSED)},
    }
